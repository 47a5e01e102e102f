/* SPDX-License-Identifier: MIT */
/*
 * units -- see units.h.
 */
#include "gates/message/units.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char replacement[] = "\xef\xbf\xbd";

/* What the decoder of the Encoding standard takes at once: *is_good says whether as a character. */
static size_t
decode(const unsigned char *s, size_t n, bool *is_good)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t size = s[0] < 0x80                   ? 1
		      : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
		      : s[0] >= 0xe0 && s[0] < 0xf0 ? 3
		      : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
						    : 0;

	*is_good = false;
	if (size == 0)
		return 1;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	for (size_t i = 1; i < size; i++) {
		if (i == n || s[i] < low || s[i] > high)
			return i;
		low = 0x80;
		high = 0xbf;
	}
	*is_good = true;
	return size;
}

struct span
units_clean(const char *s, size_t n, struct arena *mem)
{
	char *out;
	size_t len = 0;

	if (text_is_utf8(s, n))
		return (struct span){s, n};
	out = arena_alloc(mem, 3 * n + 1, 1);
	for (size_t i = 0, size; i < n; i += size) {
		bool is_good;

		size = decode((const unsigned char *)s + i, n - i, &is_good);
		memcpy(out + len, is_good ? s + i : replacement, is_good ? size : 3);
		len += is_good ? size : 3;
	}
	return (struct span){out, len};
}

size_t
units_point(uint32_t *out, struct span t)
{
	const unsigned char *s = (const unsigned char *)t.s;
	size_t size = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t c = size == 1 ? s[0] : s[0] & (0x7fu >> size);

	if (size > t.n)
		size = t.n;
	for (size_t i = 1; i < size; i++)
		c = c << 6 | (s[i] & 0x3fu);
	*out = c;
	return size;
}

size_t
units_put(char out[4], uint32_t c)
{
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = size - 1; i; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = (char)(lead[size == 1 ? 0 : size] | c);
	return size;
}

size_t
units_count(struct span t)
{
	size_t n = 0;

	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.s[i];

		n += (c & 0xc0) != 0x80;
		n += c >= 0xf0;
	}
	return n;
}

bool
units_exceed(struct span t, size_t limit)
{
	return t.n > limit && units_count(t) > limit;
}

size_t
units_blank(struct span t)
{
	uint32_t c;
	size_t size;

	if (t.n == 0)
		return 0;
	if ((unsigned char)t.s[0] < 0x80)
		return t.s[0] == ' ' || (t.s[0] >= '\t' && t.s[0] <= '\r');
	size = units_point(&c, t);
	return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
			       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 ||
			       c == 0xfeff
		       ? size
		       : 0;
}

size_t
units_break(struct span t)
{
	if (t.n == 0)
		return 0;
	if (t.s[0] == '\n' || t.s[0] == '\r')
		return 1;
	return t.s[0] == '\xe2' && t.n >= 3 &&
			       (memcmp(t.s, "\xe2\x80\xa8", 3) == 0 ||
				       memcmp(t.s, "\xe2\x80\xa9", 3) == 0)
		       ? 3
		       : 0;
}

struct span
units_first_line(struct span t)
{
	size_t at = 0;

	while (at < t.n && !units_break(span_from(t, at)))
		at++;
	return (struct span){t.s, at};
}

struct span
units_trim_start(struct span t)
{
	for (size_t size; (size = units_blank(t)) != 0;)
		t = span_from(t, size);
	return t;
}

struct span
units_trim_end(struct span t)
{
	while (t.n) {
		size_t at = t.n - 1;

		while (at && ((unsigned char)t.s[at] & 0xc0) == 0x80)
			at--;
		if (!units_blank(span_from(t, at)))
			break;
		t.n = at;
	}
	return t;
}

struct span
units_trim(struct span t)
{
	return units_trim_end(units_trim_start(t));
}

struct span
units_trim_newlines(struct span t)
{
	while (t.n && (t.s[0] == '\r' || t.s[0] == '\n'))
		t = span_from(t, 1);
	while (t.n && (t.s[t.n - 1] == '\r' || t.s[t.n - 1] == '\n'))
		t.n--;
	return t;
}

bool
units_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

bool
span_is(struct span t, const char *s)
{
	return t.n == strlen(s) && memcmp(t.s, s, t.n) == 0;
}

bool
span_starts(struct span t, const char *s)
{
	for (size_t i = 0; s[i]; i++) { /* most differ in the first */
		if (i == t.n || t.s[i] != s[i])
			return false;
	}
	return true;
}

bool
span_equal(struct span a, struct span b)
{
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

size_t
span_find(struct span t, const char *s, size_t from)
{
	size_t n = strlen(s);

	while (from + n <= t.n) {
		const char *p = memchr(t.s + from, s[0], t.n - from - n + 1);

		if (!p)
			break;
		from = (size_t)(p - t.s);
		if (memcmp(p, s, n) == 0)
			return from;
		from++;
	}
	return SIZE_MAX;
}

struct span
span_from(struct span t, size_t at)
{
	return (struct span){t.s + at, t.n - at};
}

struct span
span_of(const char *s)
{
	return (struct span){s ? s : "", s ? strlen(s) : 0};
}

bool
span_line(struct span *out, struct line_walk *walk)
{
	const char *end;

	if (walk->is_over)
		return false;
	*out = walk->rest;
	end = walk->rest.n ? memchr(walk->rest.s, '\n', walk->rest.n) : NULL;
	if (!end) {
		walk->is_over = true;
		return true;
	}
	out->n = (size_t)(end - out->s);
	walk->rest = span_from(walk->rest, out->n + 1);
	if (out->n && out->s[out->n - 1] == '\r')
		out->n--;
	return true;
}

/* SPDX-License-Identifier: MIT */
/*
 * rootpath -- see rootpath.h.  One pass over the text; a path is looked at only where one can
 * begin.
 */
#include "engine/rootpath.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

struct text {
	const char *s;
	size_t n;
};

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Can c be part of a name?  Bytes of other encodings can. */
static bool
is_of_name(char c)
{
	return c == '.' || c == '_' || c == '-' || is_digit(c) || is_letter(c) ||
	       (unsigned char)c >= 0x80;
}

/* How many bytes of t at i are this one of a path: itself, "\/" in JSON, "%20" in a URL; 0: none.
 */
static size_t
byte_at(struct text t, size_t i, char byte, bool is_url)
{
	char code[sizeof("%20")];

	if (i < t.n && t.s[i] == byte)
		return 1;
	if (byte == '/' && i + 1 < t.n && t.s[i] == '\\' && t.s[i + 1] == '/')
		return 2;
	if (!is_url || byte == '/' || i + 2 >= t.n || t.s[i] != '%')
		return 0;
	snprintf(code, sizeof(code), "%%%02X", (unsigned)(unsigned char)byte);
	return strncasecmp(t.s + i, code, 3) == 0 ? 3 : 0;
}

/* How many bytes of t at i are root, as the whole of a path or with its '/'; 0: it is not there. */
static size_t
root_at(struct text t, size_t i, const char *root, bool is_url)
{
	size_t end = i, n, dots;

	for (; *root; root++, end += n) {
		n = byte_at(t, end, *root, is_url);
		if (n == 0)
			return 0;
	}
	n = byte_at(t, end, '/', is_url);
	if (n)
		return end + n - i;
	for (dots = end; dots < t.n && t.s[dots] == '.';) /* the end of a sentence */
		dots++;
	return dots == t.n || (t.s[dots] != '/' && !is_of_name(t.s[dots])) ? end - i : 0;
}

/* Of a file: URL before i: how many bytes of it are no path. */
static size_t
scheme_before(struct text t, size_t i)
{
	static const char *const schemes[] = {"file://", "file:\\/\\/"};

	for (size_t k = 0; k < countof(schemes); k++) {
		size_t n = strlen(schemes[k]);

		if (i >= n && memcmp(t.s + i - n, schemes[k], n) == 0)
			return n;
	}
	return 0;
}

/* Do the letters before i end something that is no name: a colour "[4m", "\n", an option "-I"? */
static bool
ends_a_mark(struct text t, size_t i)
{
	size_t at = i - 1, from = i - 1;

	if (!is_letter(t.s[at]) || at == 0)
		return false;
	if (t.s[at - 1] == '\\' && strchr("nrt", t.s[at]))
		return true;
	while (at > 0 && (is_digit(t.s[at - 1]) || t.s[at - 1] == ';'))
		at--;
	if (at > 0 && t.s[at - 1] == '[')
		return true;
	while (from > 0 && is_letter(t.s[from - 1]))
		from--;
	return from > 0 && t.s[from - 1] == '-' &&
	       (from == 1 || (t.s[from - 2] != '/' && !is_of_name(t.s[from - 2])));
}

static bool
can_begin(struct text t, size_t i)
{
	char before = i > 0 ? t.s[i - 1] : ' ';

	return (before != '/' && !is_of_name(before)) || ends_a_mark(t, i);
}

char *
rootpath_remove(const char *text, size_t *len, const char *root, struct arena *mem)
{
	const struct text t = {text, *len};
	const bool is_short = strlen(root) < 2;
	char *out = arena_alloc(mem, t.n + 1, 1);
	size_t to = 0;

	for (size_t i = 0; i < t.n;) {
		const bool is_start = !is_short && (t.s[i] == '/' || t.s[i] == '\\');
		const size_t scheme = is_start ? scheme_before(t, i) : 0;
		const size_t n = is_start && (scheme || can_begin(t, i))
					 ? root_at(t, i, root, scheme > 0)
					 : 0;

		if (n == 0) {
			out[to++] = t.s[i++];
			continue;
		}
		to -= scheme;
		i += n;
		if (t.s[i - 1] != '/')
			out[to++] = '.';
	}
	out[to] = '\0';
	*len = to;
	return out;
}

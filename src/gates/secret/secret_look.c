/* SPDX-License-Identifier: MIT */
/*
 * secret_look -- see secret_look.h.
 *
 * What holds: of a secret nothing leaves this file but its place, its length, hashes, and the few
 * bytes that tokens of its kind all begin with.
 */
#include "gates/secret/secret_look.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/hex.h"
#include "gates/secret/secret_pragma.h"
#include "gates/secret/secret_quoted.h"
#include "gates/secret/secret_text.h"

#define SHOWN_FROM 20 /* bytes; of what is shorter nothing is shown */

struct lines { /* a cursor: hits come in order */
	const char *data;
	size_t len, start, before; /* of the line, and of the one before it */
	int number;
	bool has_before;
	bool is_asked, is_allowed; /* by a comment on this line: it is read once */
};

static size_t
line_end(const struct lines *l, size_t from)
{
	const char *eol = memchr(l->data + from, '\n', l->len - from);

	return eol ? (size_t)(eol - l->data) : l->len;
}

static void
advance(struct lines *l, size_t at)
{
	for (;;) {
		size_t end = line_end(l, l->start);

		if (at <= end || end == l->len)
			return;
		l->has_before = true;
		l->before = l->start;
		l->start = end + 1;
		l->number++;
		l->is_asked = false;
	}
}

/* The form of a token is public: what stands before its first _ or -, or four bytes of it. */
static const char *
shown(const struct secret_rule *rule, const char *s, size_t n, struct arena *mem)
{
	size_t head = 0;

	if (rule->tier == SECRET_SURE && n >= SHOWN_FROM) {
		while (head < 4 && s[head] > ' ' && s[head] < 127)
			head++;
	}
	return arena_printf(mem, "%.*s%s (%zu bytes)", (int)head, s, head ? "..." : "***", n);
}

static int
hash_text(char out[SECRET_SHA1_HEX], const char *s, size_t n, struct error *err)
{
	unsigned char digest[HASH_MAX];

	if (hash_bytes(digest, HASH_SHA1, s, n, err) < 0)
		return -1;
	hex_write(out, digest, hash_size(HASH_SHA1));
	return 0;
}

static int
fingerprint(char *out, const struct secret_rule *rule, const char *s, size_t n, struct arena *mem,
	struct error *err)
{
	size_t id = strlen(rule->id) + 1;
	char *both = arena_alloc(mem, id + n, 1);
	unsigned char digest[HASH_MAX];

	memcpy(both, rule->id, id);
	memcpy(both + id, s, n);
	if (hash_bytes(digest, HASH_SHA256, both, id + n, err) < 0)
		return -1;
	hex_write(out, digest, (SECRET_FINGERPRINT_HEX - 1) / 2);
	return 0;
}

/* What detect-secrets 1.x hashes where that is not the secret. */
static int
stand_in(char out[SECRET_SHA1_HEX], const struct secret_rule *rule, const char *s, size_t n,
	struct arena *mem, struct error *err)
{
	static const char begin[] = "-----";
	const char *end = NULL;

	if (strcmp(rule->type, "GitHub Token") == 0)
		end = memchr(s, '_', n);
	else if (strcmp(rule->type, "GitLab Token") == 0)
		end = memchr(s, '-', n);
	else if (strcmp(rule->type, "Private Key") == 0 && n > 10 && memcmp(s, begin, 5) == 0) {
		s += 5;
		end = memchr(s, '-', n - 5);
	} else if (strncmp(rule->type, "Azure Storage", 13) == 0) {
		s = arena_printf(mem, "AccountKey=%.*s", (int)n, s);
		end = s + strlen(s);
	}
	out[0] = '\0';
	return end ? hash_text(out, s, (size_t)(end - s), err) : 0;
}

static bool
is_line_allowed(struct lines *l, const struct secret_file *f)
{
	if (!l->is_asked)
		l->is_allowed = secret_pragma_line(f->path, l->data + l->start,
			line_end(l, l->start) - l->start,
			l->has_before ? l->data + l->before : NULL,
			l->has_before ? l->start - 1 - l->before : 0);
	l->is_asked = true;
	return l->is_allowed;
}

static bool
is_allowed(struct lines *l, const struct secret_file *f, const struct secret_hit *h)
{
	size_t end = line_end(l, l->start), last;

	if (is_line_allowed(l, f))
		return true;
	if (h->end > end && h->end <= l->len) { /* of several lines the last may say it, too */
		last = h->end;
		while (last > end && l->data[last - 1] != '\n')
			last--;
		if (secret_pragma_line(
			    f->path, l->data + last, line_end(l, h->end) - last, NULL, 0))
			return true;
	}
	return secret_pragma_block(l->data, h->start);
}

static int
count_lines(const char *s, size_t n)
{
	int lines = 0;

	for (const char *p = s; (p = memchr(p, '\n', n - (size_t)(p - s))); p++)
		lines++;
	return lines;
}

static int
add_found(struct secret_view *out, const struct lines *l, const struct secret_hit *h,
	struct arena *mem, struct error *err)
{
	const char *s = l->data + h->start;
	size_t n = h->end - h->start;
	struct secret_found *f;

	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	f = &out->v[out->n++];
	*f = (struct secret_found){.rule = h->rule, .line = l->number};
	f->last_line = l->number + count_lines(s, n);
	f->column = h->start - l->start < INT32_MAX ? (int)(h->start - l->start) + 1 : 0;
	f->shown = shown(h->rule, s, n, mem);
	return hash_text(f->sha1, s, n, err) < 0 ||
			       fingerprint(f->fingerprint, h->rule, s, n, mem, err) < 0 ||
			       stand_in(f->stand_in, h->rule, s, n, mem, err) < 0
		       ? -1
		       : 0;
}

static int
look_at_text(struct secret_view *out, struct secret_scanner *s, const struct secret_file *f,
	struct arena *mem, struct error *err)
{
	struct lines l = {.data = f->data, .len = f->len, .number = 1};
	struct secret_hits hits;
	bool has_pragma;

	if (secret_scan(&hits, s, f->path, f->data, f->len, mem, err) < 0)
		return -1;
	if (secret_scanner_tier(s) == SECRET_WEAK)
		secret_quoted(&hits, f->data, f->len, mem);
	has_pragma = hits.n && secret_pragma_any(f->data, f->len);
	for (size_t i = 0; i < hits.n; i++) {
		const struct secret_hit *h = &hits.v[i];

		if (out->is_generated && h->rule->tier != SECRET_SURE)
			continue;
		advance(&l, h->start);
		if (has_pragma && is_allowed(&l, f, h))
			out->nallowed++;
		else if (add_found(out, &l, h, mem, err) < 0)
			return -1;
	}
	return 0;
}

int
secret_look(struct secret_view *out, struct secret_scanner *s, const struct secret_file *file,
	struct arena *mem, struct error *err)
{
	const struct secret_rule *by_path = secret_scan_path(s, file->path);
	struct secret_file text = *file;

	*out = (struct secret_view){.is_generated = secret_text_is_generated(file->path)};
	if (by_path) {
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[0] = (struct secret_found){.rule = by_path, .shown = "the whole file"};
		out->n = 1;
		if (hash_text(out->v[0].sha1, file->data, file->len, err) < 0 ||
			fingerprint(out->v[0].fingerprint, by_path, file->data, file->len, mem,
				err) < 0)
			return -1;
	}
	text.data = secret_text(file->data, &text.len, mem);
	out->is_binary = secret_text_is_binary(text.data, text.len);
	return out->is_binary ? 0 : look_at_text(out, s, &text, mem, err);
}

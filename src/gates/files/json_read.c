/* SPDX-License-Identifier: MIT */
/*
 * json_read -- see json_read.h.  No recursion: the open objects and arrays are a list, the keys of
 * the open objects another one, which is cut back where an object ends.
 */
#include "gates/files/json_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/files/json_lex.h"

enum state { WANT_VALUE, WANT_ITEM_OR_END, WANT_KEY, WANT_KEY_OR_END, WANT_COMMA_OR_END, DONE };

struct key {
	const char *s;
	size_t n, at;
	bool is_again; /* the object had it before */
};

struct parser {
	struct json_lexer x;
	enum state state;
	char *open; /* of each level: '{' or '[' */
	size_t depth, copen;
	struct key *keys; /* of the open objects; s NULL: here one begins */
	size_t nkeys, ckeys;
};

static bool
open_level(struct parser *r)
{
	size_t most = r->x.how->depth ? r->x.how->depth : JSON_DEPTH_MAX;

	if (r->depth == most)
		return json_fault(
			&r->x, arena_printf(r->x.mem, "nested deeper than %zu levels", most));
	r->open = arena_grow(r->x.mem, r->open, r->depth, &r->copen, sizeof(*r->open));
	r->open[r->depth++] = *r->x.p;
	if (*r->x.p == '{') {
		r->keys = arena_grow(r->x.mem, r->keys, r->nkeys, &r->ckeys, sizeof(*r->keys));
		r->keys[r->nkeys++] = (struct key){0};
	}
	json_tell(&r->x, *r->x.p == '{' ? JSON_OBJECT : JSON_ARRAY, NULL, 0);
	r->state = *r->x.p == '{' ? WANT_KEY_OR_END : WANT_ITEM_OR_END;
	r->x.p++;
	return true;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n ? memcmp(x->s, y->s, n) : 0;

	if (order == 0)
		order = (x->n > y->n) - (x->n < y->n);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int
compare_places(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* The keys of the object that ends; those that it had before are told in their order. */
static void
close_object(struct parser *r)
{
	struct key *own;
	size_t n = 0;

	while (r->keys[r->nkeys - n - 1].s)
		n++;
	own = r->keys + r->nkeys - n;
	r->nkeys -= n + 1;
	if (n < 2)
		return;
	qsort(own, n, sizeof(*own), compare_keys);
	for (size_t i = 1; i < n; i++)
		own[i].is_again =
			own[i].n == own[i - 1].n && memcmp(own[i].s, own[i - 1].s, own[i].n) == 0;
	qsort(own, n, sizeof(*own), compare_places);
	for (size_t i = 0; i < n; i++) {
		if (own[i].is_again)
			json_fault_at(&r->x, r->x.start + own[i].at,
				arena_printf(r->x.mem, "duplicate key \"%.*s\"",
					own[i].n < 200 ? (int)own[i].n : 200, own[i].s));
	}
}

static void
close_level(struct parser *r)
{
	if (r->open[--r->depth] == '{')
		close_object(r);
	json_tell(&r->x, JSON_END, NULL, 0);
	r->state = r->depth ? WANT_COMMA_OR_END : DONE;
	r->x.p++;
}

static bool
take_value(struct parser *r)
{
	if (r->x.p == r->x.end)
		return json_unexpected(&r->x, "a value");
	if (r->state == WANT_ITEM_OR_END && *r->x.p == ']') {
		close_level(r);
		return true;
	}
	if (*r->x.p == '{' || *r->x.p == '[')
		return open_level(r);
	r->state = r->depth ? WANT_COMMA_OR_END : DONE;
	return json_take_scalar(&r->x);
}

static bool
take_key(struct parser *r)
{
	struct json_token t = {.kind = JSON_KEY};
	size_t at = (size_t)(r->x.p - r->x.start);
	bool is_quoted =
		r->x.p < r->x.end && (*r->x.p == '"' || (*r->x.p == '\'' && r->x.how->is_json5));

	if (r->state == WANT_KEY_OR_END && r->x.p < r->x.end && *r->x.p == '}') {
		close_level(r);
		return true;
	}
	if (!is_quoted && !r->x.how->is_json5)
		return json_unexpected(&r->x, "a key in double quotes");
	if (!(is_quoted ? json_take_string(&t, &r->x) : json_take_name(&t, &r->x)) ||
		!json_skip_blanks(&r->x))
		return false;
	if (r->x.p == r->x.end || *r->x.p != ':')
		return json_unexpected(&r->x, "':'");
	r->x.p++;
	r->keys = arena_grow(r->x.mem, r->keys, r->nkeys, &r->ckeys, sizeof(*r->keys));
	r->keys[r->nkeys++] = (struct key){.s = t.s, .n = t.n, .at = at};
	json_tell(&r->x, JSON_KEY, t.s, t.n);
	r->state = WANT_VALUE;
	return true;
}

static bool
take_comma(struct parser *r)
{
	bool is_object = r->open[r->depth - 1] == '{';

	if (r->x.p < r->x.end && *r->x.p == (is_object ? '}' : ']')) {
		close_level(r);
		return true;
	}
	if (r->x.p == r->x.end || *r->x.p != ',')
		return json_unexpected(&r->x, is_object ? "',' or '}'" : "',' or ']'");
	r->x.p++;
	if (r->x.how->is_json5)
		r->state = is_object ? WANT_KEY_OR_END : WANT_ITEM_OR_END;
	else
		r->state = is_object ? WANT_KEY : WANT_VALUE;
	return true;
}

static bool
take_any(struct parser *r)
{
	if (r->state == WANT_VALUE || r->state == WANT_ITEM_OR_END)
		return take_value(r);
	if (r->state == WANT_COMMA_OR_END)
		return take_comma(r);
	return take_key(r);
}

/* The first line that is no UTF-8. */
static const char *
not_utf8(const char *p, const char *end)
{
	for (;;) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		if (!newline || !text_is_utf8(p, (size_t)(newline - p)))
			return p;
		p = newline + 1;
	}
}

bool
json_read(const char *data, size_t len, const struct json_reading *how, struct arena *mem)
{
	struct parser r = {
		.x = {.how = how, .start = data, .p = data, .end = data + len, .mem = mem}};

	if (!text_is_utf8(data, len))
		return json_fault_at(&r.x, not_utf8(r.x.p, r.x.end), "not UTF-8");
	if (json_has(&r.x, "\xef\xbb\xbf") && !how->is_json5)
		return json_fault(&r.x, "starts with a byte order mark");
	while (r.state != DONE) {
		if (!json_skip_blanks(&r.x) || !take_any(&r))
			return false;
	}
	if (!json_skip_blanks(&r.x))
		return false;
	return (r.x.p == r.x.end || json_unexpected(&r.x, "the end")) && !r.x.is_faulty;
}

/* SPDX-License-Identifier: MIT */
/*
 * json_pretty -- see json_pretty.h.  The document becomes a tree first, since keys may have to be
 * sorted.  Whole numbers stay as they are written, others become what Python's repr() makes of
 * them.
 */
#include "gates/files/json_pretty.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/files/json_read.h"

#define NUMBER_MAX 40

struct node {
	enum json_kind kind; /* OBJECT, ARRAY, STRING, NUMBER, WORD */
	const char *s, *key;
	size_t n, nkey;
	size_t rank; /* of its key: among the top keys, or behind all */
	size_t order;
	struct node *first, *last, *next, *parent;
};

struct tree {
	struct node root, *at; /* what is read into */
	const char *key;
	size_t nkey;
	const char *why;
	struct arena *mem;
};

static void
take_token(void *ctx, const struct json_token *t)
{
	struct tree *tree = ctx;
	struct node *n;

	if (t->kind == JSON_KEY) {
		tree->key = t->s;
		tree->nkey = t->n;
		return;
	}
	if (t->kind == JSON_END) {
		tree->at = tree->at->parent;
		return;
	}
	n = arena_alloc(tree->mem, 1, sizeof(*n));
	*n = (struct node){.kind = t->kind, .s = t->s, .n = t->n, .parent = tree->at};
	if (tree->at->kind == JSON_OBJECT) {
		n->key = tree->key;
		n->nkey = tree->nkey;
	}
	if (tree->at->last)
		tree->at->last->next = n;
	else
		tree->at->first = n;
	tree->at->last = n;
	if (t->kind == JSON_OBJECT || t->kind == JSON_ARRAY)
		tree->at = n;
}

static void
take_fault(void *ctx, size_t at, const char *text)
{
	struct tree *tree = ctx;

	(void)at;
	if (!tree->why)
		tree->why = text;
}

struct writing {
	struct buf *out;
	const struct json_style *style;
	struct arena *mem;
};

static int
compare(const void *a, const void *b)
{
	const struct node *x = *(const struct node *const *)a, *y = *(const struct node *const *)b;
	size_t n = x->nkey < y->nkey ? x->nkey : y->nkey;
	int order = 0;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	order = n ? memcmp(x->key, y->key, n) : 0;
	return order ? order : (x->nkey > y->nkey) - (x->nkey < y->nkey);
}

static size_t
rank_of(const struct node *n, const struct strs *top)
{
	size_t i = 0;

	while (i < top->n && (strlen(top->v[i]) != n->nkey || memcmp(top->v[i], n->key, n->nkey)))
		i++;
	return i;
}

/* The members in the order in which they are written. */
static struct node **
members(size_t *count, const struct node *parent, const struct writing *w)
{
	struct node **v;
	size_t n = 0;

	for (struct node *m = parent->first; m; m = m->next)
		n++;
	*count = n;
	v = arena_alloc(w->mem, n, sizeof(struct node *));
	n = 0;
	for (struct node *m = parent->first; m; m = m->next) {
		if (parent->kind == JSON_OBJECT)
			m->rank = rank_of(m, &w->style->top_keys);
		m->order = w->style->is_sorting ? 0 : n;
		v[n++] = m;
	}
	if (parent->kind == JSON_OBJECT && n > 1)
		qsort(v, n, sizeof(struct node *), compare);
	return v;
}

static uint32_t
next_code(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	size_t more = s[0] < 0x80 ? 0 : s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
	uint32_t code = more ? s[0] & (0x3fU >> more) : s[0];

	for (size_t i = 1; i <= more; i++)
		code = code << 6 | (s[i] & 0x3f);
	*p += more + 1;
	return code;
}

static void
put_string(const struct writing *w, const char *s, size_t n)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";

	buf_addc(w->out, '"');
	for (const char *p = s, *end = s + n; p < end;) {
		const char *start = p, *known;
		uint32_t c = next_code(&p);

		known = c && c < 0x80 ? strchr(from, (int)c) : NULL;
		if (known)
			buf_addf(w->out, "\\%c", to[known - from]);
		else if (c >= 0x10000 && w->style->is_ascii)
			buf_addf(w->out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
				0xdc00 + (c & 0x3ff));
		else if (c < ' ' || (c >= 0x7f && w->style->is_ascii))
			buf_addf(w->out, "\\u%04x", c);
		else
			buf_add(w->out, start, (size_t)(p - start));
	}
	buf_addc(w->out, '"');
}

/* Digits and exponent of a finite number, as few as read back as it: "12345", 2 for 123.45e2. */
static int
shortest(char digits[NUMBER_MAX], double value)
{
	char text[NUMBER_MAX];
	size_t n = 0;

	for (int precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, value);
		if (strtod(text, NULL) == value)
			break;
	}
	for (const char *p = text; *p != 'e'; p++) {
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	}
	while (n > 1 && digits[n - 1] == '0')
		n--;
	digits[n] = '\0';
	return (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

/* As repr() of Python writes a float. */
static void
put_float(struct buf *out, double value)
{
	char digits[NUMBER_MAX];
	int exponent, n;

	if (signbit(value))
		buf_addc(out, '-');
	exponent = shortest(digits, fabs(value));
	n = (int)strlen(digits);
	if (exponent < -4 || exponent >= 16)
		buf_addf(out, "%c%s%se%c%02d", digits[0], n > 1 ? "." : "", digits + 1,
			exponent < 0 ? '-' : '+', abs(exponent));
	else if (exponent < 0)
		buf_addf(out, "0.%.*s%s", -exponent - 1, "000", digits);
	else if (exponent + 1 < n)
		buf_addf(out, "%.*s.%s", exponent + 1, digits, digits + exponent + 1);
	else
		buf_addf(out, "%s%.*s.0", digits, exponent + 1 - n, "0000000000000000");
}

static void
put_number(const struct writing *w, const char *s, size_t n)
{
	bool is_whole = !memchr(s, '.', n) && !memchr(s, 'e', n) && !memchr(s, 'E', n);
	double value = is_whole ? 0 : strtod(arena_strndup(w->mem, s, n), NULL);

	if (is_whole && n == 2 && memcmp(s, "-0", 2) == 0)
		buf_addc(w->out, '0');
	else if (is_whole || !isfinite(value)) /* Python's Infinity is no JSON */
		buf_add(w->out, s, n);
	else
		put_float(w->out, value);
}

static void
put_line(const struct writing *w, size_t depth)
{
	buf_adds(w->out, w->style->line_end);
	for (size_t i = 0; i < depth; i++)
		buf_adds(w->out, w->style->indent);
}

static void
put_node(const struct writing *w, const struct node *n, size_t depth)
{
	struct node **v;
	size_t count;

	if (n->kind == JSON_STRING)
		put_string(w, n->s, n->n);
	else if (n->kind == JSON_NUMBER)
		put_number(w, n->s, n->n);
	else if (n->kind == JSON_WORD)
		buf_add(w->out, n->s, n->n);
	if (n->kind != JSON_OBJECT && n->kind != JSON_ARRAY)
		return;
	buf_addc(w->out, n->kind == JSON_OBJECT ? '{' : '[');
	v = members(&count, n, w);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_addc(w->out, ',');
		put_line(w, depth + 1);
		if (n->kind == JSON_OBJECT) {
			put_string(w, v[i]->key, v[i]->nkey);
			buf_adds(w->out, ": ");
		}
		put_node(w, v[i], depth + 1);
	}
	if (count)
		put_line(w, depth);
	buf_addc(w->out, n->kind == JSON_OBJECT ? '}' : ']');
}

bool
json_pretty(struct buf *out, const char **why, const char *data, size_t len,
	const struct json_style *style, struct arena *mem)
{
	struct tree tree = {.root = {.kind = JSON_ARRAY}, .mem = mem};
	const struct json_reading how = {
		.depth = JSON_PRETTY_DEPTH, .ctx = &tree, .token = take_token, .fault = take_fault};
	const struct writing w = {.out = out, .style = style, .mem = mem};

	tree.at = &tree.root;
	if (!json_read(data, len, &how, mem)) {
		*why = tree.why;
		return false;
	}
	put_node(&w, tree.root.first, 0);
	put_line(&w, 0);
	return true;
}

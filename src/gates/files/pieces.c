/* SPDX-License-Identifier: MIT */
/* pieces -- see pieces.h. */
#include "gates/files/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"

void
piece_add(struct pieces *list, const struct piece *p, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n] = *p;
	list->v[list->n].order = list->n;
	list->n++;
}

static bool
is_blank(char c)
{
	return c && strchr(" \t\n\r\v\f", c);
}

bool
piece_is_blank(const struct piece *p)
{
	size_t i = 0;

	while (i < p->n && is_blank(p->s[i]))
		i++;
	return i == p->n;
}

int
piece_compare(const struct piece *a, const struct piece *b)
{
	size_t n = a->n < b->n ? a->n : b->n;
	int order = n ? memcmp(a->s, b->s, n) : 0;

	return order ? order : (a->n > b->n) - (a->n < b->n);
}

static int
folded(char c)
{
	return c >= 'A' && c <= 'Z' ? c | 32 : (unsigned char)c;
}

int
piece_compare_folded(const struct piece *a, const struct piece *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		int x = folded(a->s[i]), y = folded(b->s[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a->n > b->n) - (a->n < b->n);
}

void
pieces_of_lines(struct pieces *out, const char *data, size_t len, struct arena *mem)
{
	for (const char *p = data, *end = data + len; p < end;) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		struct piece line = {.s = p};

		p = newline ? newline + 1 : end;
		line.n = (size_t)(p - line.s);
		piece_add(out, &line, mem);
	}
}

void
pieces_join(struct blob *out, const struct pieces *list, const char *end, struct arena *mem)
{
	size_t n = 0, nend = strlen(end);
	char *to;

	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].n + nend;
	out->data = to = arena_alloc(mem, n + 1, 1);
	out->len = n;
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].n)
			memcpy(to, list->v[i].s, list->v[i].n);
		to += list->v[i].n;
		memcpy(to, end, nend);
		to += nend;
	}
}

struct block {
	const struct piece *lines;
	size_t n, order;
	struct piece key;
};

static int
compare_blocks(const void *a, const void *b)
{
	const struct block *x = a, *y = b;
	int order = piece_compare(&x->key, &y->key);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* By its first line that is no comment, without a quote in front. */
static struct piece
key_of(const struct block *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct piece line = b->lines[i];

		if (line.s[0] == '#')
			continue;
		if (line.s[0] == '\'' || line.s[0] == '"') {
			line.s++;
			line.n--;
		}
		return line;
	}
	return (struct piece){.s = ""};
}

/* Lines that end in LF, CRLF or a lone CR, without the blanks at their ends. */
static void
stripped_lines(struct pieces *out, const char *data, size_t len, struct arena *mem)
{
	for (const char *p = data, *end = data + len; p < end;) {
		struct piece line = {.s = p};

		while (p < end && *p != '\n' && *p != '\r')
			p++;
		line.n = (size_t)(p - line.s);
		p += p + 1 < end && p[0] == '\r' && p[1] == '\n' ? 2 : p < end;
		while (line.n && is_blank(line.s[line.n - 1]))
			line.n--;
		piece_add(out, &line, mem);
	}
}

static size_t
find_blocks(struct block *out, const struct pieces *lines, size_t from)
{
	size_t n = 0;

	for (size_t i = from; i < lines->n; i++) {
		if (lines->v[i].n == 0)
			continue;
		if (i == from || lines->v[i - 1].n == 0) {
			out[n] = (struct block){.lines = &lines->v[i], .order = n};
			n++;
		}
		out[n - 1].n++;
	}
	for (size_t i = 0; i < n; i++)
		out[i].key = key_of(&out[i]);
	return n;
}

void
pieces_sort_blocks(struct blob *out, const char *data, size_t len, struct arena *mem)
{
	const struct piece empty = {.s = ""};
	struct pieces lines = {0}, sorted = {0};
	struct block *blocks;
	size_t header = 0, n;
	bool is_same;

	stripped_lines(&lines, data, len, mem);
	blocks = arena_alloc(mem, lines.n, sizeof(*blocks));
	while (header < lines.n && lines.v[header].n && lines.v[header].s[0] == '#')
		piece_add(&sorted, &lines.v[header++], mem);
	n = find_blocks(blocks, &lines, header);
	if (n)
		qsort(blocks, n, sizeof(*blocks), compare_blocks);
	for (size_t i = 0; i < n; i++) {
		if (sorted.n)
			piece_add(&sorted, &empty, mem);
		for (size_t k = 0; k < blocks[i].n; k++)
			piece_add(&sorted, &blocks[i].lines[k], mem);
	}
	is_same = sorted.n == lines.n;
	for (size_t i = 0; is_same && i < lines.n; i++)
		is_same = piece_compare(&lines.v[i], &sorted.v[i]) == 0;
	*out = (struct blob){.data = data, .len = len};
	if (!is_same)
		pieces_join(out, &sorted, "\n", mem);
}

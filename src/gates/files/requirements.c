/* SPDX-License-Identifier: MIT */
/* requirements -- see requirements.h. */
#include "gates/files/requirements.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/files/pieces.h"
#include "model/blob_source.h"

struct requirement {
	struct piece value;      /* its lines, with those that a backslash continues */
	size_t first, ncomments; /* lines above it */
	struct piece name;
	bool is_header;   /* the comment at the start: it stays there */
	size_t order, at; /* at: a byte of the file */
};

struct reading {
	struct pieces lines, comments; /* comments: in the order of what they belong to */
	struct requirement *v;
	size_t n, cap;
	struct requirement now;
	const char *start;
	struct arena *mem;
};

static bool
is_separator(char c)
{
	return c == ';' || (c && strchr(" \t\n\r\v\f", c));
}

/* What is sorted by: up to a comparison, or behind #egg=. */
static struct piece
name_of(const struct piece *value)
{
	struct piece name = *value;

	for (size_t i = 0; i + 5 <= value->n; i++) {
		if (memcmp(value->s + i, "#egg=", 5) == 0 ||
			memcmp(value->s + i, "&egg=", 5) == 0) {
			name.s += i + 5;
			name.n -= i + 5;
			return name;
		}
	}
	for (name.n = 0; name.n < value->n && !is_separator(value->s[name.n]);)
		name.n++;
	for (size_t i = 0; i < name.n; i++) {
		bool is_double = i + 1 < name.n && name.s[i + 1] == '=';

		if (name.s[i] == '<' || name.s[i] == '>' || (is_double && strchr("=!~", name.s[i])))
			name.n = i;
	}
	return name;
}

static bool
is_complete(const struct requirement *q)
{
	size_t n = q->value.n;

	while (n && (q->value.s[n - 1] == '\n' || q->value.s[n - 1] == '\r'))
		n--;
	return q->value.n && (n == 0 || q->value.s[n - 1] != '\\');
}

static void
begin(struct reading *r)
{
	r->now = (struct requirement){.first = r->comments.n};
}

static void
finish(struct reading *r)
{
	r->v = arena_grow(r->mem, r->v, r->n, &r->cap, sizeof(*r->v));
	r->now.order = r->n;
	r->v[r->n++] = r->now;
	begin(r);
}

static void
add_comment(struct reading *r, const struct piece *line)
{
	piece_add(&r->comments, line, r->mem);
	r->now.ncomments++;
}

/* A continued line may have comments inside: its lines need not lie side by side. */
static void
add_value(struct reading *r, const struct piece *line)
{
	struct piece *value = &r->now.value;
	char *joined;

	if (value->n == 0) {
		*value = *line;
		r->now.at = (size_t)(line->s - r->start);
		return;
	}
	joined = arena_alloc(r->mem, value->n + line->n + 1, 1);
	memcpy(joined, value->s, value->n);
	memcpy(joined + value->n, line->s, line->n);
	value->s = joined;
	value->n += line->n;
}

static void
take_line(struct reading *r, const struct piece *line)
{
	bool is_blank = piece_is_blank(line);
	size_t i = 0;

	if (is_complete(&r->now))
		finish(r);
	while (i < line->n && is_separator(line->s[i]) && line->s[i] != ';')
		i++;
	if (is_blank && r->n == 0 && r->now.ncomments && r->comments.v[r->now.first].s[0] == '#') {
		r->now.value = *line;
		r->now.is_header = true;
		finish(r);
	} else if (is_blank || line->s[i] == '#') {
		add_comment(r, line);
	} else {
		add_value(r, line);
	}
}

static bool
is_broken_pip(const struct requirement *q)
{
	static const char *const lines[] = {"pkg-resources==0.0.0\n", "pkg_resources==0.0.0\n"};

	return q->value.n == strlen(lines[0]) &&
	       (memcmp(q->value.s, lines[0], q->value.n) == 0 ||
		       memcmp(q->value.s, lines[1], q->value.n) == 0);
}

static int
compare(const void *a, const void *b)
{
	const struct requirement *x = a, *y = b;
	int order = piece_compare_folded(&x->name, &y->name);

	if (x->is_header != y->is_header)
		return x->is_header ? -1 : 1;
	if (order)
		return order;
	if ((x->ncomments == 0) != (y->ncomments == 0))
		return x->ncomments ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void
write(struct blob *out, struct reading *r)
{
	const struct requirement *before = NULL;
	struct pieces all = {0};

	for (size_t i = 0; i < r->n; i++) {
		const struct requirement *q = &r->v[i];

		if (is_broken_pip(q))
			continue;
		for (size_t k = 0; k < q->ncomments; k++)
			piece_add(&all, &r->comments.v[q->first + k], r->mem);
		if (!before || piece_compare(&before->value, &q->value) != 0)
			piece_add(&all, &q->value, r->mem);
		before = q;
	}
	for (size_t k = 0; k < r->now.ncomments; k++)
		piece_add(&all, &r->comments.v[r->now.first + k], r->mem);
	pieces_join(out, &all, "", r->mem);
}

bool
requirements_sort(struct blob *out, size_t *bad, const char *data, size_t len, struct arena *mem)
{
	const struct piece all = {.s = data, .n = len};
	struct reading r = {.mem = mem};

	*out = (struct blob){.data = data, .len = len};
	if (piece_is_blank(&all))
		return true;
	if (data[len - 1] != '\n') {
		char *whole = arena_alloc(mem, len + 2, 1);

		memcpy(whole, data, len);
		whole[len++] = '\n';
		data = whole;
	}
	r.start = data;
	pieces_of_lines(&r.lines, data, len, mem);
	for (size_t i = 0; i < r.lines.n; i++)
		take_line(&r, &r.lines.v[i]);
	if (r.now.value.n)
		finish(&r);
	for (size_t i = 0; i < r.n; i++) {
		if (is_separator(r.v[i].value.s[0]) && !r.v[i].is_header) {
			*bad = r.v[i].at;
			return false;
		}
		r.v[i].name = name_of(&r.v[i].value);
	}
	if (r.n)
		qsort(r.v, r.n, sizeof(*r.v), compare);
	write(out, &r);
	return true;
}

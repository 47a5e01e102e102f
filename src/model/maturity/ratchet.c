/* SPDX-License-Identifier: MIT */
/* ratchet -- see ratchet.h. */
#include "model/maturity/ratchet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"

static void
row_add(struct ratchet *r, const struct ratchet_row *row, struct arena *mem)
{
	r->v = arena_grow(mem, r->v, r->n, &r->cap, sizeof(*r->v));
	r->v[r->n++] = *row;
}

/* "COMPONENT GATE MEASURE = VALUE" */
static bool
read_row(struct ratchet_row *row, char *line, struct arena *mem)
{
	char *equals = strchr(line, '='), *end;
	struct strs words = {0};

	if (!equals)
		return false;
	*equals = '\0';
	strs_split(&words, line, mem);
	if (words.n != 3)
		return false;
	*row = (struct ratchet_row){
		.component = words.v[0], .gate = words.v[1], .kind = measure_find(words.v[2])};
	if (row->kind == MEASURE_KINDS || !measure_infos[row->kind].is_kept)
		return false;
	equals += 1 + strspn(equals + 1, " \t");
	row->value = strtod(equals, &end);
	return end != equals && isfinite(row->value) && end[strspn(end, " \t\r")] == '\0';
}

int
ratchet_read(
	struct ratchet *out, const char *text, size_t len, struct arena *mem, struct error *err)
{
	const char *end = text + len;
	int line = 0;

	*out = (struct ratchet){0};
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);
		char *copy = arena_strndup(mem, text, n), *from = copy + strspn(copy, " \t\r");
		struct ratchet_row row;

		line++;
		text += n + 1;
		if (!*from || *from == '#' || *from == ';')
			continue;
		if (strlen(copy) != n || !read_row(&row, from, mem))
			return error_set(err, ERR_CONFIG,
				RATCHET_FILE ":%d: is not as in 'component gate coverage = 71.5'",
				line);
		row_add(out, &row, mem);
	}
	return 0;
}

static bool
is_better(double a, double b, enum measure_sense sense)
{
	return isnan(b) || (sense == MEASURE_MOST ? a < b : a > b);
}

static bool
is_same(const struct ratchet_row *a, const struct ratchet_row *b)
{
	return a->kind == b->kind && strcmp(a->component, b->component) == 0 &&
	       strcmp(a->gate, b->gate) == 0;
}

double
ratchet_best(const struct ratchet *r, const struct ratchet_row *of, enum measure_sense sense)
{
	double best = NAN;

	for (size_t i = 0; i < r->n; i++) {
		if (is_same(&r->v[i], of) && is_better(r->v[i].value, best, sense))
			best = r->v[i].value;
	}
	return best;
}

/* To two decimals, so that it can be reached again. */
static double
recorded(const struct measure *m)
{
	return m->sense == MEASURE_MOST ? ceil(m->value * 100 - 1e-7) / 100
					: floor(m->value * 100 + 1e-7) / 100;
}

static void
set(struct ratchet *r, const struct ratchet_row *row, struct arena *mem)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (!is_same(&r->v[i], row))
			r->v[kept++] = r->v[i];
	}
	r->n = kept;
	row_add(r, row, mem);
}

size_t
ratchet_raise(
	struct ratchet *r, const char *gate, const struct measures *measured, struct arena *mem)
{
	size_t changed = 0;

	for (size_t i = 0; i < measured->n; i++) {
		const struct measure *m = &measured->v[i];
		struct ratchet_row row = {.component = m->component,
			.gate = gate,
			.kind = m->kind,
			.value = recorded(m)};

		if (!m->component || !measure_infos[m->kind].is_kept || m->sense == MEASURE_ANY ||
			!is_better(row.value, ratchet_best(r, &row, m->sense), m->sense))
			continue;
		set(r, &row, mem);
		changed++;
	}
	return changed;
}

static int
compare(const void *a, const void *b)
{
	const struct ratchet_row *x = a, *y = b;
	int order = strcmp(x->component, y->component);

	if (order == 0)
		order = strcmp(x->gate, y->gate);
	if (order == 0)
		order = strcmp(measure_infos[x->kind].name, measure_infos[y->kind].name);
	if (order == 0)
		order = (x->value > y->value) - (x->value < y->value);
	return order;
}

void
ratchet_write(struct buf *out, struct ratchet *r)
{
	buf_adds(out,
		"# The best that components have reached; gates with `ratchet = yes` keep them "
		"from falling behind.\n"
		"# Raised by `tta-check run --ratchet`, lowered by hand.\n");
	if (r->n)
		qsort(r->v, r->n, sizeof(*r->v), compare);
	for (size_t i = 0; i < r->n; i++)
		buf_addf(out, "\n%s %s %s = %.10g\n", r->v[i].component, r->v[i].gate,
			measure_infos[r->v[i].kind].name, r->v[i].value);
}

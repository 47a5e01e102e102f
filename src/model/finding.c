/* SPDX-License-Identifier: MIT */
/* finding -- see finding.h. */
#include "model/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void
finding_add(struct findings *list, const struct finding *f, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *f;
}

size_t
findings_faults(const struct findings *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += !list->v[i].is_advice;
	return n;
}

struct placed { /* a finding, and where it stood */
	const struct finding *f;
	size_t place;
};

static int
compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->f->path ? x->f->path : "", y->f->path ? y->f->path : "");

	if (order)
		return order;
	if (x->f->line != y->f->line)
		return x->f->line < y->f->line ? -1 : 1;
	if (x->f->column != y->f->column)
		return x->f->column < y->f->column ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

void
findings_sort(struct findings *list, struct arena *mem)
{
	struct placed *by = arena_alloc(mem, list->n, sizeof(*by));
	struct finding *sorted = arena_alloc(mem, list->n, sizeof(*sorted));

	for (size_t i = 0; i < list->n; i++)
		by[i] = (struct placed){.f = &list->v[i], .place = i};
	if (list->n)
		qsort(by, list->n, sizeof(*by), compare_placed);
	for (size_t i = 0; i < list->n; i++)
		sorted[i] = *by[i].f;
	list->v = sorted;
	list->cap = list->n;
}

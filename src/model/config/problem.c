/* SPDX-License-Identifier: MIT */
/* problem -- see problem.h. */
#include "model/config/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define PROBLEM_TEXT_MAX 1024

void
problem_add(struct problems *list, enum problem_kind kind, const char *file, int line,
	const char *fmt, ...)
{
	char text[PROBLEM_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	list->v = arena_grow(list->mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = (struct problem){
		.kind = kind,
		.origin = {.file = file ? arena_strdup(list->mem, file) : NULL, .line = line},
		.text = arena_strdup(list->mem, text),
	};
}

bool
problems_refuse(const struct problems *list)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == PROBLEM_ERROR)
			return true;
	}
	return false;
}

struct placed { /* where a problem stood before sorting */
	struct problem problem;
	size_t place;
};

static int
compare(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	const char *file_a = a->problem.origin.file, *file_b = b->problem.origin.file;
	int files = strcmp(file_a ? file_a : "", file_b ? file_b : "");
	int line_a = a->problem.origin.line, line_b = b->problem.origin.line;

	if (files)
		return files;
	if (line_a != line_b)
		return line_a < line_b ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

void
problems_sort(struct problems *list)
{
	struct placed *placed;

	if (list->n < 2)
		return;
	placed = arena_alloc(list->mem, list->n, sizeof(*placed));
	for (size_t i = 0; i < list->n; i++)
		placed[i] = (struct placed){list->v[i], i};
	qsort(placed, list->n, sizeof(*placed), compare);
	for (size_t i = 0; i < list->n; i++)
		list->v[i] = placed[i].problem;
}

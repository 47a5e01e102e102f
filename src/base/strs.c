/* SPDX-License-Identifier: MIT */
/* strs -- see strs.h. */
#include "base/strs.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void
strs_add(struct strs *list, const char *s, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = s;
}

void
strs_add_all(struct strs *list, const struct strs *more, struct arena *mem)
{
	for (size_t i = 0; i < more->n; i++)
		strs_add(list, more->v[i], mem);
}

bool
strs_has(const struct strs *list, const char *s)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i], s) == 0)
			return true;
	}
	return false;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
strs_sort_unique(struct strs *list)
{
	size_t kept = 0;

	if (list->n == 0)
		return;
	qsort(list->v, list->n, sizeof(*list->v), compare);
	for (size_t i = 1; i < list->n; i++) {
		if (strcmp(list->v[i], list->v[kept]) != 0)
			list->v[++kept] = list->v[i];
	}
	list->n = kept + 1;
}

bool
strs_has_sorted(const struct strs *list, const char *s)
{
	return list->n && bsearch(&s, list->v, list->n, sizeof(*list->v), compare) != NULL;
}

char *
strs_join(const struct strs *list, const char *between, struct arena *mem)
{
	size_t gap = strlen(between), total = 1;
	char *text, *p;

	for (size_t i = 0; i < list->n; i++)
		total += strlen(list->v[i]) + gap;
	p = text = arena_alloc(mem, total, 1);
	for (size_t i = 0; i < list->n; i++) {
		size_t n = strlen(list->v[i]);

		if (i) {
			memcpy(p, between, gap);
			p += gap;
		}
		memcpy(p, list->v[i], n);
		p += n;
	}
	return text;
}

void
strs_split(struct strs *out, const char *text, struct arena *mem)
{
	static const char blanks[] = " \t\r\n";

	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		size_t n = strcspn(text, blanks);

		strs_add(out, arena_strndup(mem, text, n), mem);
		text += n;
	}
}

const char *const *
strs_argv(const struct strs *list, struct arena *mem)
{
	const char **argv = arena_alloc(mem, list->n + 1, sizeof(*argv));

	if (list->n)
		memcpy(argv, list->v, list->n * sizeof(*argv));
	return argv;
}

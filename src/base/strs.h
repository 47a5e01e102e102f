/* SPDX-License-Identifier: MIT */
/*
 * strs -- a list of strings in an arena.
 *
 * Ownership: the list borrows its strings; the array lives in the arena given to strs_add().
 *            A zeroed struct is an empty list.
 */
#ifndef TTA_BASE_STRS_H
#define TTA_BASE_STRS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct strs {
	const char **v;
	size_t n, cap;
};

void strs_add(struct strs *list, const char *s, struct arena *mem);
void strs_add_all(struct strs *list, const struct strs *more, struct arena *mem);
bool strs_has(const struct strs *list, const char *s);
void strs_sort_unique(struct strs *list); /* bytewise; equal ones are kept once */
bool strs_has_sorted(const struct strs *list, const char *s);
char *strs_join(const struct strs *list, const char *between, struct arena *mem);
/* The words of text, apart at blanks, tabs and newlines. */
void strs_split(struct strs *out, const char *text, struct arena *mem);
/* A copy of the array with a NULL behind it, as execve wants it. */
const char *const *strs_argv(const struct strs *list, struct arena *mem);

#endif

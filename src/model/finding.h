/* SPDX-License-Identifier: MIT */
/*
 * finding -- one thing that is wrong, at one place.
 */
#ifndef TTA_MODEL_FINDING_H
#define TTA_MODEL_FINDING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define FINDINGS_MAX 10000 /* of one job; a reader stops there */

struct finding {
	const char *path; /* from the repository's root; NULL: about no file */
	int line, column; /* in the judged file, from 1; 0: unknown */
	int here;         /* its line in the work tree, where that is another; 0: nobody knows */
	bool is_gone;     /* the work tree has no such line any more */
	bool is_advice;   /* worth saying, and no reason for a no */
	const char *rule; /* may be NULL */
	const char *text;
};

struct findings {
	struct finding *v;
	size_t n, cap;
};

/* Borrows its strings. */
void finding_add(struct findings *list, const struct finding *f, struct arena *mem);
/* Those that say no; the others are advice. */
size_t findings_faults(const struct findings *list);
/* By path, line and column; those of one place stay in their order. */
void findings_sort(struct findings *list, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * linemap -- where the lines of a file are in a newer version of it, told by a unified diff.
 *
 * Errors:  -1: the diff is none, or not a whole one.
 * Limits:  a change that has no hunks (another mode or type, binary) counts as one and moves no
 *          line, so a file that became another altogether maps to itself: its lines are not asked
 *          for.
 */
#ifndef TTA_MODEL_LINEMAP_H
#define TTA_MODEL_LINEMAP_H

#include <stddef.h>

#include "base/error.h"

struct arena;

struct line_change {         /* these lines became those; one of both may be none */
	int old_first, nold; /* none: it lies before old_first */
	int new_first, nnew;
};

struct linemap {
	struct line_change *v; /* in order */
	size_t n, cap;
	size_t nhunks; /* as people count them: with context, those near each other are one */
};

int linemap_read(struct linemap *out, const char *diff, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The line in the newer version; 0: it has it no more. */
int linemap_find(const struct linemap *m, int line);

#endif

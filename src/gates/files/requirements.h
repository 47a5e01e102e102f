/* SPDX-License-Identifier: MIT */
/*
 * requirements -- a requirements.txt in order, as requirements-txt-fixer of pre-commit-hooks has
 * it: by name, comments above what they stand above, the comment at the start where it is, the same
 * line once, and without the pkg-resources that a broken pip adds.
 */
#ifndef TTA_GATES_REQUIREMENTS_H
#define TTA_GATES_REQUIREMENTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct blob;

/* False: at *bad is something that has no name to be sorted by. */
bool requirements_sort(
	struct blob *out, size_t *bad, const char *data, size_t len, struct arena *mem);

#endif

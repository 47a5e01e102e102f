/* SPDX-License-Identifier: MIT */
/*
 * precedence -- which jobs of a plan wait for which, by `needs`.
 *
 * A job needs those of another gate that its own names, by name, group or built-in, where both are
 * about the same component, or either is about the whole repository.
 */
#ifndef TTA_MODEL_PRECEDENCE_H
#define TTA_MODEL_PRECEDENCE_H

#include <stddef.h>

struct arena;
struct plan;

#define PRECEDENCE_END ((size_t)-1)

struct precedence_edge {
	size_t job, next; /* one that waits; the next edge of the same one that is waited for */
};

struct precedence {
	size_t *first; /* one a job: its first edge to those that wait for it, or PRECEDENCE_END */
	size_t *waits; /* one a job: how many it waits for */
	struct precedence_edge *edges;
	size_t n, cap;
};

void precedence_find(struct precedence *out, const struct plan *plan, struct arena *mem);

#endif

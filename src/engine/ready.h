/* SPDX-License-Identifier: MIT */
/*
 * ready -- may a job start now?  Looks at the tasks of a plan, changes none.
 */
#ifndef TTA_ENGINE_READY_H
#define TTA_ENGINE_READY_H

#include <stddef.h>

struct task;

struct tasks {
	struct task *v;
	size_t n;
	size_t *order; /* in which they should start: by rank, then as planned */
	size_t running;
};

enum readiness {
	READY_NOW,
	READY_LATER,
	READY_NEVER, /* what it needs said no */
};

/* *blocker is the gate that keeps it from running, for READY_NEVER. */
enum readiness ready_look(const char **blocker, const struct tasks *all, const struct task *t);

#endif

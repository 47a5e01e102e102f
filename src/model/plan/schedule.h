/* SPDX-License-Identifier: MIT */
/*
 * schedule -- in what order the jobs of a plan start, and which of them may start now.
 *
 * Pure: knows neither clocks nor children.  The engine drives it with both, estimate with numbers.
 * Sequence:  schedule_new(); then schedule_next(), schedule_start() and schedule_end() as it goes;
 *            what can never start comes out of schedule_stuck() and is ended by the caller as well.
 * Order:     what failed the last time, and what that needs, before all others.  Then by the
 * longest time that jobs still need from the start of this one on (itself, those that need it,
 *            those of its gate that come after it); or the cheapest first.  A job of which nothing
 *            is known counts as the longest known one.  Then by rank, then as planned.
 *            Of a gate's component jobs that run one after the other: dependencies first.
 * May start: what it needs has ended well; it is exclusive and nothing runs, or it is not and
 *            nothing exclusive runs; no other component job of its gate runs, unless parallel.
 */
#ifndef TTA_MODEL_SCHEDULE_H
#define TTA_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct plan;
struct schedule;

enum schedule_order { SCHEDULE_LONGEST, SCHEDULE_CHEAPEST };

enum schedule_end {
	SCHEDULE_WELL,     /* what needs it may start */
	SCHEDULE_NO,       /* what needs it never starts */
	SCHEDULE_DEFERRED, /* what needs it is to be deferred as well */
};

struct schedule_stuck {
	size_t job, by; /* by: the first in the chain of what it needs */
	enum schedule_end end;
};

struct schedule *schedule_new(
	const struct plan *plan, enum schedule_order order, struct arena *mem);
/* The first that may start now; false: none, until another one ends. */
bool schedule_next(size_t *job, struct schedule *s);
void schedule_start(struct schedule *s, size_t job);
/* Also of one that was not started. */
void schedule_end(struct schedule *s, size_t job, enum schedule_end how);
bool schedule_stuck(struct schedule_stuck *out, struct schedule *s);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * estimate -- how long the jobs of a plan are likely to take, some at a time.
 *
 * Plays the schedule through with what each job is likely to take.  Jobs of which nothing is known
 * take no time: the true end is hardly before it.  What was served, skipped or cannot be judged
 * takes none either.  Pure.
 */
#ifndef TTA_MODEL_ESTIMATE_H
#define TTA_MODEL_ESTIMATE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct plan;

struct estimate {
	int64_t ms;           /* until the last one ends */
	size_t njobs, nknown; /* that have to run, or run; of those, with a likely duration */
};

#define ESTIMATE_WAITS ((int64_t)-1)
#define ESTIMATE_ENDED ((int64_t)-2)

/* since: one a job, for how long it has been running, or one of the two above; NULL: all wait. */
void estimate_make(struct estimate *out, const struct plan *plan, const int64_t *since,
	size_t slots, struct arena *mem);

#endif

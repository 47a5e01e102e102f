/* SPDX-License-Identifier: MIT */
/*
 * loosened_range -- a range of commits that is judged by the rules of another (--config-from): what
 * its own configuration no longer asks for, and whether its commits say why.
 *
 * Counts:  what the end of the range asks for less than where it began, at the merge base: what a
 *          commit of it took away and a later one brought back is none.
 * Reasons: each commit that brings one of them needs the trailer, as in a push.  What no single
 *          commit brings, but several together, has its reason in any of them.
 */
#ifndef TTA_CLI_LOOSENED_RANGE_H
#define TTA_CLI_LOOSENED_RANGE_H

#include "base/error.h"
#include "model/outcome.h"

struct session;

struct loosened_range {
	const char *note; /* a line for people; NULL: the range leaves its rules as they were */
	struct refusal refusal; /* status EXIT_YES: there is none; else its detail has the note */
};

/* s->judged is that of judged_range(); from is how its beginning was named. */
int loosened_range_judge(struct loosened_range *out, struct session *s, const char *from,
	struct error *err) TTA_MUST_USE;

#endif

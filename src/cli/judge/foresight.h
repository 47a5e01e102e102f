/* SPDX-License-Identifier: MIT */
/*
 * foresight -- what the jobs that will run are likely to take, out of the journal, and whether a
 * push has the time for them.
 *
 * Sequence:  foresight_fill() when it is known what will be served; foresight_add() for each
 *            judgement, one after the other, into a zeroed struct; then foresight_refuses().
 * Failures:  of the journal cost the foresight and nothing else.
 */
#ifndef TTA_CLI_FORESIGHT_H
#define TTA_CLI_FORESIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/evidence/remembered.h"

struct arena;
struct plan;
struct recall;
struct refusal;

/* Fills likely_ms and failed_last of the jobs of the plan. */
void foresight_fill(struct plan *plan, struct recall *recall, struct arena *mem);

struct foresight {
	int64_t ms, unfit_ms; /* what all take; those of them that run each time */
	size_t njobs, nunfit;
	struct remembered counted; /* keys: what passes in one judgement is served in the next */
};
void foresight_add(struct foresight *f, const struct plan *plan, struct recall *recall,
	size_t slots, struct arena *mem);
/* Do those that are known need clearly more than what is left of the budget?  *out says so. */
bool foresight_refuses(
	struct refusal *out, const struct foresight *f, int64_t left_ms, struct arena *mem);

#endif

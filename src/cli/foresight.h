/* SPDX-License-Identifier: MIT */
/*
 * foresight -- what the jobs that will run are likely to take, out of the journal, and whether a
 * push has the time for them.
 *
 * Sequence:  foresight_fill() when it is known what will be served; then foresight_refuses().
 * Failures:  of the journal cost the foresight and nothing else.
 */
#ifndef TTA_CLI_FORESIGHT_H
#define TTA_CLI_FORESIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct plan;
struct recall;
struct refusal;

/* Fills likely_ms and failed_last of the jobs of the plan. */
void foresight_fill(struct plan *plan, struct recall *recall, struct arena *mem);

/* Do those that are known need clearly more than what is left of the budget?  *out says so. */
bool foresight_refuses(struct refusal *out, const struct plan *plan, const struct recall *recall,
	int64_t left_ms, size_t slots, struct arena *mem);

#endif

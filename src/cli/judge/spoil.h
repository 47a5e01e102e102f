/* SPDX-License-Identifier: MIT */
/*
 * spoil -- jobs that were shown what another job of their run had made of the judged tree's files.
 *
 * Jobs that see the same share a snapshot.  Where one of them ends, each file is looked at: is it as
 * it was laid out?  If not, and nothing else runs there, it is made so again for those that come.
 * The verdict of a job that may have seen it otherwise is not taken, since something else ran
 * beside it, or since what was found could not be mended yet: it runs again when all have ended,
 * alone, on files that were looked at before; and so does what needs it, which may have used what
 * it made.  What a job does to its own files is its own affair.
 * Sequence: spoil_open(); spoil_started() and spoil_ended() as run_plan() calls; then what was
 *           spoiled runs again, each after spoil_mend().
 * Cost:     nothing where a snapshot has one job; else one look at each file for each but the last.
 */
#ifndef TTA_CLI_SPOIL_H
#define TTA_CLI_SPOIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/plan/precedence.h"

struct arena;
struct plan;
struct workplace;

struct spoil {
	struct workplace *place;
	const struct plan *plan;
	struct spoil_job *jobs;   /* one a job of the plan */
	struct spoil_site *sites; /* one a site of the place */
	struct precedence needs;
	struct arena *mem;
};

void spoil_open(
	struct spoil *out, struct workplace *place, const struct plan *plan, struct arena *mem);
void spoil_started(struct spoil *s, size_t job);
/* May the verdict be taken? */
bool spoil_ended(struct spoil *s, size_t job);
bool spoil_is(const struct spoil *s, size_t job);
/* Before a job runs by itself, when all have ended. */
int spoil_mend(struct spoil *s, size_t job, struct error *err) TTA_MUST_USE;

#endif

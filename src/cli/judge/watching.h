/* SPDX-License-Identifier: MIT */
/*
 * watching -- takes the verdicts of a run as they come, and runs again what was spoiled (spoil.h).
 *
 * What passes is kept as soon as it has.  The verdict of a job that was spoiled is none until it ran
 * again, nor is that of one that did not run since then: it may be for a no that is none any more.
 * Both run when all have ended, one at a time, in the order and by the rules of any run.
 * Sequence: watching_open(); run_plan() with observer; then watching_again().
 * Keeps:    a job is told of as ended once at most.
 */
#ifndef TTA_CLI_WATCHING_H
#define TTA_CLI_WATCHING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "cli/judge/spoil.h"
#include "engine/run.h"

struct arena;
struct assessment;
struct workplace;

struct watching {
	struct run_observer observer;
	const struct run_observer *inner;
	struct assessment *a;
	struct spoil spoil;
	struct verdict *again; /* of the second run; NULL: it has not begun */
	bool *is_taken;        /* one a job */
	bool has_spoiled;
	int64_t began_ms; /* the session: what is spent of a budget */
	struct arena *mem;
};

void watching_open(struct watching *out, const struct run_observer *inner, struct assessment *a,
	struct workplace *place, int64_t began_ms, struct arena *mem);
/* options: those of the first run. */
int watching_again(
	struct watching *w, const struct run_options *options, struct error *err) TTA_MUST_USE;

#endif

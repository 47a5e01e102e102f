/* SPDX-License-Identifier: MIT */
/*
 * verdict -- what came of a job.  A no is a verdict; an error is VERDICT_BROKEN, and blocks too.
 */
#ifndef TTA_MODEL_VERDICT_H
#define TTA_MODEL_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/finding.h"
#include "model/maturity/measure.h"

enum verdict_kind {
	VERDICT_NONE, /* not reached: --fail-fast or an interrupt came first */
	VERDICT_PASS,
	VERDICT_FAIL,
	VERDICT_WARN, /* would have been FAIL or BROKEN at level fail */
	VERDICT_SKIP,
	VERDICT_BROKEN,   /* could not judge */
	VERDICT_DEFERRED, /* no verdict: pre-push owes it */
};

struct verdict {
	enum verdict_kind kind;
	const char *why; /* "exit 1", "over 60s", "tool 'ruff' is not in PATH; …"; NULL for a plain
			    pass */
	int64_t ms;
	int attempts;
	bool is_served; /* not run: it passed before, on the same evidence; ms is what it took then
			 */
	int64_t served_ms; /* when that ended, since the epoch */
	size_t nserved;    /* of its files, those that passed before */
	bool is_cut; /* killed or too late: what it wrote may be half of it, and what it took too */
	const char *unfit;  /* why a pass of it is never served again; NULL: it may be */
	const char *output; /* whole, paths from the root; NULL: none */
	size_t output_len, output_dropped;
	struct findings findings;
	struct measures measures; /* what it was judged by besides */
};

const char *verdict_word(enum verdict_kind kind); /* "Passed" … for people */
const char *verdict_name(enum verdict_kind kind); /* "pass" … for data */

#endif

/* SPDX-License-Identifier: MIT */
/*
 * fix -- `tta-check fix`, `run --fix` and `run --show-diff-on-failure`: what the fixers of failing
 * jobs did, into the work tree and the index, or onto the screen.
 *
 * Sequence: fix_begin() before anything is judged, then one of the others.
 * Order:    objects; then file by file the work tree and the index.  Each is as it was or as it
 *           should be, whenever it ends; fix_begin() of the next one finishes what was between.
 * Errors:   -1: nothing was written, or what was written could not be staged; the message says
 *           which.
 */
#ifndef TTA_CLI_FIX_H
#define TTA_CLI_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct assessment;
struct outcome;
struct run_request;
struct session;

struct fix_result {
	struct strs fixed; /* paths, written and staged */
	bool is_unstaged;  /* written only */
	struct strs notes; /* what was done, what was not, and why */
	const char *diff;  /* to be shown; NULL: none */
	size_t diff_len;
	int signal;
};

/* How many of the jobs that said no have a fixer. */
size_t fix_count(const struct outcome *o);
/* The work tree and the index; s->judged must come from the index. */
int fix_apply(struct fix_result *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err) TTA_MUST_USE;
/* The diff alone; writes nothing. */
int fix_show(struct fix_result *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err) TTA_MUST_USE;
/* The command that would fix what this run found: "tta-check fix --all-files   (2 of 3)". */
const char *fix_hint(const struct outcome *o, const struct run_request *request, struct arena *mem);

/* Before anything is judged: no other fix at the same time, and what an earlier one that was ended
 * had begun is finished. */
int fix_begin(struct session *s, struct error *err) TTA_MUST_USE;

#endif

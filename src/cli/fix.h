/* SPDX-License-Identifier: MIT */
/*
 * fix -- `tta-check fix`, `run --fix` and `run --show-diff-on-failure`: what the fixers of failing
 * jobs did, into the work tree and the index, or onto the screen.
 *
 * Order:   objects, work tree, index; a file at a time is as it was or as it should be.
 * Errors:  -1: nothing was written, or what was written could not be staged; the message says
 * which.
 */
#ifndef TTA_CLI_FIX_H
#define TTA_CLI_FIX_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct assessment;
struct outcome;
struct run_request;
struct session;

struct fix_result {
	struct strs fixed; /* paths, written and staged */
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

#endif

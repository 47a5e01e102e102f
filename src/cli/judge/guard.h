/* SPDX-License-Identifier: MIT */
/*
 * guard -- looks after the paths that gates must leave as they are (`unchanged`), in the snapshot
 * that they run in: what running a gate changes, makes or takes away there is a finding, and is
 * put back before anything else runs.
 *
 * Sequence:  guard_open() before any gate runs, where the snapshot is still T; guard_close() is
 *            legal on a zeroed one.
 * Errors:    none here: where nothing can be watched the jobs that ask for it are told so.
 */
#ifndef TTA_CLI_GUARD_H
#define TTA_CLI_GUARD_H

#include <stdbool.h>

#include "base/error.h"
#include "engine/run.h"
#include "git/mend/readback.h"

struct plan;
struct session;
struct workplace;

struct guard_watch { /* of one site */
	struct readback read;
	struct error why; /* it could not be opened */
	bool is_open;
};

struct guard {
	struct run_guard calls; /* for run_options; NULL functions: no job asks for it */
	const struct plan *plan;
	const struct workplace *place;
	struct guard_watch *v; /* one a site */
	size_t n;
	struct arena *mem;
};

void guard_open(struct guard *out, const struct workplace *place, struct session *s,
	const struct plan *plan);
void guard_close(struct guard *g);

#endif

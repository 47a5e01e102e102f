/* SPDX-License-Identifier: MIT */
/*
 * outset -- what comes before the first job of a judgement: what passed before, how long the rest
 * is likely to take, whether a push has the time for it, and the place to run in.
 */
#ifndef TTA_CLI_OUTSET_H
#define TTA_CLI_OUTSET_H

#include "base/error.h"

struct assessment;
struct foresight;
struct isolation_choice;
struct run_request;
struct session;
struct workplace;

/* After assess_plan() and recall_open().  place stays closed where no command is to run, or the
 * push is held. */
int outset_open(struct workplace *place, struct isolation_choice *how, struct assessment *a,
	struct session *s, const struct run_request *request, struct error *err) TTA_MUST_USE;
/* After assess_plan(), in place of assess_run(): adds what it would take. */
int outset_foresee(struct foresight *all, struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err) TTA_MUST_USE;

#endif

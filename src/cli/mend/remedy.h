/* SPDX-License-Identifier: MIT */
/*
 * remedy -- what follows a no where it was asked for: fixers, and the second judgement; or the
 * diff.
 *
 * After it the assessment is about the tree that is staged now: jobs that passed before keep their
 * verdicts, the others have been judged again.
 */
#ifndef TTA_CLI_REMEDY_H
#define TTA_CLI_REMEDY_H

#include "base/error.h"

struct assessment;
struct run_request;
struct session;

int remedy_try(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err) TTA_MUST_USE;

#endif

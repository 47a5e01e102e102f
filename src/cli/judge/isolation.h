/* SPDX-License-Identifier: MIT */
/*
 * isolation -- may commands run in the work tree itself, and did it stay what is judged?
 *
 * in-place:  in the work tree; jobs that see where it is not T cannot be judged.
 * auto:      in CI, where nobody else works in it, if the work tree and the index are T by content
 *            and nothing untracked lies there (ignored files may), if every job is to see all of
 *            it, may write there (`contain`), and if nothing that it writes would be looked at
 *            (`unchanged`); never in a hook, where git holds the index.  Else in the snapshot.
 * Sequence:  isolation_choose() before there is a place to run in, isolation_settle() when all jobs
 *            have ended.
 */
#ifndef TTA_CLI_ISOLATION_H
#define TTA_CLI_ISOLATION_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct assessment;
struct session;

struct isolation_choice {
	bool is_in_place;
	struct strs dirty; /* in place: paths where the work tree is not T; only where asked for */
	const char *why;   /* it is the snapshot although auto in CI; NULL: nothing to say */
};

/* -1: it cannot be told what is in the work tree where in-place was asked for. */
int isolation_choose(struct isolation_choice *out, const struct assessment *a, struct session *s,
	struct error *err) TTA_MUST_USE;
/* Jobs that passed in a work tree that is not T any more where they look have not been judged. */
void isolation_settle(const struct isolation_choice *how, struct assessment *a, struct session *s);

#endif

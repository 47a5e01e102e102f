/* SPDX-License-Identifier: MIT */
/*
 * policy -- [branch] push = none | fast-forward: what may become of the branch that is pushed to.
 *
 * Asked before anything runs.  The policy is that of the tree which is pushed; where the remote
 * loses commits, by a deletion or by force, also that of the tree it would lose, else of HEAD.
 */
#ifndef TTA_CLI_POLICY_H
#define TTA_CLI_POLICY_H

#include "base/error.h"

struct push_range;
struct push_ref;
struct refusal;
struct session;

/* out->status is EXIT_YES where nothing is refused.  Leaves the configuration it read in s; the
 * next call uses it again where the file is the same. */
int policy_check(struct refusal *out, struct session *s, const struct push_ref *ref,
	const struct push_range *range, struct error *err) TTA_MUST_USE;

#endif

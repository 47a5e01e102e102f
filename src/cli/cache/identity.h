/* SPDX-License-Identifier: MIT */
/*
 * identity -- what the files of [env] `identity` hold, as a digest: which tools were carried.
 *
 * Where:   in what is carried, where it lies (carry.h): this worktree's or the main one's.
 * Digest:  of paths from the root and contents, so that equal states of two worktrees are equal.
 * Speed:   files whose stamps are known to a memo are not read again.
 * None:    that no file of it lies in something that is carried is *why: nothing is known of that.
 */
#ifndef TTA_CLI_IDENTITY_H
#define TTA_CLI_IDENTITY_H

#include "base/error.h"

struct arena;
struct carry;
struct env;
struct journal;

/* *hex is NULL where *why is set. */
int identity_digest(const char **hex, const char **why, const struct env *env,
	const struct carry *carry, struct journal *journal, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

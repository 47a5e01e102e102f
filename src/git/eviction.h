/* SPDX-License-Identifier: MIT */
/*
 * eviction -- removes what the cache folder need not hold any longer.
 *
 * Gone:     folders of worktrees that are no longer there, and of those unused for 14 days, unless
 *           a run holds their snapshot; in all others what killed runs left a day ago.
 * Cost:     one look at a file; at most once a day a walk over the folders of all worktrees.
 * Errors:   none: what cannot be removed is tried again on another day.
 */
#ifndef TTA_GIT_EVICTION_H
#define TTA_GIT_EVICTION_H

#include "base/error.h"

struct arena;
struct repo;

/* Says in the worktree's cache folder whose it is and that it was used now. */
int eviction_note_use(
	const char *cache, const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

/* cache: a worktree's folder, in one of its repository's, in ours. */
void eviction_run(const char *cache, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * eviction -- removes what the cache folder need not hold any longer.
 *
 * Gone:     folders of worktrees that are no longer there; those, and single snapshots, unused for
 *           14 days; above EVICTION_LIMIT bytes in all, snapshots unused for a day, the oldest
 *           first; what killed runs left, and what could not be removed, a day ago.  Never what a
 *           run holds.
 * Cost:     one look at a file.  Once a day a walk over the folders of all worktrees, and over the
 *           files of those snapshots that were used since; what half a second does not suffice for
 *           is another hour's.
 * Errors:   none: what cannot be removed is tried again on another day.
 */
#ifndef TTA_GIT_EVICTION_H
#define TTA_GIT_EVICTION_H

#include <stdint.h>

#include "base/error.h"

struct arena;
struct repo;

#define EVICTION_LIMIT ((uint64_t)10 << 30)

/* Says in the worktree's cache folder whose it is and that it was used now. */
int eviction_note_use(
	const char *cache, const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

/* The snapshot whose lock this is was used now. */
void eviction_note_snapshot(int lock);

/* cache: a worktree's folder, in one of its repository's, in ours. */
void eviction_run(const char *cache, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * scan -- compares a work tree with what it is to hold, and removes what is not to be there.
 *
 * One look at each file, and a count of the names of each folder that is not as its stamp tells;
 * only where a count is off are names looked at.  Entries whose file is not the very one they tell
 * of become due (shelf.h); stamps become those of the folders as they are now.
 * Afterwards:  nothing but what the shelf shows, and what is kept, is there; folders that are there
 *              are ones that we can enter and write to; those of submodules are there and empty,
 *              unless due.
 * Not left in place: whatever is of another kind than it should be; nothing is followed.
 * The .git of the root is left alone.
 */
#ifndef TTA_GIT_SCAN_H
#define TTA_GIT_SCAN_H

#include "base/error.h"

struct arena;
struct shelf;
struct strs;

int scan_tree(struct shelf *s, const char *root, const struct strs *keep, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

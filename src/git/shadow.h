/* SPDX-License-Identifier: MIT */
/*
 * shadow -- the work tree of a snapshot, made equal to a tree of git's.
 *
 * Index:    ours alone, outside what gates are given: whatever they do with git (add, commit,
 *           --assume-unchanged, sparse-checkout), the next update sees what is really there.
 * Update:   `git read-tree --reset -u T`: unchanged files keep inode and mtime.  Files are written
 *           anew, all of them, where the settings or a .gitattributes differ from those they were
 *           written under, and after a boot (nothing here is ever synced).
 * Removed:  first, what gates added, but for what may stay (weed.h); then T's changes are made, so
 *           that nothing else is left.
 * Killed:   at any moment; the next update comes out the same.
 */
#ifndef TTA_GIT_SHADOW_H
#define TTA_GIT_SHADOW_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct repo;
struct strs;

struct shadow {
	const struct repo *decoy; /* its root is the work tree, its index_file ours */
	const char *dir;          /* where notes about the files lie */
	const char *settings;     /* that the files are written under */
	const struct strs *keep;  /* what of gates' additions survives (weed.h) */
};

int shadow_update(const struct shadow *s, const char *tree, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* Is there a folder that we cannot read and write, so that only a new one helps? */
bool shadow_is_spoiled(const char *root);

#endif

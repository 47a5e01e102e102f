/* SPDX-License-Identifier: MIT */
/*
 * hookset -- the hooks of one worktree as they stand: the folder, and for each hook of ours what is
 * there, what was kept, and which copies of ours another tool has put aside.
 */
#ifndef TTA_CLI_HOOKSET_H
#define TTA_CLI_HOOKSET_H

#include "base/error.h"
#include "base/strs.h"
#include "cli/install/hookfile.h"
#include "git/repo/hookdir.h"

struct arena;
struct repo;

struct hook_slot {
	const char *name;
	struct hookfile now, kept;
	struct strs strays; /* paths of our own program under a name that another tool gave it */
};

struct hookset {
	struct hookdir dir;
	const char *shown; /* the folder for people, relative to the top level where it is below */
	struct hook_slot slots[HOOK_NAMES];
};

/* Changes nothing. */
int hookset_look(struct hookset *out, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

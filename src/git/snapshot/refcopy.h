/* SPDX-License-Identifier: MIT */
/*
 * refcopy -- all refs of a repository, in another one: packed into one file, symbolic ones loose.
 *
 * Reads the files themselves (other ref storage is refused by repo_open()), since a process or a
 * look-up for each would cost more than the reading; and of the loose ones only those that differ
 * by their stamps from what they were the last time.  What is no ref is left out, as git does.
 * Those that a linked worktree has for itself are its own.
 */
#ifndef TTA_GIT_REFCOPY_H
#define TTA_GIT_REFCOPY_H

#include <stddef.h>

#include "base/error.h"

struct arena;

struct refcopy {
	struct refcopy_file { /* below the git folder */
		const char *name, *text;
	} * v;
	size_t n, cap;
};

struct refcopy_from {
	const char *git_dir, *common_dir; /* equal but in a linked worktree */
	const char *notes;                /* a folder for what was read; NULL: there is none */
};

/* What to write into a git folder that has no other refs than these. */
int refcopy_all(struct refcopy *out, const struct refcopy_from *from, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

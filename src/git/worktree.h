/* SPDX-License-Identifier: MIT */
/*
 * worktree -- where the work tree is not what is judged.
 */
#ifndef TTA_GIT_WORKTREE_H
#define TTA_GIT_WORKTREE_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/oid.h"

struct arena;
struct repo;

/*
 * Paths whose file in the work tree differs from the tree by content, type or mode, is missing, or
 * is untracked and not ignored.  Sorted.  Every file is read, whatever the user's index, its flags
 * and the configuration say of when it last changed: what a sparse checkout leaves out is missing.
 * A submodule counts where its commit is another or its own work tree is dirty; an untracked
 * repository is one path with a '/' behind it.  The user's clean filters run.  Writes nothing, not
 * even the index's stat cache; a bare repository is ERR_GIT.
 */
int worktree_dirty(struct strs *out, struct repo *r, const struct oid *tree,
	const char *const *environ, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Paths that the user's index has otherwise than the tree. */
int worktree_index(struct strs *out, struct repo *r, const struct oid *tree, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* Unstaged hunks of one path (work tree against T), for "judged as staged: …"; 0: none.
 * A change without hunks (mode, type, binary) is one. */
int worktree_hunks(size_t *out, struct repo *r, const struct oid *tree, const char *path,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

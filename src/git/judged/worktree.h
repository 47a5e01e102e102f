/* SPDX-License-Identifier: MIT */
/*
 * worktree -- where the work tree is not what is judged.
 */
#ifndef TTA_GIT_WORKTREE_H
#define TTA_GIT_WORKTREE_H

#include "base/error.h"
#include "base/strs.h"
#include "model/oid.h"

struct arena;
struct linemap;
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

/* Those of the paths whose files may differ from T's: by the times and flags of the index. */
int worktree_edited(struct strs *out, struct repo *r, const struct oid *tree,
	const struct strs *paths, struct arena *mem, struct error *err) TTA_MUST_USE;
/* From T's file to the work tree's, as git's filters take that in.  No hunks: they are the same; a
 * file that is gone has no lines. */
int worktree_lines(struct linemap *out, struct repo *r, const struct oid *tree, const char *path,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * main_tree -- the main worktree of a linked one: where it is, and whether what was made from its
 * files would do for a tree that is judged here.
 */
#ifndef TTA_GIT_MAIN_TREE_H
#define TTA_GIT_MAIN_TREE_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob_source;
struct patterns;
struct repo;

/* Absolute; NULL in the main worktree itself, and where the repository has none. */
const char *main_tree_root(const struct repo *r, struct arena *mem);

/*
 * Do the patterns name the same files with the same content in T and, on disk, below root?  Line
 * ends do not count, since a checkout may have changed them.  Patterns with wildcards look into
 * folders of T only.  No pattern: nothing is known, so false.
 */
int main_tree_agrees(bool *out, const char *root, const struct patterns *lock,
	const struct blob_source *tree, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

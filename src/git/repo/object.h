/* SPDX-License-Identifier: MIT */
/*
 * object -- trees and commits by id, with an error that says what was looked for.
 *
 * Nothing is fetched: what a partial clone lacks is an error, never an absent path.
 * Ownership: what *out receives is the caller's to free with git_tree_free(), git_commit_free(),
 *            git_odb_object_free().
 */
#ifndef TTA_GIT_OBJECT_H
#define TTA_GIT_OBJECT_H

#include <stdbool.h>

#include <git2.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct repo;

/* what is for people: "the folder 'src'", "HEAD". */
int object_tree(git_tree **out, const struct repo *r, const git_oid *id, const char *what,
	struct error *err) TTA_MUST_USE;
int object_commit(git_commit **out, const struct repo *r, const struct oid *id, const char *what,
	struct error *err) TTA_MUST_USE;
/* A commit as it is stored. */
int object_commit_raw(git_odb_object **out, const struct repo *r, const struct oid *id,
	const char *what, struct error *err) TTA_MUST_USE;
/* The tree of a commit. */
int object_tree_of(struct oid *out, const struct repo *r, const struct oid *commit,
	const char *what, struct error *err) TTA_MUST_USE;
/* What a revision names: a commit, with its tree, or (id size 0) a tree by itself.  One that is
 * unknown is ERR_USAGE. */
int object_revision(struct oid *commit, struct oid *tree, const struct repo *r, const char *rev,
	struct error *err) TTA_MUST_USE;

#endif

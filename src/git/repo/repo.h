/* SPDX-License-Identifier: MIT */
/*
 * repo -- the repository a command or a hook was called on.  The one reader of GIT_* variables.
 *
 * Opens what git meant, in all its forms (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE relative or not,
 * linked worktrees, submodules, bare with a work tree), where libgit2's own search goes wrong; see
 * repo.c for the rows.  What libgit2 cannot open (SHA-256, reftable) is refused in words.
 * Ownership: repo_open() fills it, repo_close() releases; strings live in the arena given.
 */
#ifndef TTA_GIT_REPO_H
#define TTA_GIT_REPO_H

#include <stdbool.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct git_repository;

struct repo {
	struct git_repository *git;
	const char *root;           /* work tree, absolute; NULL in a bare repository */
	const char *prefix;         /* where we were called, below root: "" or "src/" */
	const char *git_dir;        /* of this worktree, absolute */
	const char *common_dir;     /* shared by all worktrees */
	const char *index_file;     /* the index that was given, absolute */
	const char *branch;         /* short name; NULL when detached */
	bool is_unborn;             /* no commit yet on this branch */
	bool is_merge;              /* MERGE_HEAD is there */
	bool is_rebase;             /* rebase-merge or rebase-apply is there */
	bool is_shallow;            /* cut off somewhere: some history is not here */
	bool is_hook;               /* git called us: owner checks are its own */
	struct oid head;            /* HEAD's commit; size 0 where unborn */
	const char *const *environ; /* borrowed from repo_where: children of git need it */
	const char *objects;        /* private folder of objects that judged trees need, or NULL */
};

struct repo_where {
	const char *dir;            /* start here (-C); NULL: the current folder */
	const char *const *environ; /* GIT_* are read from it */
	bool is_hook;
};

int repo_open(struct repo *out, const struct repo_where *where, struct arena *mem,
	struct error *err) TTA_MUST_USE;
void repo_close(struct repo *r); /* legal on a zeroed one */

/* From here on objects are taken as zlib's checksum finds them whole, without their ids being made
 * again: as git does where it only lists history. */
void repo_trust_objects(void);

/* Fills err from libgit2's last error: "what: reason".  Returns -1. */
int repo_error(struct error *err, const char *what);

/* A private folder for what we keep of this worktree, outside the repository (DESIGN section 2);
 * made when asked for.  environ gives XDG_CACHE_HOME and HOME. */
char *repo_cache_dir(
	const struct repo *r, const char *const *environ, struct arena *mem, struct error *err);

#endif

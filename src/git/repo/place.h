/* SPDX-License-Identifier: MIT */
/*
 * place -- where git would find its repository from here.
 *
 * The same steps as git's own: GIT_DIR, else .git (folder, gitfile, symlink) or a bare repository
 * in this folder or one above it, up to a ceiling or another file system.  libgit2's search is not
 * asked: it refuses GIT_WORK_TREE and finds other work trees than git does.
 */
#ifndef TTA_GIT_PLACE_H
#define TTA_GIT_PLACE_H

#include <stdbool.h>

#include "base/error.h"

struct arena;

struct place {
	const char *git_dir;    /* absolute, symlinks resolved; of this worktree */
	const char *common_dir; /* the same folder but in linked worktrees */
	const char *holder;     /* the folder .git was found in; NULL: bare or GIT_DIR */
	const char *gitfile;    /* the .git that is a file; NULL: it is not */
	bool is_explicit;       /* GIT_DIR said so */
};

/* start is absolute.  crosses: go on above a mount point. */
int place_find(struct place *out, const char *start, const char *const *environ, bool crosses,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

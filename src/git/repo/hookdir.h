/* SPDX-License-Identifier: MIT */
/*
 * hookdir -- the folder that git runs this worktree's hooks from, by git's own answer.
 *
 * Why git: core.hooksPath may stand in config.worktree, which libgit2 does not read, may be
 *          relative to the top level of each worktree, and may begin with `~`.
 * Errors:  ERR_GIT where git cannot be asked; ERR_CONFIG where core.hooksPath names no folder.
 */
#ifndef TTA_GIT_HOOKDIR_H
#define TTA_GIT_HOOKDIR_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct repo;
struct strs;

struct hookdir {
	const char *path;   /* absolute; it need not exist */
	const char *value;  /* core.hooksPath as git reads it; NULL: the default folder */
	const char *scope;  /* who set it: "local", "worktree", "global", "system", "command" */
	const char *origin; /* "file:PATH", or what git says in its place */
	bool is_shared;     /* set for more than this repository: neither local nor worktree */
	bool is_relative;   /* each worktree looks in a folder of its own */
};

int hookdir_find(struct hookdir *out, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* What git itself runs for a hook besides the file (hook.NAME.command, from git 2.54 on).  An
 * older git has none. */
int hookdir_configured(struct strs *out, const struct repo *r, const char *hook, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

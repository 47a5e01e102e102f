/* SPDX-License-Identifier: MIT */
/*
 * install -- our hooks in the hooks folder of a worktree: put there, taken away, looked after.
 *
 * Hooks are files, each a copy of a hook program, written under a temporary name and renamed: a
 * copy needs neither a link target nor (linked statically) a loader or a library, so that nothing
 * fails open or hangs; and one that is running is replaced without a word.
 * What was there is kept as NAME.before-tta, whatever it is, and runs first (kept.h).
 * All or nothing:  every refusal comes before the first change, and the copies are written before
 *                  the first rename; a rename that fails takes the earlier ones back.
 * What is wanted, and the PATH of the shell, are remembered (installed.h): check-install asks for
 * no more, and hooks look for tools there as well.  Nothing else is ever written but the hooks,
 * what was kept of them, and a missing hooks folder.
 */
#ifndef TTA_CLI_INSTALL_H
#define TTA_CLI_INSTALL_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct buf;
struct repo;
struct strs;

struct install_request {
	const struct repo *repo;
	const char *programs;     /* the folder of the hook programs, NULL: near self */
	const char *self;         /* the running tta-check, absolute, or NULL */
	const struct strs *hooks; /* names of those that are wanted; NULL: all */
	bool has_optional;        /* all with the one that has to be asked for */
	const char *path;         /* of the shell; NULL: none */
	bool is_forced;
	bool has_config; /* HEAD has a tta.ini */
};

/* Is this one of the hooks that are wanted? */
bool install_wants(const struct install_request *q, const char *hook);
/* The words of --hooks, apart at commas and blanks, each a hook of ours. */
int install_hook_list(
	struct strs *out, const char *text, struct arena *mem, struct error *err) TTA_MUST_USE;

/* say takes what was done, a line each. */
int install_hooks(struct buf *say, const struct install_request *q, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int uninstall_hooks(struct buf *say, const struct install_request *q, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* *is_good: those wanted are ours, of this version, and git will run them. */
int check_hooks(bool *is_good, struct buf *say, const struct install_request *q, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

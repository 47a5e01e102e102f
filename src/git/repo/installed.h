/* SPDX-License-Identifier: MIT */
/*
 * installed -- what `install` remembers of a repository: which hooks were wanted, and the PATH that
 * it was called with, since git clients without a shell call hooks with hardly any.
 *
 * The file is tta/installed in the git folder that all worktrees share: a line of hook names, then
 * the PATH to the end of the file, since any byte but NUL may be in it.  Unreadable it counts as
 * none.
 */
#ifndef TTA_GIT_INSTALLED_H
#define TTA_GIT_INSTALLED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct repo;

struct installed {
	struct strs hooks;
	const char *path;
};

const char *installed_file(const struct repo *r, struct arena *mem);
/* text, of len bytes and a NUL, is taken apart where it lies; false: that is none. */
bool installed_parse(struct installed *out, char *text, size_t len, struct arena *mem);
/* false: there is none. */
bool installed_read(struct installed *out, const struct repo *r, struct arena *mem);
int installed_write(const struct installed *what, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* Also where there is none. */
int installed_remove(const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * gitenv -- the variables git sets and reads, looked up and handed on.
 */
#ifndef TTA_GIT_GITENV_H
#define TTA_GIT_GITENV_H

#include <stdbool.h>

#include "base/strs.h"

struct arena;

/* The value of a variable, or NULL.  Set but empty is "". */
const char *gitenv_find(const char *const *environ, const char *name);
/* As git reads booleans of its environment; unset is false. */
bool gitenv_is_true(const char *const *environ, const char *name);

/*
 * What a git of ours gets: everything that is not git's, and of git's own variables those that say
 * how this user's git reads this repository (configuration given by -c or GIT_CONFIG_*, object
 * folders).  Which repository, index and pathspecs is never inherited.
 */
void gitenv_child(struct strs *out, const char *const *environ, struct arena *mem);

/* The folders of GIT_ALTERNATE_OBJECT_DIRECTORIES: apart at ':', C-quoted ones unquoted. */
void gitenv_split_folders(struct strs *out, const char *value, struct arena *mem);
/* One folder as it may stand in that variable, or on a line of objects/info/alternates. */
char *gitenv_quote_folder(const char *path, struct arena *mem);

#endif

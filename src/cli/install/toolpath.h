/* SPDX-License-Identifier: MIT */
/*
 * toolpath -- values of PATH: the folders that a git client has, and those that the user's shell
 * had when the hooks were installed.
 *
 * Only absolute folders count: another one is no place but leads to another place wherever one is.
 */
#ifndef TTA_CLI_TOOLPATH_H
#define TTA_CLI_TOOLPATH_H

struct arena;
struct strs;

/* The absolute folders of a value, each once, in their order. */
void toolpath_folders(struct strs *out, const char *path, struct arena *mem);
/* Those of more that are folders on this machine and not in path. */
void toolpath_lacking(struct strs *out, const char *path, const char *more, struct arena *mem);
/* path, and behind it what it lacks of more; path itself where that is nothing. */
const char *toolpath_widen(const char *path, const char *more, struct arena *mem);

#endif

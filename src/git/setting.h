/* SPDX-License-Identifier: MIT */
/*
 * setting -- single values of git's configuration, as this repository has them.
 */
#ifndef TTA_GIT_SETTING_H
#define TTA_GIT_SETTING_H

struct arena;
struct repo;

/* NULL where it is not set.  Values given by `git -c` are not seen. */
const char *setting_find(const struct repo *r, const char *name, struct arena *mem);

/* What starts a comment in commit messages: core.commentChar; '#' where it is unset or automatic.
 */
char setting_comment_char(const struct repo *r, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * gitsetting -- single values of git's configuration, as this repository has them.
 */
#ifndef TTA_GIT_GITSETTING_H
#define TTA_GIT_GITSETTING_H

struct arena;
struct repo;

/* NULL where it is not set.  Values given by `git -c` are not seen. */
const char *gitsetting_find(const struct repo *r, const char *name, struct arena *mem);

/* The committer's mail as git has it: GIT_COMMITTER_EMAIL, else user.email; NULL: not set. */
const char *gitsetting_committer(const struct repo *r, struct arena *mem);

/* What starts a comment in commit messages: core.commentChar; '#' where it is unset or automatic.
 */
char gitsetting_comment_char(const struct repo *r, struct arena *mem);

#endif

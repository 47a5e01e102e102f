/* SPDX-License-Identifier: MIT */
/* crowd -- rounds in which several programs of git are at work at once. */
#ifndef TTA_TORTURE_CROWD_H
#define TTA_TORTURE_CROWD_H

struct round;

/* Two commits in one work tree, one of which stages something meanwhile: nothing unjudged. */
const char *crowd_two_commits(struct round *r);
/* Two worktrees of one repository: both commit. */
const char *crowd_worktrees(struct round *r);
/* Commits land while a push is judged: what arrives is what that push has judged. */
const char *crowd_push(struct round *r);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * hook -- the programs that git runs, behind one function each.
 *
 * pre-merge-commit is pre-commit for a merge that git makes by itself.  post-commit only says, in
 * one line, that what was committed is not what was judged: its exit status is nothing to git.
 * prepare-commit-msg is for those who want it: it offers a header and refuses nothing.
 * Every one: runs the kept hook first (its no is ours), answers TTA_CHECK=0, says in one line and
 * passes where the judged tree has no tta.ini, and returns the exit status: 0, or what blocks.
 * Output goes to stderr: git shows that for every hook, and a push's stdout belongs to git.
 */
#ifndef TTA_CLI_HOOK_H
#define TTA_CLI_HOOK_H

int hook_pre_commit(int argc, char *argv[], const char *const *environ);
int hook_pre_merge_commit(int argc, char *argv[], const char *const *environ);
int hook_commit_msg(int argc, char *argv[], const char *const *environ);
int hook_prepare_commit_msg(int argc, char *argv[], const char *const *environ);
int hook_post_commit(int argc, char *argv[], const char *const *environ);
int hook_pre_push(int argc, char *argv[], const char *const *environ);

#endif

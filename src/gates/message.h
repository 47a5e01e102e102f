/* SPDX-License-Identifier: MIT */
/*
 * message -- the rules of a commit message.
 *
 * For now: the header is conventional (https://www.conventionalcommits.org/en/v1.0.0/) and its type
 * is one that [commit] types names.  Merge, Revert, fixup!, squash! and amend! headers that git
 * writes itself are taken as they are.
 */
#ifndef TTA_GATES_MESSAGE_H
#define TTA_GATES_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct commit_rules;

struct message_verdict {
	bool is_refused;
	const char *header; /* as judged: the first line that git will store */
	size_t column;      /* where it is wrong, from 0 */
	size_t width;       /* how much of it */
	const char *text;   /* what is wrong, one line */
	const char *hint;   /* the header as it could be, or NULL */
};

/* text as git hands it to commit-msg: lines that start with comment ('\0': none) do not count. */
void message_judge(struct message_verdict *out, const struct commit_rules *rules, const char *text,
	size_t len, char comment, struct arena *mem);

#endif

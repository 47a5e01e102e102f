/* SPDX-License-Identifier: MIT */
/*
 * message_here -- everything about a message but its text, from the repository at hand: how git
 * cleans it up, whose it is, what is staged, and which branch it is for.
 *
 * What the change is: what is staged against HEAD, and for an amend against HEAD's parents.  An
 * amend is known by git's command line; where that tells nothing (an alias), by the author and the
 * date, which git took over from HEAD.
 */
#ifndef TTA_CLI_MESSAGE_HERE_H
#define TTA_CLI_MESSAGE_HERE_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/message/message_rules.h"
#include "git/commit/commitline.h"

struct branch;
struct config;
struct session;

struct message_drafts { /* of the branch it is for: [branch] fixup and wip */
	bool refuses_fixup, refuses_wip;
	bool allows_fixup, allows_wip; /* not even a warning in a push */
};
void message_drafts_find(struct message_drafts *out, const struct config *c, const char *branch);
/* Takes away what only warns of drafts that the branch allows. */
void message_drafts_drop(struct message_verdict *v, const struct message_drafts *d);

struct message_here {
	struct commitline line; /* of the git that called; not known by hand */
	bool is_hook;           /* commit-msg: git's variables say who and how */
	bool is_amend;
};

/* Who called: fills line and is_amend.  Of a hook, before message_here_fill(). */
void message_here_call(struct message_here *here, struct session *s);
/* Fills in from s, whose judged tree is the index's (judged_look() is enough); in->text is there.
 * file: the name git gave the hook, or NULL. */
int message_here_fill(struct message_input *in, struct message_here *here, const char *file,
	const struct message_rules *rules, struct session *s, struct error *err) TTA_MUST_USE;

#endif

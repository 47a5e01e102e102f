/* SPDX-License-Identifier: MIT */
/*
 * message_range -- the messages of many commits, each by the rules of its own tree.
 *
 * Not asked: commits whose tree has no tta.ini; what came before [tta] since is not in the range.
 * In a push another author's commit warns and does not refuse: who pushes cannot mend it.
 */
#ifndef TTA_CLI_MESSAGE_RANGE_H
#define TTA_CLI_MESSAGE_RANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "cli/message/message_here.h"

struct arena;
struct buf;
struct committed;
struct message_configs;
struct refusal;
struct session;

struct range_message {
	const struct committed *commit; /* NULL: no commit, but the nth text of a list */
	size_t number;
	struct message_verdict verdict;
	bool is_asked;   /* its tree has a tta.ini */
	bool is_lenient; /* what is wrong with it warns */
};

struct range_messages {
	struct range_message *v; /* in the order of the commits */
	size_t n, nasked;
	size_t nbad;    /* that say no */
	size_t nwarned; /* that only warn */
};

struct range_policy {
	bool is_push;
	struct message_drafts drafts;
};

int message_range_judge(struct range_messages *out, struct session *s, struct message_configs *m,
	const struct committed *commits, size_t n, const struct range_policy *policy,
	struct error *err) TTA_MUST_USE;

/* One more that was judged; counts it. */
void message_range_count(struct range_messages *r, const struct range_message *m);

/* What a message of it is called: "9e1d0c2", or "#12". */
const char *message_range_label(const struct range_message *m, struct arena *mem);
/* A line for each commit that says no or warns: which, its header, why, whose. */
void message_range_tell(struct buf *out, const struct range_messages *r, struct arena *mem);
/* Why a push does not go: EXIT_YES where nothing says no. */
void message_range_refusal(struct refusal *out, const struct range_messages *r, struct arena *mem);

#endif

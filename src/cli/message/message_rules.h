/* SPDX-License-Identifier: MIT */
/*
 * message_rules -- [commit] and [rule] of a configuration as what messages are judged by.
 *
 * Sequence:  message_rules_check() when a configuration is read, message_rules_open(), judge as
 *            often as wanted, message_rules_close().
 * Order:     shipped < [commit] < [rule NAME].
 */
#ifndef TTA_CLI_MESSAGE_RULES_H
#define TTA_CLI_MESSAGE_RULES_H

#include <stdbool.h>

#include "base/error.h"
#include "gates/message/message.h"

struct arena;
struct change_set;
struct config;
struct problems;

struct message_rules {
	struct rule_settings settings;
	struct message_scopes scopes; /* touched is the caller's to fill */
	const struct config *config;
	bool asks_touched; /* some rule wants to know which components the commit changes */
	bool asks_changed; /* some rule wants to know which files, whatever the header says */
	bool asks_author;  /* and whose it is */
};

/* What is wrong in [rule] and in the expressions of [commit], with its line. */
void message_rules_check(const struct config *c, struct problems *problems, struct arena *mem);

/* mode: in place of [commit] compat; NULL: that.  c must outlive it. */
int message_rules_open(struct message_rules *out, const struct config *c,
	const enum message_mode *mode, struct arena *mem, struct error *err) TTA_MUST_USE;
void message_rules_close(struct message_rules *r); /* legal on a zeroed one */

/* What the rules ask of a change: scopes.touched and changed. */
void message_rules_fill(struct message_input *in, const struct message_rules *r,
	const struct change_set *changes, struct arena *mem);

/* Names of the components that a change is about, "." among them, each once. */
void message_rules_touched(struct strs *out, const struct config *c,
	const struct change_set *changes, struct arena *mem);

#endif

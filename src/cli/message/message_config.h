/* SPDX-License-Identifier: MIT */
/*
 * message_config -- the rules of each commit's own tree, each configuration read once.
 *
 * Two trees have one configuration where their tta.ini is the same and the tree answers alike
 * whatever was asked of it when the file was read (what a template matches, say).  A tta.ini with
 * an error in it is no way out: the rules of the newest tree are then asked.
 */
#ifndef TTA_CLI_MESSAGE_CONFIG_H
#define TTA_CLI_MESSAGE_CONFIG_H

#include "base/error.h"
#include "cli/message/message_rules.h"
#include "model/oid.h"

struct config;
struct message_configs; /* opaque */
struct session;

/* The configuration of s, which is the newest, must stay; mode as for message_rules_open(). */
int message_configs_open(struct message_configs **out, struct session *s,
	const enum message_mode *mode, struct error *err) TTA_MUST_USE;
void message_configs_close(struct message_configs *m); /* NULL is fine */

/* NULL: the tree has no tta.ini, nothing is asked of it. */
int message_configs_find(struct message_rules **out, struct message_configs *m,
	const struct oid *tree, struct error *err) TTA_MUST_USE;

/* The tree's very own; NULL: it has none that can be read. */
int message_configs_own(const struct config **out, struct message_configs *m,
	const struct oid *tree, struct error *err) TTA_MUST_USE;

/* Judges again by the components of the tree before as well, where the verdict is that a scope is
 * none: who takes a component away may say its name. */
int message_configs_ask_again(struct message_verdict *v, struct message_configs *m,
	const struct message_input *in, struct message_rules *rules, const struct oid *before,
	struct error *err) TTA_MUST_USE;

#endif

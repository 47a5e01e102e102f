/* SPDX-License-Identifier: MIT */
/*
 * written -- messages that are not judged: git or those who host it wrote them, the repository
 * said so, or their author is left alone.
 */
#ifndef TTA_GATES_WRITTEN_H
#define TTA_GATES_WRITTEN_H

#include "gates/message/message_text.h"
#include "gates/message/rule.h"

/* *why: the reason, or NULL. */
int written_ignored(const char **why, const struct message_text *m, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

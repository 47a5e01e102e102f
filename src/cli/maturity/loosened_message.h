/* SPDX-License-Identifier: MIT */
/*
 * loosened_message -- does a message say why its change asks for less?
 *
 * In git's trailers, as `git interpret-trailers --parse` finds them: the last paragraph.  The value
 * has to hold a word, and another one than the REASON of our own hint.
 */
#ifndef TTA_CLI_LOOSENED_MESSAGE_H
#define TTA_CLI_LOOSENED_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/maturity/loosening.h"

struct arena;
struct message_verdict;

/* Adds a problem for each kind of trailer that text lacks: does it lack any? */
bool loosened_ask(struct message_verdict *v, const struct loosenings *list, const char *text,
	size_t len, struct arena *mem);

/* Does text give the reason that this kind needs? */
bool loosened_has_reason(enum loosening_kind kind, const char *text, size_t len, struct arena *mem);

#endif

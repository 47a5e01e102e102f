/* SPDX-License-Identifier: MIT */
/*
 * message_tell -- what is wrong with a message, for people: the line, a caret under what is wrong,
 * why, and the header as it could be.
 *
 *	message: fxi(parser): choose the first choice
 *	         ^^^ unknown type 'fxi' [type-enum]
 *	         did you mean `fix(parser): choose the first choice`?
 *
 * Bounds:  at most MESSAGE_TOLD problems of one message, and one screen line of each of its lines.
 */
#ifndef TTA_CLI_MESSAGE_TELL_H
#define TTA_CLI_MESSAGE_TELL_H

#include <stddef.h>

#include "gates/message/message.h"

struct buf;

#define MESSAGE_TOLD 20
#define MESSAGE_COLUMNS 160 /* of a line that are shown */

/* What of it says no, in one line: "unknown type 'fxi'; 2 more"; "" where nothing does. */
char *message_tell_why(const struct message_verdict *v, struct arena *mem);
/* All of it, warnings too. */
void message_tell(struct buf *out, const struct message_verdict *v, struct arena *mem);
/* A header, or a part of one, cut at columns; what does not print is a question mark. */
void message_tell_header(struct buf *out, const char *text, size_t columns);

#endif

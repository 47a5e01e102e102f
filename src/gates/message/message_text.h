/* SPDX-License-Identifier: MIT */
/*
 * message_text -- a message taken apart, before anybody judges it.
 *
 * What is not there is an empty span.  Spans point into `raw`, but for body and footer, which are
 * put together anew where lines between them do not count.
 */
#ifndef TTA_GATES_MESSAGE_TEXT_H
#define TTA_GATES_MESSAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "gates/message/message.h"
#include "gates/message/units.h"

struct message_text {
	enum message_mode mode;
	struct span raw;    /* what is judged */
	bool ends_in_empty; /* commitlint reads one more newline behind it */
	struct span *v;     /* its lines; without comments where commitlint drops them */
	size_t n;
	size_t header_at; /* of v; SIZE_MAX: none */
	size_t footer_at; /* of v; n: none */
	struct span header;
	struct span type, scope, subject;
	struct span mark; /* `!` */
	struct span body, footer;
};

void message_text_read(struct message_text *out, const struct message_input *in,
	enum message_mode mode, struct arena *mem);

/* Type, scope, mark and subject out of the header. */
void message_text_head(struct message_text *m);
/* Body and footer out of v, header_at and footer_at. */
void message_text_parts(struct message_text *m, struct arena *mem);

#endif

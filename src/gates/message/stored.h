/* SPDX-License-Identifier: MIT */
/*
 * stored -- the message that git will store, out of the file that it hands to commit-msg.
 *
 * git cleans up after the hook: it cuts at the scissors, drops comments, blanks at the end of
 * lines and empty lines that follow one another.  How, depends on commit.cleanup and on whether an
 * editor was used.
 */
#ifndef TTA_GATES_STORED_H
#define TTA_GATES_STORED_H

#include <stdbool.h>

#include "gates/message/message.h"
#include "gates/message/units.h"

struct span stored_text(const struct message_input *in, struct arena *mem);

/* `# ------------------------ >8 ------------------------`, exactly. */
bool stored_is_scissors(struct span line, const char *comment);

#endif

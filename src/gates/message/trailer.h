/* SPDX-License-Identifier: MIT */
/*
 * trailer -- the footers of a message: git's trailers, and what the Conventional Commits add.
 *
 * A footer is `token: value` or `token #value`; further lines of it begin with a blank.  They make
 * up the last paragraphs, apart from the body by an empty line; one that git counts as trailers is
 * one, even if some of its lines are none.  `BREAKING CHANGE: ` begins the footers wherever a line
 * does with it, and may go on for paragraphs.
 */
#ifndef TTA_GATES_TRAILER_H
#define TTA_GATES_TRAILER_H

#include <stdbool.h>
#include <stddef.h>

#include "gates/message/message.h"
#include "gates/message/units.h"

struct message_text;

/* The line of v that the footers begin at; n: there are none. */
size_t trailer_start(const struct span *v, size_t n, size_t header_at);
/* Token and value of a line; false: it is no footer.  A token of two words: BREAKING CHANGE. */
bool trailer_read(struct span *token, struct span *value, struct span line);
/* Footers that git and others will not see, since no empty line sets them apart: their first line;
 * SIZE_MAX: there are none. */
size_t trailer_glued(const struct message_text *m);

/* As `git interpret-trailers --parse` with no configuration prints them, one a line. */
struct span trailer_parse(struct span text, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * prose -- which lines of a body are text that may be wrapped.
 *
 * Code, quotes, headings, HTML and tables stay as they are; cmark tells (tables, which it does not
 * know, are found by their line of dashes).
 */
#ifndef TTA_GATES_PROSE_H
#define TTA_GATES_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "gates/message/units.h"

struct arena;
struct prose;

struct prose *prose_read(struct span body, struct arena *mem);
bool prose_is_text(const struct prose *p, size_t line); /* from 0; apart at LF or CR LF */

/* Is there a blank to break the line at, so that what stands before it is not too long? */
bool prose_can_break(struct span line, size_t limit);
/* Bytes of the indentation and the mark of a list that a line begins with. */
size_t prose_indent(struct span line, bool *is_item);

#endif

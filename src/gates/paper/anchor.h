/* SPDX-License-Identifier: MIT */
/*
 * anchor -- what `#fragment` of a link can lead to: the anchors that GitHub gives headings, and
 * those that elements of HTML name.
 *
 * A heading's anchor is its text in small letters with blanks as '-' and without anything that is
 * no letter, digit, '-' or '_'; a second one of the same text gets "-1" behind it, a third "-2".
 */
#ifndef TTA_GATES_ANCHOR_H
#define TTA_GATES_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strs;

/* Of a heading's text.  Large letters beyond ASCII stay: anchor_has() does not mind. */
char *anchor_of(const char *text, struct arena *mem);
/* Adds the values of id="…" and name="…" in a piece of HTML. */
void anchor_html(struct strs *out, const char *html, struct arena *mem);
/* Puts headings' anchors (in the order of the file) and those of HTML into one sorted list. */
void anchor_list(
	struct strs *out, const struct strs *headings, const struct strs *html, struct arena *mem);
bool anchor_has(const struct strs *anchors, const char *fragment);

#endif

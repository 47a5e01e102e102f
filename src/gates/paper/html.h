/* SPDX-License-Identifier: MIT */
/*
 * html -- the values of some attributes in a piece of HTML, as Markdown files hold it.
 *
 * Not a parser: a name at the end of a word, a '=', and what is in quotes behind it or goes to the
 * next blank or '>'.  Entities are left as they are.
 */
#ifndef TTA_GATES_HTML_H
#define TTA_GATES_HTML_H

#include <stdbool.h>
#include <stddef.h>

struct html_value {
	const char *s; /* in the piece */
	size_t n;
};

/* The next one at or behind *at, of one of the names (which end at NULL); *at moves behind it. */
bool html_next(struct html_value *out, const char *html, size_t *at, const char *const *names);

#endif

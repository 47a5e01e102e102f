/* SPDX-License-Identifier: MIT */
/*
 * section -- finding a document's heading by what it is called, whatever its level and dress.
 *
 * Names:  "Title|Other name|Above / Below".  Compared without numbers in front, case, punctuation,
 *         emoji and "(if applicable)" or "(optional)" behind; `&` is `and`.  With " / " the last
 *         part is the heading, those before it are headings above it, in that order.
 *         An earlier name wins over a later one, then the earlier heading.
 */
#ifndef TTA_GATES_SECTION_H
#define TTA_GATES_SECTION_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct markdown;

/* What is compared of a heading's text. */
const char *section_key(const char *text, struct arena *mem);

struct section_keys { /* of all headings of a document */
	const struct markdown *m;
	const char **v;
};
void section_keys_read(struct section_keys *out, const struct markdown *m, struct arena *mem);

/* The heading, or MARKDOWN_TOP. */
size_t section_find(const struct section_keys *keys, const char *names, struct arena *mem);
/* Is heading h called so? */
bool section_is(const struct section_keys *keys, size_t h, const char *names, struct arena *mem);
/* The first of the names, for people. */
const char *section_title(const char *names, struct arena *mem);
/* Does anything stand under it, in it or in headings below?  Comments are nothing. */
bool section_is_empty(const struct markdown *m, size_t h);

#endif

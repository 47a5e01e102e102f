/* SPDX-License-Identifier: MIT */
/*
 * front_matter -- what stands between `---` lines at the beginning of a Markdown file.
 *
 * Known of it: `NAME: VALUE` at the margin, the value without its quotes; what is indented or a
 * list belongs to others.
 */
#ifndef TTA_GATES_FRONT_MATTER_H
#define TTA_GATES_FRONT_MATTER_H

#include <stddef.h>

struct arena;
struct markdown;
struct markdown_field;

/* Fills in the fields of m, whose data and len are set.  Returns where the text behind it begins,
 * which is also behind a byte order mark; *lines is how many lines come before that. */
size_t front_matter_read(struct markdown *m, int *lines, struct arena *mem);
/* By its name, in any case of letters; NULL: there is none. */
const struct markdown_field *front_matter_find(const struct markdown *m, const char *name);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * added -- which lines of a file an older version of it does not have.
 *
 * A line is its bytes with its LF, as git's diff takes it: "x" at the end of a file becomes another
 * line by a newline behind it.  The difference is a shortest one, but for files that have little in
 * common: there it is one that could be shorter.
 */
#ifndef TTA_MODEL_ADDED_H
#define TTA_MODEL_ADDED_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct blob;

struct added {
	const bool *v; /* of each line: the old one does not have it */
	size_t n;      /* lines */
};

/* old NULL: there was none, and every line is added. */
void added_lines(
	struct added *out, const struct blob *old, const struct blob *new, struct arena *mem);
/* Lines count from 1; one that the file does not have, like 0, is about the file, and counts. */
bool added_has(const struct added *a, int line);

#endif

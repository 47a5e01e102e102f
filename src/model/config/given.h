/* SPDX-License-Identifier: MIT */
/*
 * given -- what was written for one key, in parts, before it is a value.
 *
 * A part is the text of one line and where it stood: `key = v` starts a setting, `key += v` adds a
 * part.  In keys that hold words the text keeps its quotes, so that words can be told apart.
 * A setting without parts was not written; one with an empty text was taken back.
 *
 * Ownership: parts live in the arena and are never changed once a setting holds them, so settings
 *            are copied freely.
 */
#ifndef TTA_MODEL_GIVEN_H
#define TTA_MODEL_GIVEN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/config/key.h"
#include "model/config/origin.h"

struct arena;
struct ini_entry;
struct problems;
struct strs;

struct part {
	const char *text;
	struct origin origin;
};

struct given {
	const struct part *v;
	size_t n;
	bool is_add; /* adds to what stands below it, if anything does */
};

/* From a line of a file; what cannot be added to is a problem. */
struct given given_read(const struct key *key, const struct ini_entry *entry, const char *file,
	struct problems *problems, struct arena *mem);
struct given given_default(const struct key *key, struct arena *mem);
struct given given_over(struct given below, struct given above, struct arena *mem);

bool given_is_empty(const struct given *s);                       /* written, and holds nothing */
struct origin given_origin(const struct given *s);                /* of its last part */
const char *given_text(const struct given *s, struct arena *mem); /* parts with blanks between */

#endif

/* SPDX-License-Identifier: MIT */
/*
 * json_pretty -- a JSON document as Python's json.dumps(..., indent=) writes it, which is what
 * pretty-format-json of pre-commit-hooks asks for.
 *
 * Limits:  JSON_PRETTY_DEPTH levels.  A document in which an object has a key twice is none: one of
 *          the two would be lost.
 */
#ifndef TTA_GATES_JSON_PRETTY_H
#define TTA_GATES_JSON_PRETTY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/strs.h"

struct arena;

#define JSON_PRETTY_DEPTH 1000

struct json_style {
	const char *indent;   /* of a level */
	struct strs top_keys; /* come first, in this order */
	bool is_sorting;      /* the other keys */
	bool is_ascii;        /* other characters as \u escapes */
	const char *line_end;
};

/* Adds it to out; false where it does not parse, with why. */
bool json_pretty(struct buf *out, const char **why, const char *data, size_t len,
	const struct json_style *style, struct arena *mem);

#endif

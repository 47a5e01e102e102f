/* SPDX-License-Identifier: MIT */
/*
 * command -- `run` and `fix`: words as a shell splits them, and no shell.
 *
 * Single quotes keep everything; double quotes keep blanks and know `\"` and `\\`; a backslash
 * outside quotes keeps the next byte.  An unquoted operator (| & ; < > ( ) $ ` or a newline) is
 * refused with "no shell here".  A placeholder is `{name}` outside single quotes; an unknown one
 * of lower-case letters is an error with the nearest known name, other braces are just braces.
 * NAME=VALUE before the command, which only a shell understands, is refused as well.
 * Expansion: a list placeholder that is a whole word becomes as many words; inside a word the word
 * is repeated; a scalar is put in place.  A value that starts with '-' and begins a word of a list
 * placeholder that holds paths becomes `./-x`.
 */
#ifndef TTA_MODEL_COMMAND_H
#define TTA_MODEL_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;

struct command_part {
	const char *text;        /* literal bytes, or NULL */
	const char *placeholder; /* name without braces, or NULL */
};

struct command_word {
	struct command_part *v;
	size_t n, cap;
};

struct command {
	const char *text; /* as written; NULL: the key was not given */
	struct command_word *v;
	size_t n, cap;
};

struct placeholder {
	const char *name;
	const struct strs *list; /* a list of paths, or */
	const char *scalar;      /* one value; NULL with a NULL list: has no value here */
};

int command_parse(struct command *out, const char *text, const struct strs *known,
	struct arena *mem, struct error *err) TTA_MUST_USE;
bool command_uses(const struct command *c, const char *placeholder);
/* -1 only for a placeholder without a value, and for several lists in one word that make more than
 * a million of it; the values end at a row with name NULL. */
int command_expand(struct strs *out, const struct command *c, const struct placeholder *values,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* Of one that knows no placeholders; none where the key was not given. */
int command_words(struct strs *out, const struct command *c, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

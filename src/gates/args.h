/* SPDX-License-Identifier: MIT */
/*
 * args -- the words of `args`, by a table of options.
 *
 * Forms:   --name, --name VALUE, --name=VALUE, -n VALUE; words that are no options, for those that
 *          take such; behind -- all are.
 * Errors:  an unknown option, a word that is none, a missing or an unwanted value: ERR_CONFIG with
 *          what is known.
 */
#ifndef TTA_GATES_ARGS_H
#define TTA_GATES_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;

struct args_row {
	const char *name;    /* "--maxkb"; without dashes: words that are no options */
	const char *brief;   /* "-m", or NULL */
	bool *flag;          /* set when given; or */
	struct strs *values; /* takes its values; exactly one of the two */
};

/* The rows end at one with name NULL; id is the built-in's, for messages. */
int args_parse(const struct strs *args, const struct args_row *rows, const char *id,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/* For those that take none. */
int args_none(
	const struct strs *args, const char *id, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The last of an option's values as a number; without one: otherwise. */
int args_number(size_t *out, const struct strs *values, size_t otherwise, const char *name,
	const char *id, struct error *err) TTA_MUST_USE;
/* "a,b" apart; nothing between two commas is left out. */
void args_commas(struct strs *out, const char *value, struct arena *mem);

#endif

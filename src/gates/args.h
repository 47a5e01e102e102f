/* SPDX-License-Identifier: MIT */
/*
 * args -- the words of `args`, by a table of options.
 *
 * Forms:   --name, --name VALUE, --name=VALUE, -n VALUE.
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
	const char *name;    /* "--maxkb" */
	const char *brief;   /* "-m", or NULL */
	bool *flag;          /* set when given; or */
	struct strs *values; /* takes its values; exactly one of the two */
};

/* The rows end at one with name NULL; id is the built-in's, for messages. */
int args_parse(const struct strs *args, const struct args_row *rows, const char *id,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * letter_case -- the cases that a part of a message can be in, as commitlint names and lodash
 * makes them.
 */
#ifndef TTA_GATES_LETTER_CASE_H
#define TTA_GATES_LETTER_CASE_H

#include <stdbool.h>

#include "base/error.h"
#include "gates/message/units.h"

struct arena;
struct regex;

enum letter_case {
	CASE_LOWER,
	CASE_UPPER,
	CASE_CAMEL,
	CASE_KEBAB,
	CASE_PASCAL,
	CASE_SENTENCE,
	CASE_SNAKE,
	CASE_START,
};

/* lower-case, lowercase, …; false: there is none of that name. */
bool letter_case_read(enum letter_case *out, const char *name);

/*
 * Is it written so?  What stands in quotes is left out; a text of which nothing remains, or that
 * begins with a digit, is written in any case.  1, 0, or -1: nobody can say.  *words is compiled
 * when first needed; the caller frees it.
 */
int letter_case_is(struct span text, enum letter_case want, struct regex **words, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

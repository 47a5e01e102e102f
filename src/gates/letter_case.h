/* SPDX-License-Identifier: MIT */
/*
 * letter_case -- the cases that a part of a message can be in, as commitlint names them.
 */
#ifndef TTA_GATES_LETTER_CASE_H
#define TTA_GATES_LETTER_CASE_H

#include <stdbool.h>

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

#endif

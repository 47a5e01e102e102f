/* SPDX-License-Identifier: MIT */
/*
 * letter_case -- see letter_case.h.
 */
#include "gates/letter_case.h"

#include <string.h>

#include "base/arena.h"

static const struct {
	const char *name;
	enum letter_case is;
} names[] = {
	{"lower-case", CASE_LOWER},
	{"lowercase", CASE_LOWER},
	{"lowerCase", CASE_LOWER},
	{"upper-case", CASE_UPPER},
	{"uppercase", CASE_UPPER},
	{"camel-case", CASE_CAMEL},
	{"kebab-case", CASE_KEBAB},
	{"pascal-case", CASE_PASCAL},
	{"sentence-case", CASE_SENTENCE},
	{"sentencecase", CASE_SENTENCE},
	{"snake-case", CASE_SNAKE},
	{"start-case", CASE_START},
};

bool
letter_case_read(enum letter_case *out, const char *name)
{
	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(names[i].name, name) == 0) {
			*out = names[i].is;
			return true;
		}
	}
	return false;
}

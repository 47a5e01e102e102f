/* SPDX-License-Identifier: MIT */
/*
 * letter -- upper and lower case of one character, as Unicode and JavaScript have it.
 */
#ifndef TTA_GATES_LETTER_H
#define TTA_GATES_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LETTER_SIGMA 0x3a3u /* lower case depends on where it stands */

struct letter_range {
	uint32_t from, to;
};

struct letter_mapping { /* every step-th from `from` on */
	uint32_t from, to, step;
	int32_t delta;
};

struct letter_expansion {
	uint32_t point, to[3];
};

/* Made by config/letters.mjs; nothing of ASCII is in them. */
extern const struct letter_mapping letter_uppers[], letter_lowers[];
extern const struct letter_expansion letter_upper_many[], letter_lower_many[];
extern const struct letter_range letter_cased[], letter_ignorable[], letter_first[];
extern const size_t letter_uppers_n, letter_lowers_n, letter_upper_many_n, letter_lower_many_n;
extern const size_t letter_cased_n, letter_ignorable_n, letter_first_n;
extern const char *const letter_plain[192];

/* How many characters it becomes, at least 1. */
size_t letter_upper(uint32_t out[3], uint32_t c);
size_t letter_lower(uint32_t out[3], uint32_t c);

bool letter_is_cased(uint32_t c);
bool letter_is_ignorable(uint32_t c); /* by what looks at the letters around it */
bool letter_has_case(uint32_t c);     /* of category Ll, Lu or Lt, or one that is folded to such */
const char *letter_without_marks(uint32_t c); /* NULL: it is one */

#endif

/* SPDX-License-Identifier: MIT */
/*
 * units -- text as JavaScript measures it, on UTF-8 that is known to be good (units_clean()).
 *
 * A length is one of UTF-16 units: 2 for what lies beyond U+FFFF.  Blanks are those of `\s`: also
 * U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF.  Letters of
 * words are `\w`: ASCII.
 */
#ifndef TTA_GATES_UNITS_H
#define TTA_GATES_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct span { /* some of a text */
	const char *s;
	size_t n;
};

/* Itself where it is good; else a copy in which each maximal subpart of what is none of UTF-8 has
 * become U+FFFD, as browsers decode it. */
struct span units_clean(const char *s, size_t n, struct arena *mem);

size_t units_point(uint32_t *out, struct span t); /* bytes of the first character; t.n > 0 */
size_t units_put(char out[4], uint32_t point);    /* bytes of it */
size_t units_count(struct span t);
bool units_exceed(struct span t, size_t limit);
size_t units_blank(struct span t);           /* bytes of the blank at its start, or 0 */
size_t units_break(struct span t);           /* LF, CR, U+2028, U+2029; or 0 */
struct span units_first_line(struct span t); /* to its first break */
struct span units_trim_start(struct span t);
struct span units_trim_end(struct span t);
struct span units_trim(struct span t);
struct span units_trim_newlines(struct span t); /* CR and LF alone, both ends */
bool units_is_word(char c);

bool span_is(struct span t, const char *s);
bool span_starts(struct span t, const char *s);
bool span_equal(struct span a, struct span b);
size_t span_find(struct span t, const char *s, size_t from); /* SIZE_MAX: nowhere */
struct span span_from(struct span t, size_t at);
struct span span_of(const char *s);
/* The next line of *rest, apart at LF or CR LF; false: there is none left.  A text that ends in a
 * newline has an empty one behind it. */
struct line_walk {
	struct span rest;
	bool is_over;
};
bool span_line(struct span *out, struct line_walk *walk);

#endif

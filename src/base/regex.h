/* SPDX-License-Identifier: MIT */
/*
 * regex -- PCRE2 in one place, with limits that are never taken for "no match".
 *
 * Ownership: regex_free() what regex_compile() or regex_glob() made.
 * Limits:    match limit 1,000,000, depth 100,000, heap 64 MiB: beyond them matching says
 *            REGEX_GAVE_UP, which a caller must treat as "could not judge".
 * Globs:     `*`, `?`, `[]` never match '/'; a doubled star followed by '/' matches any folders,
 *            also none, and at the end everything below; stars side by side that are not a whole
 *            component are one star.  The whole path must match.  PCRE2's own glob conversion.
 */
#ifndef TTA_BASE_REGEX_H
#define TTA_BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct regex;

enum regex_flags {
	REGEX_ICASE = 1 << 0,
	REGEX_MULTILINE = 1 << 1,
	REGEX_UTF = 1 << 2, /* pattern and subject are UTF-8; what is not in the subject matches
			       nothing */
	REGEX_ANCHORED = 1 << 3, /* a match begins at the offset or there is none; nothing is
				    searched for ahead */
	REGEX_WINDOW = 1 << 5,   /* regex_window() says where a match may begin at the latest */
	REGEX_BYTES = 1 << 4,    /* newline is LF and `$` the very end, whatever the library was
				    built with */
};
enum regex_answer { REGEX_GAVE_UP = -1, REGEX_NO = 0, REGEX_YES = 1 };

struct regex_span {
	size_t start, end; /* end < start: the group took no part */
};

int regex_compile(
	struct regex **out, const char *pattern, unsigned flags, struct error *err) TTA_MUST_USE;
int regex_glob(struct regex **out, const char *glob, struct error *err) TTA_MUST_USE;
void regex_free(struct regex *re);

/* From offset on; span may be NULL. */
enum regex_answer regex_match(struct regex *re, const char *s, size_t n, size_t offset,
	struct regex_span *span) TTA_MUST_USE;
/* After REGEX_YES: a named group of the last match; -1 where there is none by that name or it took
 * no part. */
int regex_group(struct regex *re, const char *name, struct regex_span *span);
/* The same by number, 0 is all of it. */
int regex_numbered(struct regex *re, unsigned n, struct regex_span *span);
/* A lower match limit, for subjects that a stranger chose. */
void regex_limit(struct regex *re, unsigned matches);
/* Of those compiled with REGEX_WINDOW: no match begins behind last. */
void regex_window(struct regex *re, size_t last);
bool regex_has_group(const struct regex *re, const char *name);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * toml_lex -- the words of TOML, for toml_read: blanks, keys, strings, numbers, dates.
 *
 * Each take_ moves p behind what it took; false: a fault, which is set.
 */
#ifndef TTA_GATES_TOML_LEX_H
#define TTA_GATES_TOML_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "gates/files/toml_read.h"

struct toml_lexer {
	const char *start, *p, *end; /* of the document */
	struct toml_fault *fault;
	char *scratch; /* as long as the document; NULL: not yet */
	struct arena *mem;
};

struct toml_key { /* what it means, in UTF-8 */
	const char *s;
	size_t n;
};

/* Always false. */
bool toml_fault_at(struct toml_lexer *r, const char *at, const char *text);
bool toml_unexpected(struct toml_lexer *r, const char *wanted);

bool toml_has(const struct toml_lexer *r, const char *word);
void toml_skip_blanks(struct toml_lexer *r);
bool toml_take_comment(struct toml_lexer *r); /* or nothing; the newline stays */
bool toml_take_newline(struct toml_lexer *r); /* no fault: there is none */
bool toml_skip_lines(struct toml_lexer *r);   /* blanks, comments, newlines */
bool toml_take_key(struct toml_key *out, struct toml_lexer *r);
bool toml_take_string(struct toml_key *out, struct toml_lexer *r); /* p is at the quote */
bool toml_take_plain(struct toml_lexer *r); /* a number, a date, true, inf ... */

#endif

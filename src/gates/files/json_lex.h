/* SPDX-License-Identifier: MIT */
/*
 * json_lex -- the words of JSON and JSON5, for json_read: strings, names, numbers, blanks.
 *
 * Each moves p behind what it took; false: a fault, which it has told.
 */
#ifndef TTA_GATES_JSON_LEX_H
#define TTA_GATES_JSON_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "gates/files/json_read.h"

struct json_lexer {
	const struct json_reading *how;
	const char *start, *p, *end; /* of the document */
	bool is_faulty;
	struct arena *mem;
};

/* Always false. */
bool json_fault_at(struct json_lexer *r, const char *at, const char *text);
bool json_fault(struct json_lexer *r, const char *text);
bool json_unexpected(struct json_lexer *r, const char *wanted);

void json_tell(struct json_lexer *r, enum json_kind kind, const char *s, size_t n);
bool json_has(const struct json_lexer *r, const char *word);
bool json_skip_blanks(struct json_lexer *r); /* and comments */
bool json_take_string(struct json_token *out, struct json_lexer *r);
bool json_take_name(struct json_token *out, struct json_lexer *r); /* a key without quotes */
bool json_take_scalar(struct json_lexer *r);                       /* and tells it */

#endif

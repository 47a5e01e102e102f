/* SPDX-License-Identifier: MIT */
/*
 * json_read -- JSON (RFC 8259) or JSON5 as a stream of tokens that keep how numbers are written,
 * and what is wrong with it: each key that an object has twice, and the first thing that does not
 * parse.
 *
 * Limits:  JSON_DEPTH_MAX levels; beyond them it is not read, which is a fault.
 * Differs: a BOM, a lone surrogate and bytes that are not UTF-8 are faults; in names without quotes
 *          JSON5 takes every letter beyond ASCII.
 */
#ifndef TTA_GATES_JSON_READ_H
#define TTA_GATES_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define JSON_DEPTH_MAX 100000

enum json_kind { JSON_OBJECT, JSON_ARRAY, JSON_END, JSON_KEY, JSON_STRING, JSON_NUMBER, JSON_WORD };

struct json_token {
	enum json_kind kind;
	const char *s; /* KEY, STRING: what it means, in UTF-8; NUMBER, WORD: as it is written */
	size_t n;
};

struct json_reading {
	bool is_json5;
	size_t depth; /* levels; 0: JSON_DEPTH_MAX */
	void *ctx;
	void (*token)(void *ctx, const struct json_token *t);  /* NULL: nobody asks */
	void (*fault)(void *ctx, size_t at, const char *text); /* at: a byte of the document */
};

/* Without faults?  Tokens and texts live in mem or in the document. */
bool json_read(const char *data, size_t len, const struct json_reading *how, struct arena *mem);

#endif

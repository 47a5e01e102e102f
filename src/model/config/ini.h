/* SPDX-License-Identifier: MIT */
/*
 * ini -- the lines of an INI file as sections and entries, with true line numbers.
 *
 * libinih parses; this reader feeds it whole lines and knows what it does not say: it cuts long
 * lines and names, swallows indented keys, loses empty sections and puts keys after a broken header
 * into the previous section.
 *
 * Syntax:  only `=` and `+=` separate.  A continuation is indented deeper than its key and joined
 *          with one blank; keys that stand below each other are keys, however far in they stand.
 *          A comment starts with `;` or `#` at the start of a line or after a blank, outside double
 *          quotes (for keys `run` and `fix` also outside single quotes), on every line.  A quote
 *          ends on its own line.  A value wholly in double quotes is unquoted: `\"` is a quote,
 *          every other backslash itself.  A BOM is skipped, CRLF is a line end.
 * Errors:  a key or a header indented like a continuation, a continuation of nothing, a repeated
 *          key or section, text after `]`, a missing `]`, an unclosed quote, NUL, bytes that are
 *          not UTF-8, control characters, a line without `=`, an empty or over-long name: each is
 *          a problem with its line, and reading goes on.  Keys below a broken header are dropped,
 *          never given to another section.  -1 is a bug of ours (exit 3).
 * Limits:  lines to 64 KiB, names to 100 bytes, files to 4 MiB.
 */
#ifndef TTA_MODEL_INI_H
#define TTA_MODEL_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define INI_LINE_BYTES ((size_t)64 << 10)
#define INI_NAME_BYTES 100
#define INI_FILE_BYTES ((size_t)4 << 20)

struct arena;
struct problems;

struct ini_entry {
	const char *key, *value;
	bool is_add;    /* written with += */
	bool is_quoted; /* the value was wholly in double quotes */
	int line;
};

struct ini_section {
	const char *kind; /* first word of the header */
	const char *name; /* the rest of it, one blank between words; "" where there is none */
	int line;
	struct ini_entry *v;
	size_t n, cap;
};

struct ini {
	const char *file;
	struct ini_section *v;
	size_t n, cap;
};

int ini_read(struct ini *out, const char *file, const char *text, size_t len,
	struct problems *problems, struct arena *mem, struct error *err) TTA_MUST_USE;

/* A value as it must stand behind `key = ` to be read back the same: quoted where it has to be. */
const char *ini_written(const char *key, const char *value, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * iniline -- one line of an INI file: where its parts are.  What the lines mean together is ini's.
 *
 * Ownership: nothing is kept; results are offsets into the line or live in the arena given.
 * Lines:     without their line end; never empty where a part is asked for.
 */
#ifndef TTA_MODEL_INILINE_H
#define TTA_MODEL_INILINE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct ini_text { /* bytes of a line */
	const char *s;
	size_t n;
};

struct ini_text iniline_trim(struct ini_text t); /* without blanks at both ends */
size_t iniline_indent(struct ini_text line);     /* columns; a tab goes to the next eighth */

/* Bytes before the comment.  Quotes protect; is_command: single ones as well, as in a shell. */
size_t iniline_content(struct ini_text line, bool is_command, bool *is_unclosed);
/* The `=` that ends the key, or SIZE_MAX: none, or none before a comment. */
size_t iniline_equals(struct ini_text line);
/* Is it a key that was indented by mistake?  key is the one that it would continue. */
bool iniline_looks_like_key(struct ini_text line, const char *key);
bool iniline_looks_like_header(struct ini_text line);
bool iniline_is_command_key(struct ini_text key); /* run, fix, also of a stage or of a gate */

/* NULL, or what is wrong with the bytes of this line, of this name. */
const char *iniline_bad_bytes(struct ini_text line);
const char *iniline_bad_name(struct ini_text name);

/* The value without the double quotes that enclose all of it; *is_quoted says that there were. */
char *iniline_unquote(struct ini_text value, bool *is_quoted, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * text -- small questions about bytes that people read.
 */
#ifndef TTA_BASE_TEXT_H
#define TTA_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct strs;

/* Does it stand there as a whole word, in any case of ASCII's letters? */
bool text_has_word(const char *text, const char *word);
bool text_is_utf8(const char *s, size_t n); /* RFC 3629: no surrogates, no overlong forms */

/* Edit distance with transpositions; what is further than limit is limit + 1. */
size_t text_distance(const char *a, const char *b, size_t limit);
/* The name a person most likely meant, or NULL when none is near. */
const char *text_nearest(const char *name, const struct strs *known);

/*
 * A path as git prints it: itself where every byte is printable UTF-8 and none is a quote or a
 * backslash, else in double quotes with C escapes, other bytes as three octal digits.
 */
void text_add_path(struct buf *out, const char *path);
char *text_path(const char *path, struct arena *mem);

/* What came from elsewhere and is to stay on one line: control characters, and what is not UTF-8,
 * as C escapes; everything else as it is. */
void text_add_line(struct buf *out, const char *text);

/* A cell of a table in Markdown: a bar would end it, and a newline the table. */
void text_add_cell(struct buf *out, const char *text);

/* Bytes for a format that knows UTF-8 alone: what is none becomes U+FFFD, a byte at a time. */
void text_add_utf8(struct buf *out, const char *text, size_t len);

/* A word as a POSIX shell reads it back. */
void text_add_shell(struct buf *out, const char *word);

/* "9 ms", "0.2s", "12.3s", "1m02s", "2h05m"; always the same words for the same number. */
char *text_duration(int64_t ms, struct arena *mem);
/* For what is only guessed: "1s", "42s", "1m20s", "7m", "1h10m". */
char *text_about(int64_t ms, struct arena *mem);
/* "1 file", "3 files": noun with an s unless n is 1. */
char *text_count(size_t n, const char *noun, struct arena *mem);

#endif

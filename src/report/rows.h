/* SPDX-License-Identifier: MIT */
/*
 * rows -- a list of records as JSON: {"version": 1, NAME: [{...}, ...]}.
 *
 * Sequence:  rows_open(); for each record rows_begin() and its values; rows_close() writes and
 *            frees.
 * Texts:     NULL is null; what is not UTF-8 becomes U+FFFD.  Names are borrowed until the end.
 */
#ifndef TTA_REPORT_ROWS_H
#define TTA_REPORT_ROWS_H

#include <stdint.h>

struct arena;
struct buf;
struct rows; /* opaque */

struct rows *rows_open(const char *name, struct arena *mem);
void rows_begin(struct rows *rows);
void rows_text(struct rows *rows, const char *name, const char *value);
void rows_number(struct rows *rows, const char *name, int64_t value);
void rows_close(struct buf *out, struct rows *rows);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * columns -- a table in plain text: columns as wide as their widest cell, the last one as it comes.
 */
#ifndef TTA_CLI_COLUMNS_H
#define TTA_CLI_COLUMNS_H

#include <stddef.h>

#include "base/strs.h"

struct arena;
struct buf;

struct columns {
	struct arena *mem;
	struct strs cells; /* row by row */
	size_t ncolumns;   /* as many as the first row had */
};

/* The cells of one row, ended by a NULL. */
void columns_add(struct columns *table, ...) __attribute__((sentinel));
void columns_write(struct buf *out, const struct columns *table);

#endif

/* SPDX-License-Identifier: MIT */
/* columns -- see columns.h. */
#include "cli/tell/columns.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

void
columns_add(struct columns *table, ...)
{
	va_list ap;
	size_t n = 0;

	va_start(ap, table);
	for (const char *cell; (cell = va_arg(ap, const char *)) != NULL; n++)
		strs_add(&table->cells, cell, table->mem);
	va_end(ap);
	if (table->ncolumns == 0)
		table->ncolumns = n;
}

/* Of text that may hold UTF-8: bytes that begin a character. */
static size_t
width_of(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

void
columns_write(struct buf *out, const struct columns *table)
{
	size_t n = table->ncolumns;
	size_t *widths = arena_alloc(table->mem, n, sizeof(*widths));

	for (size_t i = 0; i < table->cells.n; i++) {
		size_t width = width_of(table->cells.v[i]);

		if (width > widths[i % n])
			widths[i % n] = width;
	}
	for (size_t i = 0; i < table->cells.n; i++) {
		const char *cell = table->cells.v[i];

		buf_adds(out, cell);
		if (i % n + 1 == n)
			buf_addc(out, '\n');
		else
			buf_addf(out, "%*s  ", (int)(widths[i % n] - width_of(cell)), "");
	}
}

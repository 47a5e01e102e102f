/* SPDX-License-Identifier: MIT */
/* rows -- see rows.h. */
#include "report/rows.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

struct rows {
	json_t *whole, *list, *now; /* list and now belong to whole */
};

struct rows *
rows_open(const char *name, struct arena *mem)
{
	struct rows *rows = arena_alloc(mem, 1, sizeof(*rows));

	rows->whole = json_object();
	rows->list = json_array();
	json_object_set_new(rows->whole, "version", json_integer(1));
	json_object_set_new(rows->whole, name, rows->list);
	return rows;
}

void
rows_begin(struct rows *rows)
{
	rows->now = json_object();
	json_array_append_new(rows->list, rows->now);
}

void
rows_text(struct rows *rows, const char *name, const char *value)
{
	struct buf text;

	if (!value) {
		json_object_set_new(rows->now, name, json_null());
		return;
	}
	buf_init(&text, SIZE_MAX);
	text_add_utf8(&text, value, strlen(value));
	json_object_set_new(rows->now, name, json_stringn(text.data, text.len));
	buf_release(&text);
}

void
rows_number(struct rows *rows, const char *name, int64_t value)
{
	json_object_set_new(rows->now, name, json_integer(value));
}

void
rows_close(struct buf *out, struct rows *rows)
{
	char *text = json_dumps(rows->whole, JSON_INDENT(1));

	if (text)
		buf_adds(out, text);
	buf_addc(out, '\n');
	free(text);
	json_decref(rows->whole);
}

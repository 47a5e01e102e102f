/* SPDX-License-Identifier: MIT */
/* message_line -- see message_line.h.  All that is told are names and hexadecimal digits, which
 * JSON takes as they are; there may be a great many lines. */
#include "report/message_line.h"

#include "base/buf.h"
#include "base/strs.h"

static void
add_names(struct buf *out, const char *key, const struct strs *names)
{
	buf_adds(out, ",\"");
	buf_adds(out, key);
	buf_adds(out, "\":[");
	for (size_t i = 0; i < names->n; i++) {
		buf_adds(out, i ? ",\"" : "\"");
		buf_adds(out, names->v[i]);
		buf_addc(out, '"');
	}
	buf_addc(out, ']');
}

void
message_line_add(struct buf *out, const struct message_line *line)
{
	if (line->id) {
		buf_adds(out, "{\"id\":\"");
		buf_adds(out, line->id);
		buf_addc(out, '"');
	} else {
		buf_addf(out, "{\"id\":%zu", line->number);
	}
	buf_adds(out, line->is_ignored ? ",\"ignored\":true" : ",\"ignored\":false");
	buf_adds(out, line->is_valid ? ",\"valid\":true" : ",\"valid\":false");
	add_names(out, "errors", line->errors);
	add_names(out, "warnings", line->warnings);
	buf_adds(out, "}\n");
}

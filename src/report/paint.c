/* SPDX-License-Identifier: MIT */
/* paint -- see paint.h.  Every escape sequence of ours is in this file. */
#include "report/paint.h"

#include <string.h>

#include "base/buf.h"
#include "model/config/config.h"
#include "model/outcome.h"
#include "report/report.h"

#define FOREIGN_LINE_BYTES ((size_t)2000)

void
paint_add(struct buf *out, const struct report_style *style, enum paint paint, const char *text)
{
	static const char *const codes[] = {
		[PAINT_GREEN] = "\033[32m",
		[PAINT_RED] = "\033[31m",
		[PAINT_YELLOW] = "\033[33m",
		[PAINT_CYAN] = "\033[36m",
		[PAINT_BOLD] = "\033[1m",
	};
	bool is_painted = style->has_color && paint != PAINT_PLAIN;

	if (is_painted)
		buf_adds(out, codes[paint]);
	buf_adds(out, text);
	if (is_painted)
		buf_adds(out, "\033[m");
}

enum paint
paint_of(enum verdict_kind kind)
{
	switch (kind) {
	case VERDICT_PASS:
		return PAINT_GREEN;
	case VERDICT_FAIL:
	case VERDICT_BROKEN:
		return PAINT_RED;
	case VERDICT_WARN:
		return PAINT_YELLOW;
	case VERDICT_NONE:
	case VERDICT_SKIP:
	case VERDICT_DEFERRED:
		break;
	}
	return PAINT_CYAN;
}

/* How long the escape sequence at s is; *is_color: it sets colours and nothing else. */
static size_t
escape_length(const char *s, size_t n, bool *is_color)
{
	size_t i = 2;

	*is_color = false;
	if (n < 2)
		return n;
	if (s[1] == ']') { /* OSC, up to BEL or ESC \ */
		while (i < n && s[i] != '\a' && s[i] != '\033')
			i++;
		return i < n && s[i] == '\033' && i + 1 < n ? i + 2 : i + (i < n);
	}
	if (s[1] != '[')
		return 2;
	while (i < n && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';' || s[i] == ':'))
		i++;
	*is_color = i < n && s[i] == 'm';
	while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x40)
		i++;
	return i + (i < n);
}

/* Of a line of megabytes the beginning is enough; never ends inside a character. */
static size_t
cut(const char *line, size_t len)
{
	size_t n = FOREIGN_LINE_BYTES;

	if (len <= n)
		return len;
	while (n && ((unsigned char)line[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* One line, without its end; only what stands behind its last lone carriage return. */
static void
add_foreign_line(struct buf *out, const struct report_style *style, const char *line, size_t len)
{
	bool was_colored = false;
	size_t whole;

	while (len && line[len - 1] == '\r')
		len--;
	for (size_t i = len; i > 0; i--) {
		if (line[i - 1] == '\r') {
			line += i;
			len -= i;
			break;
		}
	}
	whole = len;
	len = cut(line, len);
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)line[i];
		size_t n = 1;
		bool is_color = false;

		if (c == '\033')
			n = escape_length(line + i, len - i, &is_color);
		if (c == '\033' ? is_color && style->has_color
				: c == '\t' || (c >= 0x20 && c != 0x7f))
			buf_add(out, line + i, n);
		was_colored |= is_color && style->has_color;
		i += n;
	}
	if (was_colored)
		buf_adds(out, "\033[m");
	if (whole > len)
		buf_addf(out, "... %zu more bytes", whole - len);
}

void
paint_add_foreign(struct buf *out, const struct report_style *style, const char *text, size_t len)
{
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		add_foreign_line(out, style, text, n);
		if (end)
			buf_addc(out, '\n');
		n += end != NULL;
		text += n;
		len -= n;
	}
}

const char *
paint_stage(const struct outcome *o, int stage)
{
	if (!o->config || stage < 0 || (size_t)stage >= o->config->stages.n)
		return "";
	return o->config->stages.v[stage].name;
}

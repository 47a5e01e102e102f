/* SPDX-License-Identifier: MIT */
/* message_tell -- see message_tell.h.  Columns are those of a terminal: what is wide takes two. */
#include "cli/message/message_tell.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

#define LABEL "message: "
#define CARETS 40
#define BEFORE 40 /* columns that are shown before what is wrong far to the right */

/* One character: its bytes (1 where it is no UTF-8), and its columns. */
struct glyph {
	size_t bytes, columns;
	bool is_plain; /* can be shown as it is */
};

static const struct {
	unsigned from, to;
	unsigned char columns;
} widths[] = {{0x0300, 0x036F, 0}, {0x1100, 0x115F, 2}, {0x200B, 0x200F, 0}, {0x202A, 0x202E, 0},
	{0x2E80, 0xA4CF, 2}, {0xAC00, 0xD7A3, 2}, {0xF900, 0xFAFF, 2}, {0xFE00, 0xFE0F, 0},
	{0xFE30, 0xFE6F, 2}, {0xFF00, 0xFF60, 2}, {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1F64F, 2},
	{0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2}};

static struct glyph
look(const char *p, const char *end)
{
	struct glyph g = {.bytes = 1, .columns = 1};
	unsigned char lead = (unsigned char)*p;
	size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	unsigned code = lead < 0x80 ? lead : lead & (0x7Fu >> n);

	if ((size_t)(end - p) < n || !text_is_utf8(p, n) || lead < 0x20 || lead == 0x7F)
		return g;
	for (size_t i = 1; i < n; i++)
		code = code << 6 | ((unsigned char)p[i] & 0x3F);
	g = (struct glyph){.bytes = n, .columns = 1, .is_plain = code < 0x80 || code >= 0xA0};
	for (size_t i = 0; g.is_plain && i < countof(widths); i++) {
		if (code >= widths[i].from && code <= widths[i].to)
			g.columns = widths[i].columns;
	}
	if (code >= 0x202A && code <= 0x202E) /* would turn the rest of the line round */
		g = (struct glyph){.bytes = n, .columns = 1};
	return g;
}

/* Shows text from p on up to so many columns; returns where it stopped. */
static const char *
show(struct buf *out, const char *p, const char *end, size_t columns)
{
	while (p < end) {
		struct glyph g = look(p, end);

		if (g.columns > columns)
			break;
		if (g.is_plain)
			buf_add(out, p, g.bytes);
		else
			buf_addc(out, '?');
		columns -= g.columns;
		p += g.bytes;
	}
	return p;
}

static size_t
columns_of(const char *p, const char *end)
{
	size_t n = 0;

	while (p < end) {
		struct glyph g = look(p, end);

		n += g.columns;
		p += g.bytes;
	}
	return n;
}

void
message_tell_header(struct buf *out, const char *text, size_t columns)
{
	const char *end = text + strlen(text);

	if (show(out, text, end, columns) < end)
		buf_adds(out, "...");
}

struct line {
	const char *at, *end;
	const char *from;  /* what is shown begins here */
	const char *label; /* before it */
	size_t lead;       /* columns before it, label and dots */
};

static struct line
line_of(const struct message_verdict *v, size_t number)
{
	struct line l = {.at = v->text, .end = v->text + v->len};
	const char *newline;

	for (size_t i = 1; i < number; i++) {
		newline = memchr(l.at, '\n', (size_t)(l.end - l.at));
		if (!newline)
			return (struct line){.at = l.end, .end = l.end};
		l.at = newline + 1;
	}
	newline = memchr(l.at, '\n', (size_t)(l.end - l.at));
	if (newline)
		l.end = newline;
	return l;
}

/* So much of the line's beginning is left out that the first thing wrong with it is on screen. */
static void
show_line(struct buf *out, struct line *l, const struct message_problem *p, bool is_header,
	struct arena *mem)
{
	size_t len = (size_t)(l->end - l->at), at = p->column < len ? p->column : len;

	l->from = l->at;
	l->label = is_header ? LABEL : arena_printf(mem, "line %zu: ", p->line);
	while (columns_of(l->from, l->at + at) > MESSAGE_COLUMNS - BEFORE)
		l->from += look(l->from, l->end).bytes;
	buf_adds(out, l->label);
	l->lead = strlen(l->label);
	if (l->from > l->at) {
		buf_adds(out, "...");
		l->lead += 3;
	}
	if (show(out, l->from, l->end, MESSAGE_COLUMNS) < l->end)
		buf_adds(out, "...");
	buf_addc(out, '\n');
}

static void
add_blanks(struct buf *out, size_t n)
{
	while (n--)
		buf_addc(out, ' ');
}

static void
add_why(struct buf *out, const struct message_problem *p)
{
	if (p->level == LEVEL_WARN)
		buf_adds(out, "warning: ");
	text_add_line(out, p->text);
	buf_addf(out, " [%s]\n", p->rule);
}

static void
add_caret(struct buf *out, const struct line *l, const struct message_problem *p)
{
	size_t len = (size_t)(l->end - l->at), at = p->column < len ? p->column : len;
	size_t width = p->width < len - at ? p->width : len - at;
	const char *from = l->at + at < l->from ? l->from : l->at + at;
	size_t columns = columns_of(l->from, from), carets = columns_of(from, l->at + at + width);

	if (columns > MESSAGE_COLUMNS)
		columns = MESSAGE_COLUMNS;
	if (carets > CARETS) /* the reason is to stay near */
		carets = CARETS;
	add_blanks(out, l->lead + columns);
	for (size_t i = 0; i < carets || i == 0; i++)
		buf_addc(out, '^');
	buf_addc(out, ' ');
	add_why(out, p);
}

static void
add_hint(struct buf *out, const char *hint)
{
	add_blanks(out, sizeof(LABEL) - 1);
	buf_adds(out, "did you mean `");
	message_tell_header(out, hint, MESSAGE_COLUMNS);
	buf_adds(out, "`?\n");
}

static bool
is_hinted(const struct message_verdict *v, size_t upto)
{
	for (size_t i = 0; i < upto; i++) {
		if (v->v[i].hint && !v->v[i].is_echo && strcmp(v->v[i].hint, v->v[upto].hint) == 0)
			return true;
	}
	return false;
}

void
message_tell(struct buf *out, const struct message_verdict *v, struct arena *mem)
{
	size_t told = 0, left = 0, shown = 0;
	struct line line = {0};

	for (size_t i = 0; i < v->n; i++) {
		const struct message_problem *p = &v->v[i];

		if (p->is_echo)
			continue;
		if (told == MESSAGE_TOLD) {
			left++;
			continue;
		}
		told++;
		if (p->line == 0) {
			buf_adds(out, LABEL);
			add_why(out, p);
		} else {
			if (shown != p->line) {
				line = line_of(v, p->line);
				show_line(out, &line, p, p->line == 1, mem);
				shown = p->line;
			}
			add_caret(out, &line, p);
		}
		if (p->hint && !is_hinted(v, i))
			add_hint(out, p->hint);
	}
	if (left)
		buf_addf(out, "%s%zu more\n", LABEL, left);
}

char *
message_tell_why(const struct message_verdict *v, struct arena *mem)
{
	const char *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++) {
		if (v->v[i].level != LEVEL_FAIL || v->v[i].is_echo)
			continue;
		if (n++ == 0)
			first = v->v[i].text;
	}
	if (n > 1)
		return arena_printf(mem, "%s; %zu more", first, n - 1);
	return arena_strdup(mem, first ? first : "");
}

/* SPDX-License-Identifier: MIT */
/*
 * message_text -- lines, header, body and footer; see message_text.h.  Where the footer begins is
 * what the modes differ in: commitlint.c and trailer.c.
 */
#include "gates/message/message_text.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "gates/message/commitlint.h"
#include "gates/message/stored.h"
#include "gates/message/trailer.h"

static void
add_line(struct message_text *m, size_t *cap, struct span line, struct arena *mem)
{
	m->v = arena_grow(mem, m->v, m->n, cap, sizeof(*m->v));
	m->v[m->n++] = line;
}

static bool
is_gpg(struct span line)
{
	return span_starts(units_trim_start(line), "gpg:");
}

/* All that the parser of commitlint reads: comments are dropped in files alone. */
static void
read_compatible(struct message_text *m, const struct message_input *in, struct arena *mem)
{
	const char *comment = in->source != MESSAGE_EDIT              ? NULL
			      : in->comment_char && *in->comment_char ? in->comment_char
								      : "#";
	struct line_walk walk;
	struct span line;
	size_t cap = 0;

	m->raw = units_clean(in->text, in->len, mem);
	m->ends_in_empty = comment != NULL;
	walk = (struct line_walk){.rest = units_trim_newlines(m->raw)};
	while (span_line(&line, &walk)) {
		if (comment && stored_is_scissors(line, comment))
			break;
		if (!(comment && span_starts(line, comment)) && !is_gpg(line))
			add_line(m, &cap, line, mem);
	}
	m->header_at = m->n ? 0 : SIZE_MAX;
	m->footer_at = m->n;
	for (size_t i = 1; i < m->n; i++) {
		if (commitlint_begins_footer(m->v[i], m->mode)) {
			m->footer_at = i;
			break;
		}
	}
}

/* All that git stores. */
static void
read_stored(struct message_text *m, const struct message_input *in, struct arena *mem)
{
	struct line_walk walk;
	struct span line;
	size_t cap = 0;

	m->raw = stored_text(in, mem);
	m->header_at = SIZE_MAX;
	walk = (struct line_walk){.rest = units_trim_newlines(m->raw)};
	while (span_line(&line, &walk)) {
		if (m->header_at == SIZE_MAX && units_trim(line).n)
			m->header_at = m->n;
		add_line(m, &cap, line, mem);
		if (in->source == MESSAGE_TITLE && m->header_at != SIZE_MAX)
			break;
	}
	m->footer_at = trailer_start(m->v, m->n, m->header_at);
}

static struct span
joined(const struct span *v, size_t from, size_t to, struct arena *mem)
{
	size_t n = 0, at = 0;
	char *out;

	while (from < to && !v[from].n)
		from++;
	for (size_t i = from; i < to; i++)
		n += v[i].n + 1;
	if (n == 0)
		return (struct span){"", 0};
	out = arena_alloc(mem, n, 1);
	for (size_t i = from; i < to; i++) {
		memcpy(out + at, v[i].s, v[i].n);
		at += v[i].n;
		out[at++] = '\n';
	}
	return units_trim_newlines((struct span){out, n - 1});
}

void
message_text_parts(struct message_text *m, struct arena *mem)
{
	size_t body = m->header_at == SIZE_MAX ? 0 : m->header_at + 1;

	m->body = joined(m->v, body, m->footer_at, mem);
	m->footer = joined(m->v, m->footer_at, m->n, mem);
}

/* The last `)` behind which the colon comes: `(.*)` takes all it can. */
static size_t
scope_end(struct span header, size_t from, const char *then)
{
	size_t n = strlen(then);

	for (size_t i = header.n; i-- > from;) {
		if (header.s[i] == ')' && header.n - i - 1 >= n &&
			memcmp(header.s + i + 1, then, n) == 0)
			return i;
	}
	return SIZE_MAX;
}

static size_t
scope_end_first(struct span header, size_t from)
{
	size_t at = span_find(header, ")", from);

	if (at == SIZE_MAX)
		return SIZE_MAX;
	return span_starts(span_from(header, at + 1), "!: ") ||
			       span_starts(span_from(header, at + 1), ": ")
		       ? at
		       : SIZE_MAX;
}

/* `^(\w*)(?:\((.*)\))?!?: (.*)$`; a line break anywhere and it is none of that. */
void
message_text_head(struct message_text *m)
{
	struct span h = m->header;
	size_t at = 0, type;

	if (units_first_line(h).n < h.n)
		return;
	while (at < h.n && units_is_word(h.s[at]))
		at++;
	type = at;
	if (at < h.n && h.s[at] == '(') {
		size_t end = SIZE_MAX;

		if (m->mode == MESSAGE_OWN)
			end = scope_end_first(h, at + 1);
		else if ((end = scope_end(h, at + 1, "!: ")) == SIZE_MAX)
			end = scope_end(h, at + 1, ": ");
		if (end == SIZE_MAX)
			return;
		m->scope = (struct span){h.s + at + 1, end - at - 1};
		at = end + 1;
	}
	if (span_starts(span_from(h, at), "!: "))
		m->mark = (struct span){h.s + at++, 1};
	if (!span_starts(span_from(h, at), ": ")) {
		m->scope.n = m->mark.n = 0;
		return;
	}
	m->type = (struct span){h.s, type};
	m->subject = span_from(h, at + 2);
}

void
message_text_read(struct message_text *out, const struct message_input *in, enum message_mode mode,
	struct arena *mem)
{
	static const struct span none = {"", 0};

	*out = (struct message_text){.mode = mode,
		.header = none,
		.type = none,
		.scope = none,
		.subject = none,
		.mark = none};
	if (mode == MESSAGE_OWN)
		read_stored(out, in, mem);
	else
		read_compatible(out, in, mem);
	if (out->header_at != SIZE_MAX)
		out->header = out->v[out->header_at];
	message_text_head(out);
	message_text_parts(out, mem);
}

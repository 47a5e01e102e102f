/* SPDX-License-Identifier: MIT */
/*
 * message_parts -- what a message says, for those who have more to do than to judge it.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "gates/message/message_text.h"
#include "gates/message/rule_look.h"
#include "gates/message/trailer.h"

static const char *
text(struct span t, struct arena *mem)
{
	return t.n ? arena_strndup(mem, t.s, t.n) : NULL;
}

/* A line that begins with a blank goes on with the footer before it. */
static void
read_trailers(struct message_parts *out, const struct message_text *m, struct arena *mem)
{
	size_t cap = 0;

	for (size_t i = m->footer_at; i < m->n; i++) {
		struct span token, value;

		if (trailer_read(&token, &value, m->v[i])) {
			out->trailers = arena_grow(
				mem, out->trailers, out->ntrailers, &cap, sizeof(*out->trailers));
			out->trailers[out->ntrailers++] = (struct message_trailer){
				.token = text(token, mem),
				.value = text(value, mem),
				.line = i + 1,
			};
			if (trailer_is_breaking(token) && !out->breaking)
				out->breaking = out->trailers[out->ntrailers - 1].value;
		} else if (out->ntrailers && units_blank(m->v[i])) {
			struct message_trailer *last = &out->trailers[out->ntrailers - 1];
			struct span more = units_trim(m->v[i]);

			last->value =
				arena_printf(mem, "%s %.*s", last->value, (int)more.n, more.s);
		}
	}
}

/* #12, owner/repository#12; not of a URL or of a word like `&#39;`. */
static void
read_references(struct strs *out, struct span t, struct arena *mem)
{
	size_t at = 0;

	while ((at = span_find(t, "#", at)) != SIZE_MAX) {
		size_t from = at, to = at + 1;

		while (to < t.n && t.s[to] >= '0' && t.s[to] <= '9')
			to++;
		while (from && (units_is_word(t.s[from - 1]) ||
				       (t.s[from - 1] && strchr("-./", t.s[from - 1]))))
			from--;
		if (to > at + 1 && (to == t.n || !units_is_word(t.s[to])) &&
			(from == 0 || (t.s[from - 1] != '&' && t.s[from - 1] != ':'))) {
			const char *id = arena_strndup(mem, t.s + from, to - from);

			if (!strs_has(out, id))
				strs_add(out, id, mem);
		}
		at = to;
	}
}

void
message_parts_read(struct message_parts *out, const struct message_text *m, struct arena *mem)
{
	struct line_walk walk = {.rest = m->scope};
	struct span scope;

	*out = (struct message_parts){
		.header = text(m->header, mem),
		.type = text(m->type, mem),
		.scope = text(m->scope, mem),
		.subject = text(m->subject, mem),
		.body = text(m->body, mem),
		.footer = text(m->footer, mem),
	};
	while (m->scope.n && look_scope_part(&scope, &walk))
		strs_add(&out->scopes, arena_strndup(mem, scope.s, scope.n), mem);
	read_trailers(out, m, mem);
	read_references(&out->references, m->raw, mem);
	out->is_breaking = m->mark.n > 0 || out->breaking != NULL;
}

/* SPDX-License-Identifier: MIT */
/*
 * rule_lines -- rules about where lines stand: what is apart from what, what comes last, what is
 * referred to.  Those named as in commitlint read the raw lines, comments and all, as it does.
 */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "gates/message/commitlint.h"
#include "gates/message/rule_look.h"
#include "gates/message/trailer.h"

struct raw { /* all lines of the raw text */
	struct span *v;
	size_t n;
};

static struct raw
raw_lines(const struct rule_look *look)
{
	struct line_walk walk = {.rest = look->m->raw};
	struct raw out = {0};
	struct span line;
	size_t cap = 0;

	while (span_line(&line, &walk)) {
		out.v = arena_grow(look->mem, out.v, out.n, &cap, sizeof(*out.v));
		out.v[out.n++] = line;
	}
	if (look->m->ends_in_empty) {
		struct span *last = &out.v[out.n - 1];

		last->n -= last->n && last->s[last->n - 1] == '\r'; /* with the newline, a CR LF */
		out.v = arena_grow(look->mem, out.v, out.n, &cap, sizeof(*out.v));
		out.v[out.n++] = span_from(look->m->raw, look->m->raw.n);
	}
	return out;
}

int
rule_body_leading_blank(struct rule_look *look)
{
	const struct message_text *m = look->m;
	struct line_walk walk = {.rest = m->raw};
	struct span line = {NULL, 0};
	bool has_blank;

	if (!m->body.n)
		return LOOK_FINE;
	if (m->mode == MESSAGE_OWN) {
		line = m->v[m->header_at + 1];
		has_blank = m->footer_at == m->header_at + 1 || !units_trim(line).n;
	} else {
		has_blank = span_line(&line, &walk) && span_line(&line, &walk) && !line.n;
	}
	return look_answer(look, has_blank, line,
		look->set->is_never ? "an empty line stands behind the header"
				    : "no empty line stands behind the header");
}

static bool
is_apart(const struct rule_look *look)
{
	struct line_walk walk = {.rest = look->m->footer};
	struct raw raw = raw_lines(look);
	struct span first;
	size_t at = 0;

	if (!span_line(&first, &walk) || !raw.n)
		return false;
	while (at < raw.n && !span_equal(raw.v[at], first))
		at++;
	if (at == raw.n) /* the parser put it together otherwise: slice(-2) */
		return !raw.v[raw.n > 1 ? raw.n - 2 : 0].n;
	return !raw.v[at ? at - 1 : raw.n - 1].n;
}

int
rule_footer_leading_blank(struct rule_look *look)
{
	const struct message_text *m = look->m;
	struct span place = {NULL, 0};
	bool is_good;

	if (m->mode == MESSAGE_OWN) {
		size_t glued = trailer_glued(m);

		is_good = glued == SIZE_MAX;
		if (!m->footer.n && is_good)
			return LOOK_FINE;
		place = m->v[is_good ? m->footer_at : glued];
	} else {
		if (!m->footer.n)
			return LOOK_FINE;
		is_good = is_apart(look);
		place = m->v[m->footer_at];
	}
	return look_answer(look, is_good, place,
		look->set->is_never ? "an empty line stands before the footers"
				    : "no empty line stands before the footers");
}

/* `^BREAKING[ -]CHANGE:` on any line. */
static bool
has_breaking_change(struct span footer)
{
	bool is_start = true;

	for (size_t i = 0; i < footer.n; i++) {
		struct span rest = span_from(footer, i);

		if (is_start && (span_starts(rest, "BREAKING CHANGE:") ||
					span_starts(rest, "BREAKING-CHANGE:")))
			return true;
		is_start = units_break(rest) != 0;
	}
	return false;
}

int
rule_breaking_mark(struct rule_look *look)
{
	const struct message_text *m = look->m;
	bool has_mark = m->mark.n > 0, has_footer = has_breaking_change(m->footer);
	struct span place = has_mark ? m->mark : m->header;

	if (!m->header.n && !m->footer.n)
		return LOOK_FINE;
	return look_answer(look, has_mark == has_footer, place,
		look->set->is_never ? "`!` and BREAKING CHANGE agree"
		: has_mark ? "`!` says that the change breaks something, and no footer BREAKING "
			     "CHANGE says what"
			   : "a footer says BREAKING CHANGE, and the header has no `!`");
}

/* Of merges their sides are asked, each by itself. */
int
rule_changelog(struct rule_look *look)
{
	const struct message_text *m = look->m;
	const struct strs *changed = look->in->changed;
	const char *file = look->set->text, *why;
	bool is_feature = m->type.n && strcasecmp(look_text(look, m->type), "feat") == 0;

	if (!*file || !changed || look->in->merge == MERGE_IS || strs_has(changed, file) ||
		(!is_feature && !m->mark.n && !has_breaking_change(m->footer)))
		return LOOK_FINE;
	why = is_feature ? "a feature" : "what breaks something";
	return look_wrong(look,
		is_feature  ? m->type
		: m->mark.n ? m->mark
			    : (struct span){NULL, 0},
		arena_printf(look->mem, "%s is told in '%s', which the commit does not change", why,
			file));
}

int
rule_subject_mark(struct rule_look *look)
{
	const struct message_text *m = look->m;

	if (!m->header.n)
		return LOOK_FINE;
	return look_answer(look, m->mark.n > 0, m->mark.n ? m->mark : m->header,
		look->set->is_never ? "`!` stands before the colon"
				    : "no `!` stands before the colon");
}

static bool
is_cherry_pick(struct span line)
{
	static const char start[] = "(cherry picked from commit ";
	size_t n = 0;

	line = units_trim(line);
	for (; n < strlen(start) && n < line.n; n++) {
		if ((line.s[n] | 32) != start[n] && line.s[n] != start[n])
			return false;
	}
	if (n < strlen(start))
		return false;
	line = span_from(line, n);
	for (n = 0; n < line.n; n++) {
		char c = line.s[n];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
			break;
	}
	return n >= 7 && n <= 64 && line.n == n + 1 && line.s[n] == ')';
}

int
rule_signed_off(struct rule_look *look)
{
	struct raw raw = raw_lines(look);
	const char *want = look->set->text ? look->set->text : "";
	struct span last = {NULL, 0};

	for (size_t i = 0; i < raw.n; i++) {
		if (raw.v[i].n && raw.v[i].s[0] != '#' && !is_cherry_pick(raw.v[i]))
			last = raw.v[i];
	}
	return look_answer(look, last.n && span_starts(last, want), last,
		arena_printf(look->mem,
			look->set->is_never ? "the last line begins with '%s'"
					    : "the last line does not begin with '%s'",
			want));
}

int
rule_trailer(struct rule_look *look)
{
	const char *want = look->set->text ? look->set->text : "";
	struct line_walk walk = {.rest = trailer_parse(look->m->raw, look->mem)};
	struct span line;
	bool has = false;

	while (span_line(&line, &walk))
		has |= span_starts(line, want);
	return look_answer(look, has, (struct span){NULL, 0},
		arena_printf(look->mem,
			look->set->is_never ? "there is a trailer '%s'"
					    : "there is no trailer '%s'",
			want));
}

int
rule_references(struct rule_look *look)
{
	bool has = commitlint_has_references(look->m);

	return look_answer(look, !has, (struct span){NULL, 0},
		look->set->is_never ? "no issue is referred to" : "an issue is referred to");
}

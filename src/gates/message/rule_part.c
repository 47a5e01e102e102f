/* SPDX-License-Identifier: MIT */
/*
 * rule_part -- rules that can be asked of any part of a message: there, not there, how long, in
 * which case, with what at its end.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/message/commitlint.h"
#include "gates/message/letter.h"
#include "gates/message/letter_case.h"
#include "gates/message/prose.h"
#include "gates/message/rule_look.h"

static struct span
part_of(const struct rule_look *look)
{
	const struct message_text *m = look->m;

	switch (look->rule->part) {
	case RULE_OF_HEADER:
		return m->header;
	case RULE_OF_TYPE:
		return m->type;
	case RULE_OF_SCOPE:
		return m->scope;
	case RULE_OF_SUBJECT:
		return m->subject;
	case RULE_OF_BODY:
		return m->body;
	case RULE_OF_FOOTER:
		return m->footer;
	case RULE_OF_ALL:
		break;
	}
	return m->raw;
}

static const char *
part_name(const struct rule_look *look)
{
	static const char *const names[] = {
		[RULE_OF_ALL] = "message",
		[RULE_OF_HEADER] = "header",
		[RULE_OF_TYPE] = "type",
		[RULE_OF_SCOPE] = "scope",
		[RULE_OF_SUBJECT] = "subject",
		[RULE_OF_BODY] = "body",
		[RULE_OF_FOOTER] = "footer",
	};

	return names[look->rule->part];
}

/* Where the part can be shown: body and footer by their first line. */
static struct span
place_of(const struct rule_look *look)
{
	const struct message_text *m = look->m;
	size_t at;

	if (look->rule->part != RULE_OF_BODY && look->rule->part != RULE_OF_FOOTER)
		return part_of(look);
	at = look->rule->part == RULE_OF_FOOTER ? m->footer_at : m->header_at + 1;
	while (at < m->n && !units_trim(m->v[at]).n)
		at++;
	return at < m->n ? m->v[at] : (struct span){NULL, 0};
}

static struct span
place_of_missing(const struct rule_look *look)
{
	const struct message_text *m = look->m;

	if (look->rule->part == RULE_OF_BODY || look->rule->part == RULE_OF_FOOTER)
		return (struct span){NULL, 0};
	return m->header;
}

/* What can be offered to those who left out what stands between type and subject, or wrote it
 * otherwise: in rule_shape.c. */
int
rule_empty(struct rule_look *look)
{
	struct span part = part_of(look);

	if (!look->set->is_never)
		return part.n == 0
			       ? LOOK_FINE
			       : look_wrong(look, place_of(look),
					 arena_printf(look->mem, "there is a %s", part_name(look)));
	if (part.n)
		return LOOK_FINE;
	return look_wrong(look, place_of_missing(look),
		arena_printf(look->mem, "there is no %s", part_name(look)));
}

int
rule_max_length(struct rule_look *look)
{
	struct span part = part_of(look);
	bool is_header = look->rule->part == RULE_OF_HEADER;
	size_t max = look->set->number;

	if (is_header && !part.n)
		return look_wrong(look, part, "there is no header");
	if (!units_exceed(part, max))
		return LOOK_FINE;
	return look_wrong(look, place_of(look),
		arena_printf(look->mem, "the %s is %zu characters long; %zu are allowed",
			part_name(look), units_count(part), max));
}

int
rule_min_length(struct rule_look *look)
{
	struct span part = part_of(look);
	bool is_header = look->rule->part == RULE_OF_HEADER;
	size_t least = look->set->number;

	if (is_header ? part.n && units_count(part) >= least
		      : !part.n || units_count(part) >= least)
		return LOOK_FINE;
	return look_wrong(look, place_of(look),
		arena_printf(look->mem, "the %s is %zu characters long; at least %zu are asked for",
			part_name(look), units_count(part), least));
}

/* The line of the message that a line of body or footer is. */
static size_t
line_of(const struct message_text *m, size_t from, struct span line)
{
	for (size_t i = from; i < m->n; i++) {
		if (span_equal(m->v[i], line) ||
			span_equal(units_trim_newlines(m->v[i]), units_trim_newlines(line)))
			return i;
	}
	return m->n;
}

/* Only commitlint asks lines of code and tables to be short. */
static bool
may_be_long(struct rule_look *look, struct prose **prose, struct span line, size_t at)
{
	if (commitlint_has_url(line))
		return true;
	if (look->m->mode != MESSAGE_OWN)
		return false;
	if (look->rule->part == RULE_OF_FOOTER || !prose_can_break(line, look->set->number))
		return true;
	if (!*prose)
		*prose = prose_read(look->m->body, look->mem);
	return !prose_is_text(*prose, at);
}

int
rule_line_length(struct rule_look *look)
{
	struct span part = part_of(look), line;
	struct line_walk walk = {.rest = part};
	bool is_footer = look->rule->part == RULE_OF_FOOTER;
	struct prose *prose = NULL;
	size_t from = is_footer ? look->m->footer_at : look->m->header_at + 1;

	if (!part.n)
		return LOOK_FINE;
	for (size_t at = 0; span_line(&line, &walk); at++) {
		size_t where;

		if (!units_exceed(line, look->set->number) || may_be_long(look, &prose, line, at))
			continue;
		where = line_of(look->m, from, line);
		return look_wrong(look,
			where < look->m->n ? look->m->v[where] : (struct span){NULL, 0},
			arena_printf(look->mem,
				"a line of the %s is %zu characters long; %zu are allowed",
				part_name(look), units_count(line), look->set->number));
	}
	return LOOK_FINE;
}

/* The last character; what is more than one UTF-16 unit is none that could be asked for. */
static bool
ends_in(struct span t, const char *stop)
{
	struct span end = span_of(stop);
	uint32_t c;

	return end.n && t.n >= end.n && units_point(&c, end) == end.n && c <= 0xffff &&
	       span_equal(span_from(t, t.n - end.n), end);
}

int
rule_full_stop(struct rule_look *look)
{
	struct span part = look->rule->part == RULE_OF_SUBJECT ? look->m->header : part_of(look);
	const char *stop = look->set->text ? look->set->text : "";
	bool has_stop = ends_in(part, stop), is_body = look->rule->part == RULE_OF_BODY;
	const char *hint;
	struct span cut;

	if (is_body && !part.n)
		return LOOK_FINE;
	if (look->rule->part == RULE_OF_SUBJECT) {
		size_t colon = span_find(part, ":", 0);

		if (colon != SIZE_MAX && colon > 0 && colon + 1 == part.n)
			return LOOK_FINE;
		if (part.n >= 3 && memcmp(part.s + part.n - 3, "...", 3) == 0)
			has_stop = false;
	}
	if (has_stop != look->set->is_never)
		return LOOK_FINE;
	if (!look->set->is_never || is_body)
		return look_wrong(look, place_of(look),
			arena_printf(look->mem,
				look->set->is_never ? "the %s ends in '%s'"
						    : "the %s does not end in '%s'",
				part_name(look), stop));
	cut = (struct span){part.s, part.n - strlen(stop)};
	while (ends_in(cut, stop))
		cut.n -= strlen(stop);
	cut = units_trim_end(cut);
	hint = cut.n && !ends_in(cut, ":") ? look_text(look, cut) : NULL;
	return look_wrong_hint(look, span_from(part, part.n - strlen(stop)),
		arena_printf(look->mem, "the header ends in '%s'", stop), hint);
}

int
rule_trim(struct rule_look *look)
{
	struct span h = look->m->header, start = units_trim_start(h), end = units_trim_end(h);

	if (!h.n || (start.n == h.n && end.n == h.n))
		return LOOK_FINE;
	return look_wrong_hint(look,
		start.n < h.n ? (struct span){h.s, h.n - start.n} : span_from(h, end.n),
		start.n < h.n && end.n < h.n ? "blanks stand around the header"
		: start.n < h.n              ? "blanks stand before the header"
					     : "blanks stand behind the header",
		look_text(look, units_trim(h)));
}

/* Any of the cases that are named; -1: nobody can say. */
static int
in_any_case(struct rule_look *look, struct span part)
{
	for (size_t i = 0; i < look->set->words.n; i++) {
		enum letter_case want;
		int is;

		if (!letter_case_read(&want, look->set->words.v[i]))
			continue;
		is = letter_case_is(part, want, &look->settings->words_re, look->mem, look->err);
		if (is)
			return is;
	}
	return 0;
}

static int
case_wrong(struct rule_look *look)
{
	return look_wrong(look, place_of(look),
		arena_printf(look->mem, "the %s is %s %s", part_name(look),
			look->set->is_never ? "in" : "not in",
			strs_join(&look->set->words, " or ", look->mem)));
}

static bool
is_capital(struct span t)
{
	return t.n && *t.s >= 'A' && *t.s <= 'Z';
}

/* An acronym or a name with capitals inside: those are written so. */
static bool
is_proper(struct span t)
{
	for (size_t i = 1; i < t.n && t.s[i] != ' '; i++) {
		if ((t.s[i] >= 'A' && t.s[i] <= 'Z') || (t.s[i] >= '0' && t.s[i] <= '9'))
			return true;
	}
	return false;
}

int
rule_case(struct rule_look *look)
{
	struct span part = part_of(look);
	uint32_t c;
	int is;

	if (!part.n)
		return LOOK_FINE;
	if (look->rule->part == RULE_OF_HEADER && !((*part.s | 32) >= 'a' && (*part.s | 32) <= 'z'))
		return LOOK_FINE;
	if (look->rule->part == RULE_OF_SUBJECT) {
		if (look->m->mode == MESSAGE_OWN)
			part = units_trim(part);
		if (!part.n)
			return LOOK_FINE;
		units_point(&c, part);
		if (!letter_has_case(c))
			return LOOK_FINE;
		if (look->m->mode == MESSAGE_OWN && look->set->is_never && is_capital(part) &&
			is_proper(part))
			return LOOK_FINE;
	}
	is = in_any_case(look, part);
	if (is < 0)
		return -1;
	if ((is == 1) != look->set->is_never)
		return LOOK_FINE;
	case_wrong(look);
	if (look->rule->part == RULE_OF_SUBJECT && look->set->is_never && is_capital(part)) {
		char *subject = arena_strndup(look->mem, part.s, part.n);

		subject[0] = (char)(subject[0] | 32);
		look->found->text = "the subject begins with a capital letter";
		look->found->width = 1;
		look->found->hint = look_header(look, &(struct look_header){.subject = subject});
	} else if (look->rule->part == RULE_OF_TYPE && !look->set->is_never) {
		const char *word = look_text(look, part), *meant = look_type_meant(look, word);

		if (meant && strcmp(meant, word) != 0) {
			look->found->text = arena_printf(
				look->mem, "the type '%s' is written '%s'", word, meant);
			look->found->hint = look_header(look, &(struct look_header){.type = meant});
		}
	}
	return LOOK_WRONG;
}

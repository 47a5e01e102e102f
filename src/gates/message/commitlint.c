/* SPDX-License-Identifier: MIT */
/*
 * commitlint -- notes, references and footer tokens of a line; see commitlint.h.
 *
 * Case is ignored for ASCII alone, as in JavaScript without the flag `u`.
 */
#include "gates/message/commitlint.h"

#include <stdint.h>
#include <string.h>

static char
low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static bool
starts_like(struct span t, const char *s)
{
	size_t i = 0;

	while (s[i] && i < t.n && low(t.s[i]) == s[i])
		i++;
	return s[i] == '\0';
}

static size_t
blanks(struct span t)
{
	size_t n = 0;

	for (size_t size; (size = units_blank(span_from(t, n))) != 0;)
		n += size;
	return n;
}

/* Bytes of BREAKING CHANGE or BREAKING-CHANGE at the start. */
static size_t
breaking(struct span t)
{
	return starts_like(t, "breaking change") || starts_like(t, "breaking-change") ? 15 : 0;
}

bool
commitlint_is_note(struct span line, enum message_mode mode)
{
	size_t size;

	if (mode == MESSAGE_COMMITLINT_20) {
		while ((size = units_blank(line)) != 0 ||
			(size = line.n && (*line.s == '|' || *line.s == '*')) != 0)
			line = span_from(line, size);
		if (!breaking(line))
			return false;
		line = span_from(line, 15);
		return (line.n && *line.s == ':') || units_blank(line);
	}
	if (line.n && *line.s == '*') {
		size = blanks(span_from(line, 1));
		if (!size)
			return false;
		line = span_from(line, 1 + size);
	}
	return breaking(line) && line.n > 15 && line.s[15] == ':';
}

static bool
is_id(char c)
{
	return units_is_word(c) || c == '-';
}

/* `^(?:BREAKING CHANGE|[\w-]+)(?::\s+|\s+#).+` */
static bool
is_token_behind(struct span t)
{
	bool has_colon = t.n && *t.s == ':';
	size_t first, size;

	if (has_colon)
		t = span_from(t, 1);
	first = units_blank(t);
	if (!first)
		return false;
	if (!has_colon) {
		t = span_from(t, blanks(t));
		return t.n > 1 && *t.s == '#' && !units_break(span_from(t, 1));
	}
	t = span_from(t, first); /* the others may be what the token says */
	while ((size = units_break(t)) != 0)
		t = span_from(t, size);
	return t.n > 0;
}

bool
commitlint_is_token(struct span line)
{
	size_t n = 0;

	if (breaking(line) && line.s[8] == ' ' && is_token_behind(span_from(line, 15)))
		return true;
	while (n < line.n && is_id(line.s[n]))
		n++;
	return n && is_token_behind(span_from(line, n));
}

/* `\bhttps?://(?:www\.)?([-a-zA-Z0-9@:%_+.~#?&/=])+\b` */
static bool
has_address(struct span t)
{
	size_t at = 0;

	while ((at = span_find(t, "http", at)) != SIZE_MAX) {
		size_t from = at;

		at += 4;
		if (from && units_is_word(t.s[from - 1]))
			continue;
		if (at < t.n && t.s[at] == 's')
			at++;
		if (!span_starts(span_from(t, at), "://"))
			continue;
		for (at += 3; at < t.n && t.s[at] &&
			      (units_is_word(t.s[at]) || strchr("-@:%+.~#?&/=", t.s[at]));
			at++) {
			if (units_is_word(t.s[at]))
				return true;
		}
	}
	return false;
}

bool
commitlint_has_url(struct span line) /* `\bhttps?:\/\/\S+` */
{
	size_t at = 0;

	while ((at = span_find(line, "http", at)) != SIZE_MAX) {
		size_t from = at;

		at += 4;
		if (from && units_is_word(line.s[from - 1]))
			continue;
		if (at < line.n && line.s[at] == 's')
			at++;
		if (span_starts(span_from(line, at), "://") && at + 3 < line.n &&
			!units_blank(span_from(line, at + 3)))
			return true;
	}
	return false;
}

/* Bytes of close, fix or resolve at the start. */
static size_t
stem(struct span t)
{
	if (!t.n)
		return 0;
	switch (low(*t.s)) {
	case 'c':
		return starts_like(t, "close") ? 5 : 0;
	case 'f':
		return starts_like(t, "fix") ? 3 : 0;
	case 'r':
		return starts_like(t, "resolve") ? 7 : 0;
	default:
		return 0;
	}
}

/* Bytes of the longer forms: closes closed fixes fixed resolves resolved. */
static size_t
stem_longer(struct span t, size_t n)
{
	struct span end = span_from(t, n);

	if (n == 3)
		return starts_like(end, "es") || starts_like(end, "ed") ? 5 : 0;
	return starts_like(end, "s") || starts_like(end, "d") ? n + 1 : 0;
}

struct grammar {        /* of references: parser 6 or 7 */
	bool is_whole;  /* keywords are whole words, and text outside of sentences counts */
	bool has_colon; /* a keyword may be followed by ':' */
};

static bool
is_apart(struct span t, size_t at)
{
	return at == 0 || !units_is_word(t.s[at - 1]);
}

static bool
ends_word(struct span t, size_t at)
{
	return at >= t.n || !units_is_word(t.s[at]);
}

/* Where the text of a sentence begins whose keyword stands at `at`; 0: no keyword with blanks. */
static size_t
sentence_start(struct span t, size_t at, const struct grammar *g)
{
	size_t n, sizes[2];

	if (g->is_whole && !is_apart(t, at))
		return 0;
	n = stem(span_from(t, at));
	if (!n)
		return 0;
	sizes[0] = n;
	sizes[1] = stem_longer(span_from(t, at), n);
	for (size_t i = 0; i < 2 && sizes[i]; i++) {
		size_t end = at + sizes[i], gap;

		gap = blanks(span_from(t, end));
		if (!gap && g->has_colon && end < t.n && t.s[end] == ':') {
			end++;
			gap = blanks(span_from(t, end));
		}
		if (gap)
			return end + gap;
	}
	return 0;
}

static bool
is_next_keyword(struct span t, size_t at, const struct grammar *g)
{
	size_t n = stem(span_from(t, at)), longer;

	if (!n || !g->is_whole)
		return n != 0;
	longer = stem_longer(span_from(t, at), n);
	return is_apart(t, at) && (ends_word(t, at + n) || (longer && ends_word(t, at + longer)));
}

/* Where the sentence ends; SIZE_MAX: a line break stands in the way. */
static size_t
sentence_end(struct span t, size_t from, const struct grammar *g)
{
	size_t at = from;

	while (at < t.n && !is_next_keyword(t, at, g)) {
		if (units_break(span_from(t, at)))
			return SIZE_MAX;
		at++;
	}
	return at;
}

static bool
follows_id(struct span t, const char *ends)
{
	return t.n == 0 || units_blank(t) || (*t.s && strchr(ends, *t.s));
}

/* `#` and an id, as parser 6 has it. */
static bool
has_number(struct span t)
{
	size_t at = 0;

	while ((at = span_find(t, "#", at)) != SIZE_MAX) {
		size_t from = ++at;

		while (at < t.n && is_id(t.s[at]))
			at++;
		if (at > from && follows_id(span_from(t, at), ",;)]"))
			return true;
	}
	return false;
}

/* The same of parser 7: the id holds a digit, and what stands before `#` is a whole word. */
static bool
has_issue(struct span t)
{
	size_t at = 0;

	t = units_first_line(t);
	while ((at = span_find(t, "#", at)) != SIZE_MAX) {
		size_t from = ++at;
		bool has_digit = false;

		while (at < t.n && is_id(t.s[at])) {
			has_digit |= t.s[at] >= '0' && t.s[at] <= '9';
			at++;
		}
		if (at > from && has_digit && follows_id(span_from(t, at), ",;.)]"))
			return true;
	}
	return false;
}

static bool
is_reference(struct span t, const struct grammar *g)
{
	if (!t.n || !memchr(t.s, '#', t.n) || has_address(t))
		return false;
	return g->is_whole ? has_issue(t) : has_number(t);
}

/* All of a line without keywords, to parser 6: what lies between breaks, each by itself. */
static bool
has_plain_reference(struct span t, const struct grammar *g)
{
	size_t from = 0;

	for (size_t at = 0; at <= t.n; at++) {
		if (at < t.n && !units_break(span_from(t, at)))
			continue;
		if (is_reference((struct span){t.s + from, at - from}, g))
			return true;
		from = at < t.n ? at + units_break(span_from(t, at)) : at;
	}
	return false;
}

static bool
line_has_references(struct span t, const struct grammar *g)
{
	size_t at = 0, last = 0;
	bool has_keyword = false;

	if (!t.n || !memchr(t.s, '#', t.n))
		return false;
	while (at < t.n) {
		size_t from = sentence_start(t, at, g), to;

		to = from ? sentence_end(t, from, g) : SIZE_MAX;
		if (to == SIZE_MAX) {
			at++;
			continue;
		}
		has_keyword = true;
		if (g->is_whole && is_reference((struct span){t.s + last, at - last}, g))
			return true;
		if (is_reference((struct span){t.s + from, to - from}, g))
			return true;
		at = last = to;
	}
	if (g->is_whole)
		return is_reference(span_from(t, last), g);
	return !has_keyword && has_plain_reference(t, g);
}

static bool
has_references(struct span line, enum message_mode mode)
{
	bool is_21 = mode == MESSAGE_COMMITLINT_21;
	const struct grammar g = {
		.is_whole = is_21, .has_colon = is_21 && commitlint_is_token(line)};

	return line_has_references(line, &g);
}

bool
commitlint_begins_footer(struct span line, enum message_mode mode)
{
	if (commitlint_is_note(line, mode))
		return true;
	return mode == MESSAGE_COMMITLINT_20 ? has_references(line, mode)
					     : commitlint_is_token(line);
}

/* The first line of a note is not searched, unless a line before it ended the note before. */
bool
commitlint_has_references(const struct message_text *m)
{
	const struct grammar header = {.is_whole = m->mode == MESSAGE_COMMITLINT_21};
	bool in_note = false, is_first = true;

	if (m->header.n && line_has_references(m->header, &header))
		return true;
	for (size_t i = 1; i < m->n; i++) {
		if ((is_first || in_note) && commitlint_is_note(m->v[i], m->mode)) {
			in_note = true;
			continue;
		}
		if (has_references(m->v[i], m->mode))
			return true;
		if (in_note && m->mode == MESSAGE_COMMITLINT_21 && commitlint_is_token(m->v[i])) {
			in_note = false; /* the next line is read without a look for notes */
			is_first = false;
		} else {
			is_first = true;
		}
	}
	return false;
}

/* SPDX-License-Identifier: MIT */
/*
 * message_fix -- mends what can be mended without a decision; see message.h.
 *
 * Keeps true: what is not wrong stays byte for byte as git would store it; a line of prose is
 * broken at blanks only, and no other kind of line is touched; the result says what the message
 * said.  A rule that is off is not served.
 */
#include "gates/message/message.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/message/commitlint.h"
#include "gates/message/message_text.h"
#include "gates/message/prose.h"
#include "gates/message/rule_look.h"
#include "gates/message/trailer.h"
#include "gates/message/written.h"

#define FIXED_MAX ((size_t)64 << 20)

static bool
has_found(const struct message_verdict *v, const char *rule, const char **hint)
{
	for (size_t i = 0; i < v->n; i++) {
		if (strcmp(v->v[i].rule, rule) == 0) {
			*hint = v->v[i].hint;
			return true;
		}
	}
	return false;
}

/* Each by itself, on what the one before it left; only what is no change of words. */
static const struct {
	const char *rule, *done;
	bool is_case; /* only if nothing but case differs */
} of_header[] = {
	{"header-trim", "blanks around the header removed", false},
	{"header-shape", "header put in shape", false},
	{"type-case", "case of the type corrected", true},
	{"subject-full-stop", "full stop removed", false},
	{"subject-case", "first letter of the subject corrected", true},
};

static bool
is_same_but_case(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		char x = *a, y = *b;

		if (x != y && !((x ^ y) == 32 && (x | 32) >= 'a' && (x | 32) <= 'z'))
			return false;
	}
	return *a == *b;
}

static int
judge_header(struct message_verdict *out, const char *header, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	struct message_input title = *in;

	title.text = header;
	title.len = strlen(header);
	title.source = MESSAGE_TITLE;
	return message_judge(out, &title, settings, mem, err);
}

/* Each of them once; *is_changed where one did something. */
static int
fix_once(bool *is_changed, const char **header, struct message_fixed *out,
	const struct message_input *in, struct rule_settings *settings, struct arena *mem,
	struct error *err)
{
	*is_changed = false;
	for (size_t i = 0; i < countof(of_header); i++) {
		struct message_verdict v;
		const char *hint = NULL;

		if (judge_header(&v, *header, in, settings, mem, err) < 0)
			return -1;
		if (v.is_ignored || !has_found(&v, of_header[i].rule, &hint) || !hint ||
			(of_header[i].is_case && !is_same_but_case(hint, *header)))
			continue;
		*header = hint;
		*is_changed = true;
		if (!strs_has(&out->done, of_header[i].done))
			strs_add(&out->done, of_header[i].done, mem);
	}
	return 0;
}

/* Until nothing is left: behind a stop and a blank there may be another stop. */
static int
fix_header(const char **header, struct message_fixed *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	bool is_changed = true;

	for (size_t left = strlen(*header) + 1; left && is_changed; left--) {
		if (fix_once(&is_changed, header, out, in, settings, mem, err) < 0)
			return -1;
	}
	return 0;
}

/* Where a line may be broken, so that what comes before is as long as allowed; 0: nowhere. */
static size_t
break_at(struct span line, size_t from, size_t limit)
{
	size_t best = 0;

	for (size_t i = from + 1; i < line.n; i++) {
		if (line.s[i] != ' ' || line.s[i - 1] == ' ')
			continue;
		if (units_count((struct span){line.s, i}) > limit)
			break;
		best = i;
	}
	return best;
}

/* What would be read as something else at the start of a line: a list, a quote, a comment, code,
 * a footer. */
static bool
would_mean_more(struct span rest)
{
	struct span token, value;
	bool is_item;

	prose_indent(rest, &is_item);
	return is_item || !rest.n || strchr("#>|=-+*`~", *rest.s) != NULL ||
	       trailer_read(&token, &value, rest);
}

static bool
wrap(struct buf *out, struct span line, size_t limit)
{
	bool is_item, has_broken = false;
	size_t start = prose_indent(line, &is_item), indent = start;
	char blanks[32];

	if (indent > sizeof(blanks))
		indent = sizeof(blanks);
	if (indent >= limit)
		indent = 0;
	for (size_t i = 0; i < indent; i++)
		blanks[i] = line.s[i] == '\t' ? '\t' : ' ';
	for (size_t from = start; units_exceed(line, limit); from = 0) {
		size_t at = break_at(line, from, limit);
		struct span rest;

		while (at && would_mean_more(units_trim_start(span_from(line, at))))
			at = at > from + 1 ? break_at((struct span){line.s, at}, from, limit) : 0;
		if (!at)
			break;
		if (has_broken)
			buf_add(out, blanks, indent);
		buf_add(out, line.s, at);
		buf_addc(out, '\n');
		rest = span_from(line, at);
		while (rest.n && *rest.s == ' ')
			rest = span_from(rest, 1);
		line = rest;
		limit -= has_broken ? 0 : indent;
		has_broken = true;
	}
	if (has_broken)
		buf_add(out, blanks, indent);
	buf_add(out, line.s, line.n);
	return has_broken;
}

struct fixing {
	struct buf text;
	const struct message_text *m;
	const struct rule_settings *settings;
	const struct prose *prose;
	size_t body; /* the first line of the body, with words in it */
	bool has_wrapped, has_gap;
};

static size_t
limit_of_body(const struct rule_settings *s)
{
	const struct rule_setting *r = rule_setting(s, "body-max-line-length");

	return r->level == LEVEL_OFF ? RULE_UNLIMITED : r->number;
}

static void
add_line(struct fixing *f, size_t i)
{
	struct span line = f->m->v[i];
	size_t limit = limit_of_body(f->settings);
	bool is_body = i >= f->body && i < f->m->footer_at;

	if (is_body && units_exceed(line, limit) && !commitlint_has_url(line) &&
		prose_is_text(f->prose, i - f->body))
		f->has_wrapped |= wrap(&f->text, line, limit);
	else
		buf_add(&f->text, line.s, line.n);
	buf_addc(&f->text, '\n');
}

static void
add_rest(struct fixing *f, size_t glued)
{
	const struct message_text *m = f->m;
	bool wants_gap = rule_setting(f->settings, "body-leading-blank")->level != LEVEL_OFF;

	for (size_t i = m->header_at + 1; i < m->n; i++) {
		bool is_first = i == m->header_at + 1 && units_trim(m->v[i]).n;

		if ((is_first && wants_gap) || i == glued) {
			buf_addc(&f->text, '\n');
			f->has_gap = true;
		}
		add_line(f, i);
	}
}

static void
finish(struct message_fixed *out, struct fixing *f, struct arena *mem)
{
	if (f->has_gap)
		strs_add(&out->done, "empty line added", mem);
	if (f->has_wrapped)
		strs_add(&out->done, "long lines wrapped", mem);
	out->text = arena_strndup(mem, f->text.data ? f->text.data : "", f->text.len);
	out->len = f->text.len;
}

int
message_fix(struct message_fixed *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	struct message_text m;
	struct fixing f = {.m = &m, .settings = settings};
	const char *header, *why;
	size_t glued = SIZE_MAX;

	*out = (struct message_fixed){0};
	message_text_read(&m, in, MESSAGE_OWN, mem);
	out->text = m.raw.s;
	out->len = m.raw.n;
	if (!m.header.n || memchr(m.raw.s, '\0', m.raw.n)) /* git takes no NUL */
		return 0;
	if (written_ignored(&why, &m, in, settings, mem, err) < 0)
		return -1;
	if (why)
		return 0;
	header = arena_strndup(mem, m.header.s, m.header.n);
	if (fix_header(&header, out, in, settings, mem, err) < 0)
		return -1;
	if (rule_setting(settings, "footer-leading-blank")->level != LEVEL_OFF)
		glued = trailer_glued(&m);
	f.body = m.header_at + 1;
	while (f.body < m.n && !m.v[f.body].n)
		f.body++;
	f.prose = prose_read(m.body, mem);
	buf_init(&f.text, FIXED_MAX);
	buf_adds(&f.text, header);
	buf_addc(&f.text, '\n');
	add_rest(&f, glued);
	if (out->done.n || f.has_gap || f.has_wrapped)
		finish(out, &f, mem);
	buf_release(&f.text);
	return 0;
}

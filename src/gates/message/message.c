/* SPDX-License-Identifier: MIT */
/*
 * message -- see message.h.  The text is taken apart once (message_text.c), what git and others
 * write themselves is left alone, and the rest is shown to every rule that is on.
 */
#include "gates/message/message.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/message/commitlint.h"
#include "gates/message/message_text.h"
#include "gates/message/rule_look.h"
#include "gates/message/written.h"

static void
add_problem(struct message_verdict *out, size_t *cap, const struct message_problem *p,
	struct arena *mem)
{
	out->v = arena_grow(mem, out->v, out->n, cap, sizeof(*out->v));
	out->v[out->n++] = *p;
	if (p->level == LEVEL_FAIL)
		out->is_valid = false;
}

/* Titles have neither body nor footer. */
static bool
is_asked(const struct rule *r, const struct message_input *in)
{
	return in->source != MESSAGE_TITLE ||
	       (r->part != RULE_OF_BODY && r->part != RULE_OF_FOOTER && r->part != RULE_OF_ALL);
}

struct asked {                    /* which rules */
	const char *const *names; /* NULL: all that are on */
	size_t n;
};

static bool
is_named(const struct asked *which, const char *name)
{
	for (size_t i = 0; i < which->n; i++) {
		if (strcmp(which->names[i], name) == 0)
			return true;
	}
	return which->names == NULL;
}

static int
ask(struct message_verdict *out, struct rule_look *look, const struct asked *which)
{
	struct rule_settings *s = look->settings;
	size_t cap = 0;

	for (size_t i = 0; i < rule_nrows; i++) {
		struct message_problem found;
		int answer;

		if (s->v[i].level == LEVEL_OFF || !is_asked(&rule_rows[i], look->in) ||
			!is_named(which, rule_rows[i].name))
			continue;
		found = (struct message_problem){.rule = rule_rows[i].name, .level = s->v[i].level};
		look->rule = &rule_rows[i];
		look->set = &s->v[i];
		look->found = &found;
		answer = look->rule->judge(look);
		if (answer < 0)
			return -1;
		if (answer != LOOK_WRONG)
			continue;
		if (look->m->header.n && memchr(look->m->header.s, '\0', look->m->header.n))
			found.hint = NULL; /* a text would end there */
		add_problem(out, &cap, &found, look->mem);
	}
	return 0;
}

static bool
has_problem(const struct message_verdict *v, const char *rule)
{
	for (size_t i = 0; i < v->n; i++) {
		if (strcmp(v->v[i].rule, rule) == 0)
			return true;
	}
	return false;
}

/* A header that cannot be read has neither type nor subject, and an unknown type is unknown in any
 * case: one of the two is enough to say. */
static void
mark_echoes(struct message_verdict *v, const struct message_text *m)
{
	bool is_unread = !m->type.n && !m->subject.n;

	for (size_t i = 0; i < v->n; i++) {
		if (is_unread && strcmp(v->v[i].rule, "subject-empty") == 0)
			v->v[i].is_echo = has_problem(v, "type-empty");
		else if (strcmp(v->v[i].rule, "type-case") == 0)
			v->v[i].is_echo = has_problem(v, "type-enum");
	}
}

static bool
comes_before(const struct message_problem *a, const struct message_problem *b)
{
	size_t line_a = a->line ? a->line : SIZE_MAX, line_b = b->line ? b->line : SIZE_MAX;

	if (a->is_echo != b->is_echo)
		return b->is_echo;
	if (line_a != line_b)
		return line_a < line_b;
	return a->column < b->column;
}

static void
sort(struct message_verdict *v)
{
	for (size_t i = 1; i < v->n; i++) {
		struct message_problem p = v->v[i];
		size_t k = i;

		for (; k && comes_before(&p, &v->v[k - 1]); k--)
			v->v[k] = v->v[k - 1];
		v->v[k] = p;
	}
}

/* An empty message is that and nothing else, and one that nobody judges may not be pushed either.
 */
static int
judge(struct message_verdict *out, struct rule_look *look)
{
	static const char *const of_empty[] = {"message-empty"};
	static const char *const of_ignored[] = {"no-fixup", "no-wip"};
	const struct asked all = {0}, empty = {of_empty, countof(of_empty)},
			   ignored = {of_ignored, countof(of_ignored)};
	const struct message_text *m = look->m;

	if (m->mode != MESSAGE_OWN) {
		if (out->is_ignored || !units_trim(m->raw).n ||
			(!m->header.n && !m->body.n && !m->footer.n))
			return 0; /* commitlint leaves an empty one to git */
		return ask(out, look, &all);
	}
	if (!m->header.n)
		return ask(out, look, &empty);
	if (!out->is_ignored)
		return ask(out, look, &all);
	if (ask(out, look, &ignored) < 0)
		return -1;
	out->is_ignored = out->n == 0;
	return 0;
}

int
message_judge(struct message_verdict *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	struct message_text m;
	struct rule_look look = {.m = &m, .in = in, .settings = settings, .mem = mem, .err = err};

	message_text_read(&m, in, settings->mode, mem);
	*out = (struct message_verdict){.is_valid = true, .text = m.raw.s, .len = m.raw.n};
	out->header = m.header.n ? arena_strndup(mem, m.header.s, m.header.n) : NULL;
	if (written_ignored(&out->why_ignored, &m, in, settings, mem, err) < 0)
		return -1;
	out->is_ignored = out->why_ignored != NULL;
	if (judge(out, &look) < 0)
		return -1;
	mark_echoes(out, &m);
	sort(out);
	return 0;
}

static const char *
kept(const char *s, struct arena *mem)
{
	return s ? arena_strdup(mem, s) : NULL;
}

void
message_verdict_keep(struct message_verdict *v, struct arena *mem)
{
	v->v = v->n ? arena_dup(mem, v->v, v->n * sizeof(*v->v)) : NULL;
	for (size_t i = 0; i < v->n; i++) {
		v->v[i].text = kept(v->v[i].text, mem);
		v->v[i].hint = kept(v->v[i].hint, mem);
	}
	v->why_ignored = kept(v->why_ignored, mem);
	v->header = kept(v->header, mem);
	v->text = NULL;
	v->len = 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * criterion -- the acceptance criteria of a specification: each requirement has some, and each is a
 * task item that somebody can test.
 *
 * Criteria: the items under a heading "Acceptance Criteria", or in the list behind a paragraph
 * whose last line says so.  Requirements: headings and items below the functional requirements that
 * begin with an id (FR1, REQ-2.1); where no heading has one, the headings right below.  A
 * requirement has its criteria below it, or its id is named in the acceptance criteria.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/paper/spec.h"

#define ACCEPTANCE "Acceptance Criteria|Acceptance criterion"
#define ID_MAX 32

struct criteria {
	const struct spec *s;
	bool *is_one; /* a row a block */
};

static bool
is_item(const struct markdown_block *b)
{
	return b->kind == MARKDOWN_ITEM || b->kind == MARKDOWN_TASK;
}

/* Does its last line announce criteria? */
static bool
announces(const struct spec *s, const struct markdown_block *b)
{
	const char *last = strrchr(b->text, '\n');

	if (b->kind != MARKDOWN_TEXT && b->kind != MARKDOWN_ITEM)
		return false;
	last = last ? last + 1 : b->text;
	return strlen(last) < 64 && strcmp(section_key(last, s->mem), "acceptance criteria") == 0;
}

static bool
is_below_acceptance(const struct spec *s, size_t h)
{
	const size_t main = spec_heading(s, "acceptance");

	for (; h != MARKDOWN_TOP; h = s->m.headings[h].parent) {
		if (h == main || section_is(&s->keys, h, ACCEPTANCE, s->mem))
			return true;
	}
	return false;
}

/* The list behind block i: the items one deeper than it. */
static void
mark_list(struct criteria *c, size_t i)
{
	const struct markdown *m = &c->s->m;
	const struct markdown_block *by = &m->blocks[i];

	for (size_t k = i + 1; k < m->nblocks; k++) {
		const struct markdown_block *b = &m->blocks[k];

		if (b->heading != by->heading || b->depth <= by->depth)
			break;
		c->is_one[k] = is_item(b) && b->depth == by->depth + 1;
	}
}

static void
mark(struct criteria *c)
{
	const struct markdown *m = &c->s->m;

	for (size_t i = 0; i < m->nblocks; i++) {
		const struct markdown_block *b = &m->blocks[i];

		if (announces(c->s, b))
			mark_list(c, i);
		else if (is_item(b) && b->depth == 1 && is_below_acceptance(c->s, b->heading))
			c->is_one[i] = true;
	}
}

/* The first word of text that is one of those that nobody can test. */
static const char *
vague_word(const struct spec *s, const char *text)
{
	for (const char *p = text; *p;) {
		size_t n = 0;

		while (isalnum((unsigned char)p[n]) || p[n] == '-')
			n++;
		for (size_t i = 0; n && i < s->rules->vague.n; i++) {
			const char *word = s->rules->vague.v[i];
			size_t k = 0;

			while (k < n && tolower((unsigned char)p[k]) == word[k])
				k++;
			if (k == n && !word[n])
				return arena_strndup(s->mem, p, n);
		}
		p += n ? n : 1;
	}
	return NULL;
}

/* A number or code in it is something to hold a test against. */
static bool
is_measurable(const struct markdown_block *b)
{
	return strpbrk(b->text, "0123456789") || strcmp(b->text, b->prose) != 0;
}

static void
judge_one(const struct spec *s, const struct markdown_block *b)
{
	const char *word;

	if (!b->text[strspn(b->text, " \n")]) {
		spec_find(s, b->line, 1, "criterion", "an acceptance criterion without words");
		return;
	}
	if (b->kind != MARKDOWN_TASK)
		spec_find(s, b->line, 1, "criterion",
			"this acceptance criterion is no task item; begin it with '- [ ]'");
	word = is_measurable(b) ? NULL : vague_word(s, b->prose);
	if (word)
		spec_advise(s, b->line, markdown_column(&s->m, b->line, word), "vague",
			arena_printf(s->mem,
				"'%s' cannot be tested; say what is measured, and how much is "
				"enough",
				word));
}

/* How long the id is that text begins with: letters, '-' or '_' or a blank, and a number. */
static size_t
id_length(const char *text)
{
	size_t n = 0, digits;

	while (isupper((unsigned char)text[n]))
		n++;
	if (n < 1 || n > 8)
		return 0;
	if (text[n] == '-' || text[n] == '_')
		n++;
	digits = strspn(text + n, "0123456789.");
	while (digits && text[n + digits - 1] == '.')
		digits--;
	if (!digits || isalnum((unsigned char)text[n + digits]))
		return 0;
	return n + digits < ID_MAX ? n + digits : 0;
}

static bool
has_word(const char *text, const char *word, size_t n)
{
	for (const char *p = text; (p = strstr(p, word)) != NULL; p++) {
		if ((p == text || !isalnum((unsigned char)p[-1])) &&
			!isalnum((unsigned char)p[n]) &&
			!(p[n] == '.' && isdigit((unsigned char)p[n + 1])))
			return true;
	}
	return false;
}

/* Is the id named below the acceptance criteria, outside of the requirements? */
static bool
is_accepted(const struct spec *s, const char *text, size_t n)
{
	const char *id = arena_strndup(s->mem, text, n);
	const size_t h = spec_heading(s, "acceptance");

	if (!n || h == MARKDOWN_TOP)
		return false;
	for (size_t i = markdown_from(&s->m, h); i < markdown_to(&s->m, h); i++) {
		if (has_word(s->m.blocks[i].text, id, n))
			return true;
	}
	for (size_t i = h; i < s->m.headings[h].end; i++) {
		if (has_word(s->m.headings[i].text, id, n))
			return true;
	}
	return false;
}

static void
unmet(const struct spec *s, int line, const char *text)
{
	const char *name = arena_strndup(s->mem, text, strcspn(text, "\n"));

	spec_find(s, line, 1, "untested",
		arena_printf(s->mem, "requirement '%s' has no acceptance criteria", name));
}

static void
judge_heading(const struct criteria *c, size_t h)
{
	const struct spec *s = c->s;
	const char *text = s->m.headings[h].text;

	for (size_t i = markdown_from(&s->m, h); i < markdown_to(&s->m, h); i++) {
		if (c->is_one[i] || s->m.blocks[i].kind == MARKDOWN_TASK)
			return;
	}
	if (!is_accepted(s, text, id_length(text)))
		unmet(s, s->m.headings[h].line, text);
}

/* An item that is a requirement: its criteria are the tasks in it. */
static void
judge_item(const struct criteria *c, size_t i)
{
	const struct spec *s = c->s;
	const struct markdown_block *b = &s->m.blocks[i];

	if (b->kind == MARKDOWN_TASK || is_accepted(s, b->text, id_length(b->text)))
		return;
	for (size_t k = i + 1; k < s->m.nblocks; k++) {
		const struct markdown_block *in = &s->m.blocks[k];

		if (in->heading != b->heading || in->depth < b->depth ||
			(is_item(in) && in->depth == b->depth))
			break;
		if (c->is_one[k] || in->kind == MARKDOWN_TASK)
			return;
	}
	unmet(s, b->line, b->text);
}

static void
judge_requirements(const struct criteria *c)
{
	const struct spec *s = c->s;
	const size_t top = spec_heading(s, "functional");
	bool has_ids = false;

	if (top == MARKDOWN_TOP)
		return;
	for (size_t h = top + 1; h < s->m.headings[top].end; h++)
		has_ids = has_ids || id_length(s->m.headings[h].text);
	for (size_t h = top + 1; h < s->m.headings[top].end; h++) {
		const struct markdown_heading *at = &s->m.headings[h];

		if (section_is_empty(&s->m, h) || is_below_acceptance(s, h))
			continue;
		if (has_ids ? id_length(at->text) > 0 : at->parent == top)
			judge_heading(c, h);
	}
	for (size_t i = markdown_from(&s->m, top); i < markdown_to(&s->m, top); i++) {
		const struct markdown_block *b = &s->m.blocks[i];

		if (is_item(b) && !c->is_one[i] && id_length(b->text))
			judge_item(c, i);
	}
}

static void
judge_section(const struct criteria *c)
{
	const struct spec *s = c->s;
	const size_t h = spec_heading(s, "acceptance");

	if (h == MARKDOWN_TOP || section_is_empty(&s->m, h))
		return;
	for (size_t i = markdown_from(&s->m, h); i < markdown_to(&s->m, h); i++) {
		if (c->is_one[i])
			return;
	}
	spec_find(s, s->m.headings[h].line, 1, "criterion",
		arena_printf(s->mem, "'%s' lists no criteria; write each as '- [ ] …'",
			s->m.headings[h].text));
}

void
criterion_judge(const struct spec *s)
{
	struct criteria c = {.s = s, .is_one = arena_alloc(s->mem, s->m.nblocks, sizeof(bool))};

	mark(&c);
	for (size_t i = 0; i < s->m.nblocks; i++) {
		if (c.is_one[i])
			judge_one(s, &s->m.blocks[i]);
	}
	judge_section(&c);
	judge_requirements(&c);
}

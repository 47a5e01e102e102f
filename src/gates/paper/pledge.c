/* SPDX-License-Identifier: MIT */
/*
 * pledge -- what a specification says of other things, held against the configuration: components
 * that it builds on and their stage, the coverage it aims at, its front matter.
 *
 * Components:  items below the dependencies, under headings that speak of components or right
 *              below: the code or strong text that they begin with, else their first words.  Under
 *              a heading that speaks of something else (external, blocking) nothing is looked at.
 * Coverage:    lines of the testing strategy and the acceptance criteria with `coverage` and a
 *              percentage; the stage is the one that the line or a heading above names.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/paper/front_matter.h"
#include "gates/paper/spec.h"
#include "model/config/config.h"

/* The stage whose name stands in a piece of text; STAGE_NONE: none does. */
static int
stage_in(const struct spec *s, const char *text, size_t n)
{
	const struct stages *stages = &s->config->stages;
	const char *piece = arena_strndup(s->mem, text, n);

	for (size_t i = 0; i < stages->n; i++) {
		if (text_has_word(piece, stages->v[i].name))
			return (int)i;
	}
	return STAGE_NONE;
}

static const char *
stage_name(const struct spec *s, int stage)
{
	return s->config->stages.v[stage].name;
}

/* What an item is about: `name` or **name** in front, else the words before a '(', ':' or dash. */
static const char *
subject(const struct spec *s, const struct markdown_block *b)
{
	const char *text = b->lead ? b->lead : b->text;
	size_t n = strcspn(text, "(:\n");

	for (size_t i = 0; i + 2 < n; i++) {
		if (text[i] == ' ' && (text[i + 1] == '-' || (unsigned char)text[i + 1] == 0xe2)) {
			n = i;
			break;
		}
	}
	while (n && (isspace((unsigned char)text[n - 1]) || text[n - 1] == '/'))
		n--;
	return arena_strndup(s->mem, text, n);
}

/* As it is, or as components are often written in prose. */
static const struct component *
component_named(const struct spec *s, const char *name)
{
	const struct component *c = component_find(&s->config->components, name);
	char *other = arena_strdup(s->mem, name);

	for (char *p = other; *p; p++)
		*p = *p == '_' || *p == ' ' ? '-' : (char)tolower((unsigned char)*p);
	return c ? c : component_find(&s->config->components, other);
}

static const char *
nearest(const struct spec *s, const char *name)
{
	struct strs known = {0};
	const char *near;

	for (size_t i = 1; i < s->config->components.n; i++)
		strs_add(&known, s->config->components.v[i].name, s->mem);
	near = text_nearest(name, &known);
	return near ? arena_printf(s->mem, "; did you mean '%s'?", near) : "";
}

static void
judge_stage(
	const struct spec *s, const struct markdown_block *b, const struct component *c, int said)
{
	if (said != STAGE_NONE && c->target < said)
		spec_find(s, b->line, 1, "dependency",
			arena_printf(s->mem, "'%s' aims at %s, below the %s that is said here",
				c->name, stage_name(s, c->target), stage_name(s, said)));
	if (s->component && c != s->component &&
		!component_depends(s->component, (size_t)(c - s->config->components.v)))
		spec_advise(s, b->line, 1, "dependency",
			arena_printf(s->mem, "'%s' is not in `depends` of component '%s'", c->name,
				s->component->name));
}

static void
judge_dependency(const struct spec *s, const struct markdown_block *b, bool is_strict)
{
	const char *name = subject(s, b), *open = strchr(b->text, '(');
	int said = open ? stage_in(s, open, strcspn(open, ")")) : STAGE_NONE;
	const struct component *c;

	if (!*name || *name == '[' || strcasecmp(name, "none") == 0 || strcasecmp(name, "n/a") == 0)
		return;
	c = component_named(s, name);
	if (c)
		judge_stage(s, b, c, said);
	else if (is_strict || said != STAGE_NONE)
		spec_find(s, b->line, markdown_column(&s->m, b->line, name), "dependency",
			arena_printf(s->mem, "'%s' is no component of %s%s", name, s->config->file,
				nearest(s, name)));
}

/* Does the section at heading h list components?  strict: and nothing else. */
static bool
lists_components(const struct spec *s, size_t h, size_t top, bool *is_strict)
{
	*is_strict = h == top && text_has_word(s->m.headings[h].text, "component");
	for (; h != top && h != MARKDOWN_TOP; h = s->m.headings[h].parent) {
		const char *text = s->m.headings[h].text;

		if (text_has_word(text, "external") || text_has_word(text, "third"))
			return false;
		if (text_has_word(text, "component") || text_has_word(text, "components") ||
			text_has_word(text, "internal")) {
			*is_strict = true;
			return true;
		}
	}
	return h == top && *is_strict;
}

static void
judge_dependencies(const struct spec *s)
{
	const size_t top = spec_heading(s, "dependencies");

	for (size_t i = markdown_from(&s->m, top); i < markdown_to(&s->m, top); i++) {
		const struct markdown_block *b = &s->m.blocks[i];
		bool is_strict;

		if ((b->kind != MARKDOWN_ITEM && b->kind != MARKDOWN_TASK) || b->depth != 1)
			continue;
		if (lists_components(s, b->heading, top, &is_strict) || b->heading == top)
			judge_dependency(s, b, is_strict);
	}
}

/* The coverage that is asked for at a stage; NAN: none. */
static double
wanted_at(const struct spec *s, int stage)
{
	if (s->component && !isnan(s->component->thresholds.coverage.value))
		return s->component->thresholds.coverage.value;
	for (; stage >= 0; stage--) {
		double value = s->config->stages.v[stage].thresholds.coverage.value;

		if (!isnan(value))
			return value;
	}
	return NAN;
}

/* Where the number before a '%' begins; n: there is none before the next '%'. */
static size_t
percentage(const char *text, size_t n, size_t from, size_t *end)
{
	for (size_t i = from; i < n; i++) {
		size_t k = i;

		if (text[i] != '%')
			continue;
		while (k > from && text[k - 1] == ' ')
			k--;
		*end = i + 1;
		while (k > from && (isdigit((unsigned char)text[k - 1]) || text[k - 1] == '.'))
			k--;
		if (k < i && isdigit((unsigned char)text[k]))
			return k;
	}
	return n;
}

/* The one behind the number, before it, in a heading above; else that of the component. */
static int
stage_for(const struct spec *s, const struct markdown_block *b, const char *line, size_t at,
	size_t end, size_t n)
{
	size_t after = end, ignored, h = b->heading;
	size_t next = percentage(line, n, end, &ignored);
	int stage = stage_in(s, line + after, next - after);

	if (stage == STAGE_NONE)
		stage = stage_in(s, line, at);
	for (; stage == STAGE_NONE && h != MARKDOWN_TOP; h = s->m.headings[h].parent)
		stage = stage_in(s, s->m.headings[h].text, strlen(s->m.headings[h].text));
	return stage == STAGE_NONE ? s->target : stage;
}

static void
judge_coverage_line(const struct spec *s, const struct markdown_block *b, const char *line,
	size_t n, int number)
{
	size_t end = 0;
	const char *text = arena_strndup(s->mem, line, n);

	if (!text_has_word(text, "coverage") || text_has_word(text, "branch") ||
		text_has_word(text, "diff") || text_has_word(text, "mutation"))
		return;
	for (size_t at = percentage(text, n, 0, &end); at < n;
		at = percentage(text, n, end, &end)) {
		double value = strtod(text + at, NULL), wanted;
		int stage = stage_for(s, b, text, at, end, n);

		wanted = wanted_at(s, stage);
		if (isnan(wanted) || value >= wanted)
			continue;
		spec_find(s, number, markdown_column(&s->m, number, text + at), "coverage",
			arena_printf(s->mem, "aims at %g %% of coverage; %s asks for %g", value,
				stage_name(s, stage), wanted));
	}
}

static void
judge_coverage(const struct spec *s, size_t h)
{
	for (size_t i = markdown_from(&s->m, h); i < markdown_to(&s->m, h); i++) {
		const struct markdown_block *b = &s->m.blocks[i];
		int number = b->line;

		if (b->kind == MARKDOWN_CODE)
			continue;
		for (const char *p = b->text; *p; number++) {
			size_t n = strcspn(p, "\n");

			judge_coverage_line(s, b, p, n, number);
			p += n + (p[n] == '\n');
		}
	}
}

static void
judge_owner(const struct spec *s, const struct markdown_field *f)
{
	const struct component *c = component_named(s, f->value);

	if (!c)
		spec_find(s, f->line, 1, "front-matter",
			arena_printf(s->mem, "'%s' is no component of %s%s", f->value,
				s->config->file, nearest(s, f->value)));
	else if (s->component && c != s->component)
		spec_find(s, f->line, 1, "front-matter",
			arena_printf(s->mem, "says it is of '%s'; %s has it for '%s'", c->name,
				s->config->file, s->component->name));
}

static void
judge_target(const struct spec *s, const struct markdown_field *f)
{
	int stage = stage_find(&s->config->stages, f->value);

	if (stage == STAGE_NONE)
		spec_find(s, f->line, 1, "front-matter",
			arena_printf(s->mem, "'%s' is no stage; the stages are: %s", f->value,
				stage_names(&s->config->stages, s->mem)));
	else if (s->component && stage < s->component->target)
		spec_find(s, f->line, 1, "front-matter",
			arena_printf(s->mem, "says %s; component '%s' aims at %s", f->value,
				s->component->name, stage_name(s, s->component->target)));
}

static void
judge_front_matter(const struct spec *s)
{
	static const char *const stages[] = {"target", "stage", "target-stage", "target_stage"};
	const struct markdown_field *component = front_matter_find(&s->m, "component");

	if (s->m.is_front_open)
		spec_find(s, 1, 1, "front-matter",
			"the front matter that begins here has no end; "
			"put a line '---' behind it");
	if (component && *component->value && *component->value != '[')
		judge_owner(s, component);
	for (size_t i = 0; i < countof(stages); i++) {
		const struct markdown_field *f = front_matter_find(&s->m, stages[i]);

		if (f && *f->value && *f->value != '[')
			judge_target(s, f);
	}
}

void
pledge_judge(const struct spec *s)
{
	if (!s->config)
		return;
	judge_front_matter(s);
	judge_dependencies(s);
	judge_coverage(s, spec_heading(s, "testing"));
	judge_coverage(s, spec_heading(s, "acceptance"));
}

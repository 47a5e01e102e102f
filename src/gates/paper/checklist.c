/* SPDX-License-Identifier: MIT */
/* checklist -- see checklist.h. */
#include "gates/paper/checklist.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/paper/paper.h"
#include "gates/paper/section.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/finding.h"

static const char *const arrows[] = {"\xe2\x86\x92", "->", "=>", "\xe2\x9e\xa1", "\xe2\x87\x92"};

/* Does the stage's name stand as a word at the beginning of text, behind blanks and markup? */
static bool
begins_with(const char *text, const char *name)
{
	size_t n = strlen(name);

	while (*text && !isalnum((unsigned char)*text))
		text++;
	return strncasecmp(text, name, n) == 0 && !isalnum((unsigned char)text[n]);
}

/* "Development to Staging" leads somewhere, "Why go to Staging?" does not. */
static bool
names_one_before(const char *text, const char *mark, const struct stages *stages, struct arena *mem)
{
	const char *before = arena_strndup(mem, text, (size_t)(strstr(text, mark) - text));

	for (size_t i = 0; i < stages->n; i++) {
		if (text_has_word(before, stages->v[i].name))
			return true;
	}
	return false;
}

/* The stage behind an arrow or " to "; STAGE_NONE: the heading leads nowhere. */
static int
led_to(const char *text, const struct stages *stages, struct arena *mem)
{
	const char *behind = NULL;

	for (size_t i = 0; i < countof(arrows); i++) {
		const char *p = strstr(text, arrows[i]);

		if (p)
			behind = p + strlen(arrows[i]);
	}
	if (!behind && strstr(text, " to ") && names_one_before(text, " to ", stages, mem))
		behind = strstr(text, " to ") + 4;
	for (size_t i = 0; behind && i < stages->n; i++) {
		if (begins_with(behind, stages->v[i].name))
			return (int)i;
	}
	return STAGE_NONE;
}

/* The one stage that it names; STAGE_NONE where that is none or several. */
static int
named_in(const char *text, const struct stages *stages, struct arena *mem)
{
	int found = STAGE_NONE;

	(void)mem;
	for (size_t i = 0; i < stages->n; i++) {
		if (!text_has_word(text, stages->v[i].name))
			continue;
		if (found != STAGE_NONE)
			return STAGE_NONE;
		found = (int)i;
	}
	return found;
}

static void
part_add(struct checklist *c, size_t h, int stage, struct arena *mem)
{
	struct checklist_part part = {.heading = h, .stage = stage};

	for (size_t i = markdown_from(&c->m, h); i < markdown_to(&c->m, h); i++) {
		const struct markdown_block *b = &c->m.blocks[i];

		if (b->kind != MARKDOWN_TASK)
			continue;
		if (b->box == MARKDOWN_CHECKED)
			part.nchecked++;
		else
			part.nopen++;
	}
	c->parts = arena_grow(mem, c->parts, c->nparts, &c->cparts, sizeof(part));
	c->parts[c->nparts++] = part;
}

typedef int stage_of_heading(const char *text, const struct stages *stages, struct arena *mem);

/* "STAGE=Names": the names, or NULL where it is about another stage. */
static const char *
names_for(const char *value, const char *stage)
{
	size_t n = strlen(stage);

	return strncmp(value, stage, n) == 0 && value[n] == '=' ? value + n + 1 : NULL;
}

static bool
is_named(const struct strs *named, const char *stage)
{
	for (size_t i = 0; i < named->n; i++) {
		if (names_for(named->v[i], stage))
			return true;
	}
	return false;
}

static void
find_named(struct checklist *c, const struct stages *stages, const struct strs *named,
	struct arena *mem)
{
	struct section_keys known;

	section_keys_read(&known, &c->m, mem);
	for (size_t s = 0; s < stages->n; s++) {
		for (size_t i = 0; i < named->n; i++) {
			const char *names = names_for(named->v[i], stages->v[s].name);
			size_t h = names ? section_find(&known, names, mem) : MARKDOWN_TOP;

			if (h != MARKDOWN_TOP)
				part_add(c, h, (int)s, mem);
		}
	}
}

/* Headings below one that leads to the same stage are part of it. */
static bool
is_within(const struct checklist *c, size_t h, int stage)
{
	for (size_t i = 0; i < c->nparts; i++) {
		if (c->parts[i].stage == stage && markdown_is_below(&c->m, h, c->parts[i].heading))
			return true;
	}
	return false;
}

static void
find_by(struct checklist *c, stage_of_heading *stage_of, const struct stages *stages,
	const struct strs *named, struct arena *mem)
{
	for (size_t h = 0; h < c->m.nheadings; h++) {
		int stage = stage_of(c->m.headings[h].text, stages, mem);

		if (stage != STAGE_NONE && !is_named(named, stages->v[stage].name) &&
			!is_within(c, h, stage))
			part_add(c, h, stage, mem);
	}
}

int
checklist_read(struct checklist *out, const struct blob *text, const struct stages *stages,
	const struct strs *named, struct arena *mem, struct error *err)
{
	size_t nnamed;

	*out = (struct checklist){0};
	if (markdown_read(&out->m, text->data, text->len, mem, err) < 0)
		return -1;
	find_named(out, stages, named, mem);
	nnamed = out->nparts;
	find_by(out, led_to, stages, named, mem);
	if (out->nparts == nnamed)
		find_by(out, named_in, stages, named, mem);
	return 0;
}

int
checklist_args(struct strs *named, const struct strs *args, const struct stages *stages,
	struct arena *mem, struct error *err)
{
	const struct args_row rows[] = {{.name = "--heading", .values = named}, {.name = NULL}};

	if (args_parse(args, rows, "checklist", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < named->n; i++) {
		const char *value = named->v[i];
		size_t n = strcspn(value, "=");

		if (!value[n] || stage_find(stages, arena_strndup(mem, value, n)) == STAGE_NONE)
			return error_set(err, ERR_CONFIG,
				"--heading of checklist is STAGE=Name, not '%s'; the stages are: "
				"%s",
				value, stage_names(stages, mem));
	}
	return 0;
}

struct judging {
	struct findings *found;
	const char *path;
	const struct checklist *list;
	const struct stages *stages;
	struct arena *mem;
};

static void
say(const struct judging *j, int line, const char *rule, const char *text)
{
	const struct finding f = {
		.path = j->path, .line = line, .column = line ? 1 : 0, .rule = rule, .text = text};

	if (j->found->n < FINDINGS_MAX)
		finding_add(j->found, &f, j->mem);
}

static void
judge_part(const struct judging *j, const struct checklist_part *part)
{
	const struct markdown *m = &j->list->m;
	const struct markdown_heading *h = &m->headings[part->heading];

	if (part->nchecked + part->nopen == 0) {
		say(j, h->line, "empty",
			arena_printf(
				j->mem, "'%s' has no task item; write each as '- [ ] …'", h->text));
		return;
	}
	for (size_t i = markdown_from(m, part->heading); i < markdown_to(m, part->heading); i++) {
		const struct markdown_block *b = &m->blocks[i];

		if (b->kind == MARKDOWN_TASK && b->box != MARKDOWN_CHECKED)
			say(j, b->line, "open",
				arena_printf(j->mem, "%.*s", (int)strcspn(b->text, "\n"),
					*b->text ? b->text : "a task without words"));
	}
}

/* Every stage but the first has to be led to. */
static void
judge_stage(const struct judging *j, int stage)
{
	bool is_there = false;

	for (size_t i = 0; i < j->list->nparts; i++) {
		if (j->list->parts[i].stage != stage)
			continue;
		is_there = true;
		judge_part(j, &j->list->parts[i]);
	}
	if (!is_there && stage > 0)
		say(j, 1, "missing",
			arena_printf(j->mem, "no heading leads to %s, as '%s \xe2\x86\x92 %s' does",
				j->stages->v[stage].name, j->stages->v[stage - 1].name,
				j->stages->v[stage].name));
}

/* Built-in. */
int
checklist_gate(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	const struct stages *stages = &in->config->stages;
	struct checklist list;
	struct judging j = {.found = out, .list = &list, .stages = stages, .mem = mem};
	struct strs named = {0};
	bool is_there = false;
	struct blob text;

	if (checklist_args(&named, in->args, stages, mem, err) < 0)
		return -1;
	j.path = in->component->checklist;
	if (j.path && paper_read(&text, &is_there, in->tree, j.path, mem, err) < 0)
		return -1;
	if (!is_there) {
		if (in->target > 0)
			say(&j, 0, "missing",
				j.path ? "there is no such file"
				       : arena_printf(mem,
						 "component '%s' names no `checklist` in %s",
						 in->component->name, in->config->file));
		return 0;
	}
	if (checklist_read(&list, &text, stages, &named, mem, err) < 0)
		return error_wrap(err, "cannot read %s", text_path(j.path, mem));
	for (int stage = 0; stage <= in->target; stage++)
		judge_stage(&j, stage);
	findings_sort(out, mem);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * spec -- see spec.h: the table of sections, `args`, and what is missing or empty.
 */
#include "gates/paper/spec.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/paper/paper.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/finding.h"

const struct spec_section spec_sections[] = {
	{"overview",
		"Overview and Purpose|Overview|Purpose and Overview|Purpose|Summary|Introduction|"
		"Executive Summary",
		false, "What this is, for whom, and why it is needed."},
	{"functional",
		"Functional Requirements|Requirements / Functional|Functional Specification|"
		"Functional Requirement",
		false, "What it does, a heading FR1, FR2 … each with its acceptance criteria."},
	{"non-functional",
		"Non-Functional Requirements|Nonfunctional Requirements|"
		"Requirements / Non-Functional|Quality Requirements|Quality Attributes",
		false, "How fast, how safe, how available: each with a number."},
	{"experience",
		"User Experience Design|User Experience|UX Design|UI/UX Design|UI/UX|UX|"
		"User Interface|User Interface Design|Developer Experience",
		false, "What a user sees and does, and what happens when it goes wrong."},
	{"technical",
		"Technical Design|Technical Architecture|Architecture|Technical Specification|"
		"System Design|Design|Architecture and Design|Technical Approach",
		false, "Parts, data, and how they work together."},
	{"api",
		"API Contracts|API Contract|API Changes|API Design|API Specification|API|"
		"API Endpoints|Interfaces|Interface Contracts|Public Interface",
		true, "What others call, with its errors. Leave it out where there is none."},
	{"testing",
		"Testing Strategy|Test Strategy|Testing|Testing Plan|Test Plan|Testing "
		"Requirements|"
		"Tests",
		false, "Which tests there will be, and the coverage they aim at."},
	{"acceptance", "Acceptance Criteria|Definition of Done|Acceptance", false,
		"What must be true before it is done, as task items."},
	{"dependencies",
		"Dependencies|Component Dependencies|Dependencies and Integrations|"
		"Integration Points",
		false, "The components it builds on, with their stage: `name` (staging) - why."},
	{"rollout",
		"Rollout Plan|Rollout|Rollout Strategy|Deployment Plan|Deployment Strategy|"
		"Deployment|Release Plan|Migration and Rollout|Rollout and Deployment",
		false, "How it reaches users, and how it is taken back."},
};
const size_t nspec_sections = countof(spec_sections);

/* What nobody can hold a test against. */
static const char vague[] =
	"adequate appropriate appropriately better easily easy efficient efficiently fast "
	"flexible good intuitive nice nicely properly quick quickly reasonable reasonably robust "
	"scalable seamless seamlessly simple simply smooth smoothly soon sufficient "
	"user-friendly well";

static void
add_section(struct spec_rules *out, const struct spec_section *s)
{
	out->sections[out->nsections++] = *s;
}

static int
is_shipped(const char *id)
{
	for (size_t i = 0; i < nspec_sections; i++) {
		if (strcmp(spec_sections[i].id, id) == 0)
			return 1;
	}
	return 0;
}

static int
check_without(const struct strs *without, struct arena *mem, struct error *err)
{
	struct strs known = {0};

	for (size_t i = 0; i < nspec_sections; i++)
		strs_add(&known, spec_sections[i].id, mem);
	for (size_t i = 0; i < without->n; i++) {
		if (!is_shipped(without->v[i]))
			return error_set(err, ERR_CONFIG,
				"--without of spec: there is no section '%s'; they are: %s",
				without->v[i], strs_join(&known, " ", mem));
	}
	return 0;
}

int
spec_rules_read(
	struct spec_rules *out, const struct strs *args, struct arena *mem, struct error *err)
{
	struct strs required = {0}, optional = {0}, without = {0}, words = {0}, template = {0};
	bool is_alone = false, is_tolerant = false;
	const struct args_row rows[] = {{.name = "--section", .values = &required},
		{.name = "--optional", .values = &optional},
		{.name = "--without", .values = &without},
		{.name = "--no-shipped", .flag = &is_alone}, {.name = "--vague", .values = &words},
		{.name = "--no-vague", .flag = &is_tolerant},
		{.name = "--template", .values = &template}, {.name = NULL}};

	*out = (struct spec_rules){0};
	if (args_parse(args, rows, "spec", mem, err) < 0 || check_without(&without, mem, err) < 0)
		return -1;
	out->sections =
		arena_alloc(mem, nspec_sections + required.n + optional.n, sizeof(*out->sections));
	for (size_t i = 0; i < nspec_sections && !is_alone; i++) {
		if (!strs_has(&without, spec_sections[i].id))
			add_section(out, &spec_sections[i]);
	}
	for (size_t i = 0; i < required.n; i++)
		add_section(out, &(struct spec_section){.id = "", .names = required.v[i]});
	for (size_t i = 0; i < optional.n; i++)
		add_section(out, &(struct spec_section){
					 .id = "", .names = optional.v[i], .is_optional = true});
	if (!is_tolerant)
		strs_split(&out->vague, words.n ? strs_join(&words, " ", mem) : vague, mem);
	out->template = template.n ? template.v[template.n - 1] : NULL;
	return 0;
}

static void
say(const struct spec *s, int line, int column, const char *rule, const char *text, bool is_advice)
{
	const struct finding f = {.path = s->path,
		.line = line,
		.column = column,
		.rule = rule,
		.text = text,
		.is_advice = is_advice};

	if (s->found->n < FINDINGS_MAX)
		finding_add(s->found, &f, s->mem);
}

void
spec_find(const struct spec *s, int line, int column, const char *rule, const char *text)
{
	say(s, line, column, rule, text, false);
}

void
spec_advise(const struct spec *s, int line, int column, const char *rule, const char *text)
{
	say(s, line, column, rule, text, true);
}

size_t
spec_heading(const struct spec *s, const char *id)
{
	for (size_t i = 0; i < s->rules->nsections; i++) {
		if (strcmp(s->rules->sections[i].id, id) == 0)
			return s->headings[i];
	}
	return MARKDOWN_TOP;
}

static void
missing(const struct spec *s, const struct spec_section *section)
{
	const char *title = section_title(section->names, s->mem);
	const char *others = section->names + strlen(title);
	struct strs names = {0};

	for (size_t shown = 0; *others == '|' && shown < 3; shown++) {
		size_t n = strcspn(others + 1, "|");

		strs_add(&names, arena_strndup(s->mem, others + 1, n), s->mem);
		others += 1 + n;
	}
	spec_find(s, 1, 0, "missing",
		names.n ? arena_printf(s->mem, "no section '%s' (also known as: %s)", title,
				  strs_join(&names, ", ", s->mem))
			: arena_printf(s->mem, "no section '%s'", title));
}

static bool
is_in_section(const struct spec *s, size_t h)
{
	for (size_t i = 0; i < s->rules->nsections; i++) {
		if (s->headings[i] != MARKDOWN_TOP && markdown_is_below(&s->m, h, s->headings[i]))
			return true;
	}
	return false;
}

/* An empty one is said once: not again for what is below it. */
static void
judge_sections(struct spec *s)
{
	const struct markdown *m = &s->m;

	for (size_t i = 0; i < s->rules->nsections; i++) {
		const struct spec_section *section = &s->rules->sections[i];

		s->headings[i] = section_find(&s->keys, section->names, s->mem);
		if (s->headings[i] == MARKDOWN_TOP && !section->is_optional)
			missing(s, section);
	}
	for (size_t h = 0; h < m->nheadings; h++) {
		if (!is_in_section(s, h) || !section_is_empty(m, h))
			continue;
		spec_find(s, m->headings[h].line, 1, "empty",
			arena_printf(s->mem, "nothing stands under '%s'", m->headings[h].text));
		h = m->headings[h].end - 1;
	}
}

static bool
is_same_section(const struct markdown *a, size_t ha, const struct markdown *b, size_t hb)
{
	size_t i = markdown_from(a, ha), k = markdown_from(b, hb);
	const size_t n = markdown_to(a, ha) - i;

	if (n != markdown_to(b, hb) - k)
		return false;
	for (size_t at = 0; at < n; at++, i++, k++) {
		if (a->blocks[i].kind != b->blocks[k].kind ||
			strcmp(a->blocks[i].text, b->blocks[k].text) != 0)
			return false;
	}
	return true;
}

/* Whole sections that still are the template's, word for word. */
static int
judge_template(const struct spec *s, const struct blob *template, struct error *err)
{
	struct section_keys theirs;
	struct markdown m;

	if (markdown_read(&m, template->data, template->len, s->mem, err) < 0)
		return error_wrap(err, "cannot read the template");
	section_keys_read(&theirs, &m, s->mem);
	for (size_t i = 0; i < s->rules->nsections; i++) {
		const size_t h = s->headings[i];
		size_t from = section_find(&theirs, s->rules->sections[i].names, s->mem);

		if (h == MARKDOWN_TOP || from == MARKDOWN_TOP || section_is_empty(&s->m, h) ||
			!is_same_section(&s->m, h, &m, from))
			continue;
		spec_find(s, s->m.headings[h].line, 1, "template",
			arena_printf(s->mem, "'%s' is the template's text as it was",
				s->m.headings[h].text));
	}
	return 0;
}

int
spec_judge(struct spec *s, const struct blob *text, const struct blob *template, struct error *err)
{
	if (markdown_read(&s->m, text->data, text->len, s->mem, err) < 0)
		return error_wrap(err, "cannot read %s", text_path(s->path, s->mem));
	section_keys_read(&s->keys, &s->m, s->mem);
	s->headings = arena_alloc(s->mem, s->rules->nsections, sizeof(*s->headings));
	judge_sections(s);
	if (template && judge_template(s, template, err) < 0)
		return -1;
	if (placeholder_judge(s, err) < 0)
		return -1;
	criterion_judge(s);
	pledge_judge(s);
	findings_sort(s->found, s->mem);
	return 0;
}

int
spec_judge_in(
	struct spec *s, const struct blob *text, const struct blob_source *tree, struct error *err)
{
	const char *path = s->rules->template;
	struct blob template;
	bool is_there;

	if (!path)
		return spec_judge(s, text, NULL, err);
	if (paper_read(&template, &is_there, tree, path, s->mem, err) < 0)
		return -1;
	if (!is_there)
		return error_set(err, ERR_CONFIG, "--template: there is no file '%s'", path);
	return spec_judge(s, text, &template, err);
}

static int
judge_paper(struct spec *s, const struct builtin_input *in, struct error *err)
{
	struct blob text;
	bool is_there;

	if (paper_read(&text, &is_there, in->tree, s->path, s->mem, err) < 0)
		return -1;
	if (!is_there) {
		spec_find(s, 0, 0, "missing",
			arena_printf(s->mem,
				"there is no such file; `tta-check spec --new NAME --component %s` "
				"writes one",
				in->component->name));
		return 0;
	}
	return spec_judge_in(s, &text, in->tree, err);
}

/* Built-in. */
int
spec_gate(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct spec_rules rules;
	struct spec s = {.rules = &rules,
		.config = in->config,
		.component = in->component,
		.target = in->target,
		.found = out,
		.mem = mem};

	if (spec_rules_read(&rules, in->args, mem, err) < 0)
		return -1;
	if (!in->component->spec) {
		finding_add(out,
			&(struct finding){.rule = "missing",
				.text = arena_printf(mem,
					"component '%s' names no `spec` in %s; "
					"`tta-check spec --new NAME --component %s` writes one",
					in->component->name, in->config->file,
					in->component->name)},
			mem);
		return 0;
	}
	s.path = in->component->spec;
	return judge_paper(&s, in, err);
}

/* SPDX-License-Identifier: MIT */
/* effective -- see effective.h. */
#include "model/config/effective.h"

#include <string.h>

#include "base/arena.h"
#include "model/builtin.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/problem.h"
#include "model/maturity/measure.h"

static bool
is_given(const struct given *s)
{
	return s->n && !given_is_empty(s);
}

static struct given *
row(struct given *settings, const char *key)
{
	return &settings[key_index(key_find(SECTION_GATE, key))];
}

static void
lay_staged(struct given *settings, const struct section *s, const char *stage, struct arena *mem)
{
	for (size_t i = 0; i < s->nstaged && stage; i++) {
		const struct staged *staged = &s->staged[i];
		struct given *to = &settings[key_index(staged->key)];

		if (strcmp(staged->stage, stage) == 0)
			*to = given_over(*to, staged->setting, mem);
	}
}

static void
lay_section(struct given *settings, const struct section *s, const char *stage, struct arena *mem)
{
	size_t n = key_count(SECTION_GATE);

	for (size_t i = 0; i < n; i++)
		settings[i] = given_over(settings[i], s->settings[i], mem);
	lay_staged(settings, s, stage, mem);
}

static void
lay_overrides(
	struct given *settings, const struct component *c, const char *name, struct arena *mem)
{
	for (size_t i = 0; i < c->noverrides; i++) {
		const struct component_override *o = &c->overrides[i];
		struct given *to = &settings[key_index(o->key)];
		struct part *part;

		if (strcmp(o->gate, name) != 0)
			continue;
		part = arena_alloc(mem, 1, sizeof(*part));
		*part = (struct part){.text = o->text, .origin = o->origin};
		*to = given_over(*to, (struct given){.v = part, .n = 1, .is_add = o->is_add}, mem);
	}
}

static const char *
gate_group(const struct config *c, size_t gate)
{
	const char *group = c->gates[gate].group;

	return group && strcmp(group, c->gates[gate].name) != 0 ? group : NULL;
}

struct given *
effective_settings(const struct config *c, size_t gate, size_t component, const char *stage)
{
	struct config_private *own = c->own;
	struct given *s = arena_alloc(own->mem, key_count(SECTION_GATE), sizeof(*s));
	const char *group = gate_group(c, gate);

	lay_section(s, &own->merged.gate, stage, own->mem);
	lay_section(s, own->gates[gate].section, stage, own->mem);
	if (component != EFFECTIVE_ANY && group)
		lay_overrides(s, &c->components.v[component], group, own->mem);
	if (component != EFFECTIVE_ANY)
		lay_overrides(s, &c->components.v[component], c->gates[gate].name, own->mem);
	return s;
}

static const char *
why_broken(const struct gate *g, const struct config *c, struct given *settings)
{
	const struct key *first = key_first(SECTION_GATE);
	struct arena *mem = c->own->mem;

	for (size_t i = 0, rows = key_count(SECTION_GATE); i < rows; i++) {
		const struct given *s = &settings[i];
		struct origin at = given_origin(s);

		if (!(first[i].flags & KEY_LATER) || !is_given(s))
			continue;
		if (strcmp(first[i].name, "baseline") == 0 && strs_has(&g->builtin, "secrets"))
			continue;
		if (first[i].fallback && strcmp(given_text(s, mem), first[i].fallback) == 0)
			continue;
		return arena_printf(mem, "key '%s' (%s) is not supported by this version",
			first[i].name, origin_text(&at, mem));
	}
	return NULL;
}

/* Does the gate measure that at all? */
static bool
is_measured(const struct gate *g, const char *key)
{
	static const char *const of_reports[] = {"report-prefix", "ratchet", "tolerance"};

	for (int i = 0; i < MEASURE_VALUE; i++) {
		if (strcmp(measure_infos[i].key, key) == 0)
			return strs_has(&g->report, measure_infos[i].report);
	}
	for (size_t i = 0; i < countof(of_reports); i++) {
		if (strcmp(of_reports[i], key) == 0)
			return g->report.n || g->metric;
	}
	if (strcmp(key, "unloaded") == 0)
		return strs_has(&g->report, "coverage");
	return (strcmp(key, "min") != 0 && strcmp(key, "max") != 0) || g->metric;
}

/* What is wanted of something that is not measured would be wanted in vain. */
static const char *
why_unmeasured(const struct config *c, const struct gate *g, struct given *settings)
{
	const struct key *first = key_first(SECTION_GATE);
	struct arena *mem = c->own->mem;

	for (size_t i = 0, rows = key_count(SECTION_GATE); i < rows; i++) {
		struct origin at = given_origin(&settings[i]);

		if (!is_given(&settings[i]) || is_measured(g, first[i].name) ||
			(first[i].fallback &&
				strcmp(given_text(&settings[i], mem), first[i].fallback) == 0))
			continue;
		return arena_printf(mem,
			"key '%s' (%s) needs a `report` or `metric` that it is held against",
			first[i].name, origin_text(&at, mem));
	}
	return NULL;
}

/* Defaults that depend on other keys. */
static void
derive(struct gate *g, struct given *settings)
{
	bool is_builtin = g->builtin.n > 0;
	bool is_by_files =
		is_builtin ? !builtin_is_whole(g->builtin.v[0]) : command_uses(&g->run, "files");

	if (!is_given(row(settings, "scope")))
		g->scope = is_by_files ? SCOPE_FILES : SCOPE_COMPONENT;
	if (!g->on)
		g->on = is_builtin || g->scope == SCOPE_FILES ? "pre-commit" : "pre-push";
	if (g->from == STAGE_NONE)
		g->from = 0;
	if (g->unchanged.n) /* what others write meanwhile would be its doing, and the reverse */
		g->exclusive = true;
}

/* Only what is found in files can be told to be new.  NULL: it can. */
static const char *
new_only_lacks(const struct gate *g)
{
	if (g->builtin.n)
		return builtin_is_whole(g->builtin.v[0])
			       ? "is not supported for what judges a component as a whole"
			       : NULL;
	if (g->new_only == NEW_ONLY_FINDINGS)
		return "would take another run, on the base, which this version does not do for "
		       "commands; `lines` goes by the lines of their findings";
	if (g->report.n || g->metric)
		return "cannot be told of a gate with `report` or `metric`";
	return g->problem ? NULL : "needs `problem`, which tells the findings of a command";
}

static const char *
why_not_new_only(const struct gate *g, struct arena *mem)
{
	const struct key *key = key_find(SECTION_GATE, "new-only");
	const char *lacks = new_only_lacks(g);

	return lacks ? arena_printf(mem, "key 'new-only' (%s) %s",
			       origin_text(&g->origins[key_index(key)], mem), lacks)
		     : NULL;
}

static struct gate *
gate_make(struct gate *g, const struct config *c, size_t gate, struct given *settings)
{
	const struct section *section = c->own->gates[gate].section;
	struct value_context ctx = config_context(c);

	*g = (struct gate){.name = section->name, .origin = section->origin};
	g->origins = arena_alloc(ctx.mem, key_count(SECTION_GATE), sizeof(*g->origins));
	value_read_all(g, g->origins, SECTION_GATE, settings, &ctx);
	derive(g, settings);
	g->broken = why_broken(g, c, settings);
	if (!g->broken)
		g->broken = why_unmeasured(c, g, settings);
	if (!g->broken && g->new_only != NEW_ONLY_NO)
		g->broken = why_not_new_only(g, ctx.mem);
	return g;
}

static const char **
texts_of(const struct given *settings, struct arena *mem)
{
	const struct key *first = key_first(SECTION_GATE);
	size_t n = key_count(SECTION_GATE);
	const char **texts = arena_alloc(mem, n, sizeof(*texts));

	for (size_t i = 0; i < n; i++) {
		struct given s = settings[i];

		if (s.n == 0 || s.is_add)
			s = given_over(given_default(&first[i], mem), s, mem);
		texts[i] = is_given(&s) ? given_text(&s, mem) : NULL;
	}
	return texts;
}

static bool
is_same(const char *const *a, const char *const *b)
{
	for (size_t i = 0, rows = key_count(SECTION_GATE); i < rows; i++) {
		if (a[i] != b[i] && (!a[i] || !b[i] || strcmp(a[i], b[i]) != 0))
			return false;
	}
	return true;
}

static struct variant *
variant_add(struct gate_own *own, struct given *settings, struct gate *g, struct arena *mem)
{
	own->v = arena_grow(mem, own->v, own->n, &own->cap, sizeof(*own->v));
	own->v[own->n] = (struct variant){.settings = settings, .gate = g};
	own->v[own->n].texts = texts_of(settings, mem);
	return &own->v[own->n++];
}

static const struct gate *
intern(const struct config *c, size_t gate, struct given *settings)
{
	struct gate_own *own = &c->own->gates[gate];
	struct arena *mem = c->own->mem;
	const char **texts = texts_of(settings, mem);
	struct gate *g;

	for (size_t i = 0; i < own->n; i++) {
		if (is_same(own->v[i].texts, texts))
			return own->v[i].gate;
	}
	g = gate_make(arena_alloc(mem, 1, sizeof(*g)), c, gate, settings);
	return variant_add(own, settings, g, mem)->gate;
}

static bool
has_stage(const struct section *s, const char *stage)
{
	for (size_t i = 0; i < s->nstaged; i++) {
		if (strcmp(s->staged[i].stage, stage) == 0)
			return true;
	}
	return false;
}

static bool
has_override(const struct config *c, size_t gate, size_t component)
{
	const struct component *of = &c->components.v[component];
	const char *group = gate_group(c, gate);

	for (size_t i = 0; i < of->noverrides; i++) {
		const char *name = of->overrides[i].gate;

		if (strcmp(name, c->gates[gate].name) == 0 || (group && strcmp(name, group) == 0))
			return true;
	}
	return false;
}

const struct gate *
config_gate(const struct config *c, size_t gate, size_t component, int stage)
{
	struct gate_own *own = &c->own->gates[gate];
	const char *at = c->stages.v[stage].name;
	const struct gate *g;

	if (!has_stage(own->section, at) && !has_stage(&c->own->merged.gate, at))
		stage = STAGE_NONE;
	if (!has_override(c, gate, component))
		component = EFFECTIVE_ANY;
	if (stage == STAGE_NONE && component == EFFECTIVE_ANY)
		return &c->gates[gate];
	for (size_t i = 0; i < own->nasked; i++) {
		if (own->asked[i].component == component && own->asked[i].stage == stage)
			return own->asked[i].gate;
	}
	g = intern(
		c, gate, effective_settings(c, gate, component, stage == STAGE_NONE ? NULL : at));
	own->asked =
		arena_grow(c->own->mem, own->asked, own->nasked, &own->casked, sizeof(*own->asked));
	own->asked[own->nasked++] =
		(struct gate_asked){.component = component, .stage = stage, .gate = g};
	return g;
}

/* The values of KEY.STAGE are read once to hear what is wrong with them. */
static void
check_staged(const struct section *s, const struct config *c)
{
	struct value_context ctx = config_context(c);
	struct strs known = {0};

	for (size_t i = 0; i < c->stages.n; i++)
		strs_add(&known, c->stages.v[i].name, ctx.mem);
	for (size_t i = 0; i < s->nstaged; i++) {
		const struct staged *staged = &s->staged[i];
		struct origin at = given_origin(&staged->setting);
		struct gate scratch = {0};

		value_read(&scratch, staged->key, &staged->setting, &ctx);
		if (!strs_has(&known, staged->stage))
			problem_add(ctx.problems, PROBLEM_ERROR, at.file, at.line,
				"unknown stage '%s' in '%s.%s'%s", staged->stage, staged->key->name,
				staged->stage, value_hint(staged->stage, &known, ctx.mem));
	}
}

static void
check_defaults(const struct config *c)
{
	const struct key *first = key_first(SECTION_GATE);
	const struct section *s = &c->own->merged.gate;
	struct value_context ctx = config_context(c);
	struct gate scratch = {0};

	for (size_t i = 0, rows = key_count(SECTION_GATE); i < rows; i++)
		value_read(&scratch, &first[i], &s->settings[i], &ctx);
	check_staged(s, c);
}

void
effective_read_gates(struct config *c)
{
	const struct merged *m = &c->own->merged;
	struct arena *mem = c->own->mem;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->v[i].kind == SECTION_GATE;
	c->gates = arena_alloc(mem, n, sizeof(*c->gates));
	c->own->gates = arena_alloc(mem, n, sizeof(*c->own->gates));
	check_defaults(c);
	for (size_t i = 0; i < m->n; i++) {
		struct gate_own *own = &c->own->gates[c->ngates];
		struct gate *g = &c->gates[c->ngates];
		struct given *settings;

		if (m->v[i].kind != SECTION_GATE)
			continue;
		own->section = &m->v[i];
		settings = effective_settings(c, c->ngates, EFFECTIVE_ANY, NULL);
		gate_make(g, c, c->ngates, settings);
		variant_add(own, settings, g, mem);
		check_staged(own->section, c);
		c->ngates++;
	}
}

static bool
is_gate_or_group(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->ngates; i++) {
		const struct gate *g = &c->gates[i];

		if (strcmp(g->name, name) == 0 || (g->group && strcmp(g->group, name) == 0))
			return true;
	}
	return false;
}

static void
say_unknown_gate(const struct gate_word *w, const struct config *c)
{
	const struct key *first = key_first(SECTION_COMPONENT);
	struct value_context ctx = config_context(c);
	struct origin at = given_origin(&w->setting);
	struct strs known = {0};

	for (size_t i = 0, rows = key_count(SECTION_COMPONENT); i < rows && w->is_bare; i++)
		strs_add(&known, first[i].name, ctx.mem);
	for (size_t i = 0; i < c->ngates; i++) {
		strs_add(&known, c->gates[i].name, ctx.mem);
		if (c->gates[i].group)
			strs_add(&known, c->gates[i].group, ctx.mem);
	}
	problem_add(ctx.problems, PROBLEM_ERROR, at.file, at.line, "unknown %s '%s'%s",
		w->is_bare ? "key" : "gate", w->gate, value_hint(w->gate, &known, ctx.mem));
}

/* A gate stays what it is: `run` for a command, `builtin` for built-ins. */
static void
check_kind(const struct gate_word *w, const struct config *c)
{
	struct value_context ctx = config_context(c);
	struct origin at = given_origin(&w->setting);
	bool wants_run = strcmp(w->key->name, "run") == 0;

	if (!wants_run && strcmp(w->key->name, "builtin") != 0)
		return;
	for (size_t i = 0; i < c->ngates; i++) {
		const struct gate *g = &c->gates[i];

		if (strcmp(g->name, w->gate) != 0 && (!g->group || strcmp(g->group, w->gate) != 0))
			continue;
		if (wants_run ? g->builtin.n > 0 : g->run.text != NULL)
			problem_add(ctx.problems, PROBLEM_ERROR, at.file, at.line,
				"gate '%s' has '%s' and cannot have '%s' for one component",
				g->name, wants_run ? "builtin" : "run", w->key->name);
	}
}

/* `tests = off` means the gate, and says that the tests are in a file named off. */
static void
check_taken_for_gate(const struct section *section, const struct config *c)
{
	const struct key *first = key_first(SECTION_COMPONENT);
	struct value_context ctx = config_context(c);

	for (size_t i = 0, n = key_count(SECTION_COMPONENT); i < n; i++) {
		const struct given *s = &section->settings[i];
		struct origin at = given_origin(s);

		if (s->n != 1 || strcmp(s->v[0].text, "off") != 0 ||
			!is_gate_or_group(c, first[i].name))
			continue;
		problem_add(ctx.problems, PROBLEM_ERROR, at.file, at.line,
			"key '%s' is the component's own; write '%s.level = off' for the gate",
			first[i].name, first[i].name);
	}
}

void
effective_read_overrides(
	struct component *out, const struct section *section, const struct config *c)
{
	struct value_context ctx = config_context(c);

	check_taken_for_gate(section, c);
	for (size_t i = 0; i < section->nwords; i++) {
		const struct gate_word *w = &section->words[i];
		struct gate scratch = {0};

		if (!is_gate_or_group(c, w->gate)) {
			say_unknown_gate(w, c);
			continue;
		}
		value_read(&scratch, w->key, &w->setting, &ctx);
		check_kind(w, c);
		out->overrides = arena_grow(ctx.mem, out->overrides, out->noverrides,
			&out->coverrides, sizeof(*out->overrides));
		out->overrides[out->noverrides++] = (struct component_override){
			.gate = w->gate,
			.key = w->key,
			.text = given_text(&w->setting, ctx.mem),
			.is_add = w->setting.is_add,
			.origin = given_origin(&w->setting),
		};
	}
}

void
effective_release(struct config *c)
{
	for (size_t i = 0; i < c->ngates; i++) {
		for (size_t k = 0; k < c->own->gates[i].n; k++)
			value_release(c->own->gates[i].v[k].gate, SECTION_GATE);
	}
}

/* SPDX-License-Identifier: MIT */
/*
 * config -- see config.h: files to sections (ini, merge), sections to values (value), and the order
 * in which that must happen: stages, [tta], gates, components, the rest, then what joins them.
 */
#include "model/config/config.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"
#include "model/config/component_read.h"
#include "model/config/config_own.h"
#include "model/config/consistency.h"
#include "model/config/discover.h"
#include "model/config/effective.h"
#include "model/config/ini.h"
#include "model/config/overrides.h"
#include "model/config/problem.h"
#include "model/config/template.h"

static const char *const placeholders[] = {
	"files",
	"source",
	"tests",
	"paths",
	"dir",
	"component",
	"target",
	"report",
	"carry",
	"root",
};

struct value_context
config_context(const struct config *c)
{
	return (struct value_context){
		.stages = &c->stages,
		.known = &c->own->known,
		.problems = c->own->problems,
		.beside = c->own->beside,
		.mem = c->own->mem,
	};
}

static const struct section *
find_only(const struct config *c, enum section_kind kind)
{
	static const struct section none;
	const struct section *s = merge_find(&c->own->merged, kind, "");

	return s ? s : &none;
}

static void
read_object(void *object, struct origin *origin, struct origin **origins, const struct section *s,
	enum section_kind kind, const struct config *c)
{
	struct value_context ctx = config_context(c);
	size_t n = key_count(kind);
	const struct given *settings =
		s->settings ? s->settings : arena_alloc(ctx.mem, n, sizeof(*settings));

	*origin = s->origin;
	*origins = arena_alloc(ctx.mem, n, sizeof(**origins));
	value_read_all(object, *origins, kind, settings, &ctx);
}

static void
preset_merge(struct config *c, const char *name, struct origin at)
{
	struct config_private *own = c->own;
	struct strs known = {0};
	struct error err = {0};
	struct ini ini;

	for (size_t i = 0; i < npresets; i++) {
		const struct preset *p = &presets[i];

		strs_add(&known, p->name, own->mem);
		if (strcmp(p->name, name) != 0)
			continue;
		if (ini_read(&ini, arena_printf(own->mem, "preset %s", name), p->text, p->len,
			    own->problems, own->mem, &err) < 0)
			problem_add(own->problems, PROBLEM_ERROR, at.file, at.line, "%s", err.msg);
		else
			merge_ini(&own->merged, &ini);
		return;
	}
	problem_add(own->problems, PROBLEM_ERROR, at.file, at.line, "unknown preset '%s'%s", name,
		value_hint(name, &known, own->mem));
}

/* Presets count less than the file, which alone tells which they are. */
static void
merge_presets(struct config *c, const struct ini *ini)
{
	const struct ini_entry *entry = NULL;
	struct strs names = {0};
	struct error err = {0};

	for (size_t i = 0; i < ini->n; i++) {
		for (size_t k = 0; k < ini->v[i].n && strcmp(ini->v[i].kind, "tta") == 0; k++) {
			if (strcmp(ini->v[i].v[k].key, "presets") == 0)
				entry = &ini->v[i].v[k];
		}
	}
	if (!entry || value_words(&names, entry->value, c->own->mem, &err) < 0)
		return; /* what is wrong is said when the value is read */
	for (size_t i = 0; i < names.n; i++)
		preset_merge(c, names.v[i], (struct origin){ini->file, entry->line});
}

static void
ship_stages(struct config *c)
{
	static const struct {
		const char *name;
		double coverage;
	} shipped[] = {{"development", 60}, {"staging", 70}, {"production", 80}};
	static const struct section none;

	for (size_t i = 0; i < countof(shipped); i++) {
		struct stage *s = &c->stages.v[c->stages.n++];

		read_object(s, &s->origin, &s->origins, &none, SECTION_STAGE, c);
		s->name = shipped[i].name;
		s->thresholds.coverage.value = shipped[i].coverage;
	}
}

/* What a stage does not say, it takes from the one before it. */
static void
inherit_thresholds(struct stage *s, const struct stage *before)
{
	const struct key *first = key_first(SECTION_STAGE);

	for (size_t i = 0, rows = key_count(SECTION_STAGE); i < rows; i++) {
		struct threshold *to = (struct threshold *)(void *)((char *)s + first[i].field);

		if (!isnan(to->value))
			continue;
		*to = *(const struct threshold *)(const void *)((const char *)before +
								first[i].field);
		s->origins[i] = before->origins[i];
	}
}

static void
read_stages(struct config *c)
{
	const struct merged *m = &c->own->merged;

	c->stages.cap = m->n + 3;
	c->stages.v = arena_alloc(c->own->mem, c->stages.cap, sizeof(*c->stages.v));
	for (size_t i = 0; i < m->n; i++) {
		struct stage *s = &c->stages.v[c->stages.n];

		if (m->v[i].kind != SECTION_STAGE)
			continue;
		read_object(s, &s->origin, &s->origins, &m->v[i], SECTION_STAGE, c);
		s->name = m->v[i].name;
		c->stages.n++;
	}
	if (c->stages.n == 0)
		ship_stages(c);
	for (size_t i = 1; i < c->stages.n; i++)
		inherit_thresholds(&c->stages.v[i], &c->stages.v[i - 1]);
	consistency_check_stages(c);
}

static void
read_settings(struct config *c)
{
	struct settings *t = &c->tta;
	const struct origin *at;

	read_object(t, &t->origin, &t->origins, find_only(c, SECTION_TTA), SECTION_TTA, c);
	at = &t->origins[key_index(key_find(SECTION_TTA, "version"))];
	if (t->version != 1)
		problem_add(c->own->problems, PROBLEM_ERROR, at->file, at->line,
			"version %d is not known to this program; 1 is", t->version);
	if (t->target == STAGE_NONE)
		t->target = 0;
}

static void
read_env(struct config *c, const struct section *s)
{
	struct env *e = &c->envs.v[c->envs.n++];

	read_object(e, &e->origin, &e->origins, s, SECTION_ENV, c);
	e->name = s->name;
}

static void
read_branch(struct config *c, const struct section *s)
{
	struct branch *b = &c->branches[c->nbranches++];
	struct value_context ctx = config_context(c);
	struct error err = {0};
	struct strs names = {0};

	read_object(b, &b->origin, &b->origins, s, SECTION_BRANCH, c);
	strs_split(&names, s->name, ctx.mem);
	for (size_t i = 0; i < names.n; i++) {
		if (patterns_add(&b->names, names.v[i], 0, ctx.mem, &err) < 0)
			problem_add(ctx.problems, PROBLEM_ERROR, s->origin.file, s->origin.line,
				"%s", err.msg);
	}
}

static void
read_rule(struct config *c, const struct section *s)
{
	struct commit_rule *r = &c->rules[c->nrules++];

	read_object(r, &r->origin, &r->origins, s, SECTION_RULE, c);
	r->name = s->name;
}

static void
read_rest(struct config *c)
{
	const struct merged *m = &c->own->merged;
	struct arena *mem = c->own->mem;

	c->envs.v = arena_alloc(mem, m->n, sizeof(*c->envs.v));
	c->envs.cap = m->n;
	c->branches = arena_alloc(mem, m->n, sizeof(*c->branches));
	c->rules = arena_alloc(mem, m->n, sizeof(*c->rules));
	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].kind == SECTION_ENV)
			read_env(c, &m->v[i]);
		else if (m->v[i].kind == SECTION_BRANCH)
			read_branch(c, &m->v[i]);
		else if (m->v[i].kind == SECTION_RULE)
			read_rule(c, &m->v[i]);
	}
	read_object(&c->commit, &c->commit.origin, &c->commit.origins, find_only(c, SECTION_COMMIT),
		SECTION_COMMIT, c);
}

static int
read_components(struct config *c, const struct blob_source *tree, struct error *err)
{
	struct config_private *own = c->own;
	struct value_context ctx = config_context(c);
	struct component_sections sections_of = {0};
	struct section *nobody = NULL;
	size_t n = 1;

	if (template_expand(&sections_of, &own->merged, tree, &ctx, err) < 0)
		return -1;
	own->components = arena_alloc(own->mem, sections_of.n + 1, sizeof(*own->components));
	for (size_t i = 0; i < sections_of.n; i++) {
		if (strcmp(sections_of.v[i]->name, ".") == 0)
			nobody = sections_of.v[i];
		else
			own->components[n++] = sections_of.v[i];
	}
	if (!nobody) {
		nobody = arena_alloc(own->mem, 1, sizeof(*nobody));
		section_init(nobody, SECTION_COMPONENT, ".", own->mem);
	}
	own->components[0] = nobody;
	c->components.v = arena_alloc(own->mem, n, sizeof(*c->components.v));
	c->components.cap = n;
	for (size_t i = 0; i < n; i++) {
		struct component *to = &c->components.v[i];

		if (component_read(to, own->components[i], c, tree, err) < 0)
			return -1;
		c->components.n++;
		overrides_read(to, own->components[i], c);
	}
	return 0;
}

static void
read_secrets(struct config *c)
{
	const struct merged *m = &c->own->merged;
	struct value_context ctx = config_context(c);

	c->secrets = arena_alloc(ctx.mem, m->n, sizeof(*c->secrets));
	for (size_t i = 0; i < m->n; i++) {
		struct secret *to = &c->secrets[c->nsecrets];

		if (m->v[i].kind != SECTION_SECRET)
			continue;
		read_object(to, &to->origin, &to->origins, &m->v[i], SECTION_SECRET, c);
		to->name = m->v[i].name;
		c->nsecrets++;
	}
}

/* A template says the same of each of its components: once is enough. */
static void
drop_repeats(struct problems *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct problem *p = &list->v[i];
		bool is_new = true;

		for (size_t k = kept; k-- > 0 && is_new;) {
			const struct problem *old = &list->v[k];

			if (old->origin.line != p->origin.line)
				break;
			is_new = strcmp(old->text, p->text) != 0;
		}
		if (is_new)
			list->v[kept++] = *p;
	}
	list->n = kept;
}

static int
read_all(struct config *c, const struct config_input *in, struct error *err)
{
	struct config_private *own = c->own;
	struct ini ini = {.file = c->file};

	if (in->text &&
		ini_read(&ini, c->file, in->text, in->len, own->problems, own->mem, err) < 0)
		return -1;
	merge_presets(c, &ini);
	merge_ini(&own->merged, &ini);
	read_stages(c);
	read_settings(c);
	effective_read_gates(c);
	if (read_components(c, in->tree, err) < 0)
		return -1;
	read_rest(c);
	read_secrets(c);
	consistency_check_gates(c);
	consistency_check_twins(c);
	if (consistency_check_components(c, in->tree, err) < 0)
		return -1;
	if (!problems_refuse(own->problems) && discover_tests(c, in->tree, err) < 0)
		return -1;
	components_link(&c->components, own->problems, own->mem);
	consistency_check_targets(c);
	return 0;
}

int
config_read(struct config *out, const struct config_input *in, struct problems *problems,
	struct arena *mem, struct error *err)
{
	struct config_private *own = arena_alloc(mem, 1, sizeof(*own));
	int rc;

	*out = (struct config){.file = in->file ? in->file : "tta.ini", .own = own};
	own->mem = mem;
	own->problems = problems;
	own->beside = in->beside;
	own->unheard.mem = mem;
	for (size_t i = 0; i < countof(placeholders); i++)
		strs_add(&own->known, placeholders[i], mem);
	merge_init(&own->merged, problems, mem);
	rc = read_all(out, in, err);
	own->problems = own->merged.problems = &own->unheard;
	own->beside = NULL;
	problems_sort(problems);
	drop_repeats(problems);
	return rc;
}

void
config_release(struct config *c)
{
	if (!c->own)
		return;
	value_release(&c->tta, SECTION_TTA);
	for (size_t i = 0; i < c->components.n; i++)
		value_release(&c->components.v[i], SECTION_COMPONENT);
	for (size_t i = 0; i < c->envs.n; i++)
		value_release(&c->envs.v[i], SECTION_ENV);
	for (size_t i = 0; i < c->nbranches; i++)
		patterns_release(&c->branches[i].names);
	for (size_t i = 0; i < c->nsecrets; i++)
		value_release(&c->secrets[i], SECTION_SECRET);
	effective_release(c);
	c->own = NULL;
}

/* SPDX-License-Identifier: MIT */
/* pick -- see pick.h. */
#include "model/plan/pick.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/config.h"
#include "model/event.h"

static void
gate_names(struct strs *out, const struct config *c, struct arena *mem)
{
	for (size_t i = 0; i < c->ngates; i++) {
		strs_add(out, c->gates[i].name, mem);
		if (c->gates[i].group)
			strs_add(out, c->gates[i].group, mem);
	}
	/* Built-ins can be given by stage and by component as well. */
	for (size_t i = 0; i < c->ngates; i++) {
		strs_add_all(out, &c->gates[i].builtin, mem);
		for (size_t k = 0; k < c->components.n; k++) {
			for (size_t s = 0; s < c->stages.n; s++)
				strs_add_all(out, &config_gate(c, i, k, (int)s)->builtin, mem);
		}
	}
}

static void
component_names(struct strs *out, const struct config *c, struct arena *mem)
{
	for (size_t i = 0; i < c->components.n; i++) {
		strs_add(out, c->components.v[i].name, mem);
		strs_add_all(out, &c->components.v[i].alias, mem);
	}
}

static bool
is_gate_name(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->ngates; i++) {
		const struct gate *g = &c->gates[i];

		if (strcmp(g->name, name) == 0 || (g->group && strcmp(g->group, name) == 0) ||
			strs_has(&g->builtin, name))
			return true;
	}
	return false;
}

/* "; did you mean 'x'?" or nothing. */
static const char *
hint(const char *name, const struct strs *known, struct arena *mem)
{
	const char *near = text_nearest(name, known);

	return near ? arena_printf(mem, "; did you mean '%s'?", near) : "";
}

/* NULL where name is a gate, a group or a built-in; else a hint, maybe empty. */
static const char *
gate_is_unknown(const struct config *c, const char *name, struct arena *mem)
{
	struct strs known = {0};

	if (is_gate_name(c, name))
		return NULL;
	gate_names(&known, c, mem);
	strs_sort_unique(&known);
	return strs_has_sorted(&known, name) ? NULL : hint(name, &known, mem);
}

static const char *
component_is_unknown(size_t *index, const struct config *c, const char *name, struct arena *mem)
{
	const struct component *found = component_find(&c->components, name);
	struct strs known = {0};

	if (found) {
		*index = (size_t)(found - c->components.v);
		return NULL;
	}
	component_names(&known, c, mem);
	return hint(name, &known, mem);
}

static void
warn_skip(struct strs *warnings, const char *word, const char *what, const char *hinted,
	struct arena *mem)
{
	strs_add(warnings, arena_printf(mem, "SKIP names '%s', %s%s", word, what, hinted), mem);
}

static void
skip_read(struct pick *p, const char *word, struct strs *warnings, struct arena *mem)
{
	const char *at = strrchr(word, '@'), *unknown;
	struct pick_skip s = {.word = word, .id = word};

	if (!*word)
		return;
	if (at && gate_is_unknown(p->config, word, mem)) {
		s.id = arena_strndup(mem, word, (size_t)(at - word));
		s.is_one = true;
		unknown = component_is_unknown(&s.component, p->config, at + 1, mem);
		if (unknown) {
			warn_skip(warnings, word, "whose component does not exist", unknown, mem);
			return;
		}
	}
	unknown = gate_is_unknown(p->config, s.id, mem);
	if (unknown)
		warn_skip(warnings, word, "which is no gate", unknown, mem);
	else
		p->skips[p->nskips++] = s;
}

static int
components_read(struct pick *out, struct arena *mem, struct error *err)
{
	const struct strs *asked = &out->selector->components;
	size_t index = 0;

	if (asked->n == 0)
		return 0;
	out->component = arena_alloc(mem, out->config->components.n, sizeof(*out->component));
	for (size_t i = 0; i < asked->n; i++) {
		const char *unknown = component_is_unknown(&index, out->config, asked->v[i], mem);

		if (unknown)
			return error_set(
				err, ERR_USAGE, "unknown component '%s'%s", asked->v[i], unknown);
		out->component[index] = true;
	}
	return 0;
}

int
pick_read(struct pick *out, const struct config *config, const struct selector *selector,
	struct strs *warnings, struct arena *mem, struct error *err)
{
	*out = (struct pick){.config = config, .selector = selector};
	if (components_read(out, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < selector->gates.n; i++) {
		const char *name = selector->gates.v[i];
		const char *unknown = gate_is_unknown(config, name, mem);

		if (unknown)
			return error_set(err, ERR_USAGE, "unknown gate '%s'%s", name, unknown);
	}
	out->skips = arena_alloc(mem, selector->skip.n, sizeof(*out->skips));
	for (size_t i = 0; i < selector->skip.n; i++)
		skip_read(out, selector->skip.v[i], warnings, mem);
	return 0;
}

bool
pick_has_component(const struct pick *p, size_t component)
{
	return !p->component || p->component[component];
}

/* By its own name or its group's. */
static bool
is_called(const struct gate *g, const char *name)
{
	return strcmp(g->name, name) == 0 || (g->group && strcmp(g->group, name) == 0);
}

bool
pick_names_gate(const struct pick *p, size_t gate, const struct strs *builtins)
{
	const struct strs *asked = &p->selector->gates;

	for (size_t i = 0; i < asked->n; i++) {
		if (is_called(&p->config->gates[gate], asked->v[i]) ||
			strs_has(builtins, asked->v[i]))
			return true;
	}
	return false;
}

bool
pick_has_job(const struct pick *p, size_t gate, const char *builtin)
{
	const struct strs *asked = &p->selector->gates;

	for (size_t i = 0; i < asked->n; i++) {
		if (is_called(&p->config->gates[gate], asked->v[i]) ||
			(builtin && strcmp(builtin, asked->v[i]) == 0))
			return true;
	}
	return asked->n == 0;
}

const struct pick_skip *
pick_skip(const struct pick *p, size_t gate, const char *builtin, size_t component)
{
	for (size_t i = 0; i < p->nskips; i++) {
		const struct pick_skip *s = &p->skips[i];

		if (s->is_one && s->component != component)
			continue;
		if (is_called(&p->config->gates[gate], s->id) ||
			(builtin && strcmp(builtin, s->id) == 0))
			return s;
	}
	return NULL;
}

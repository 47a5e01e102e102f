/* SPDX-License-Identifier: MIT */
/* overrides -- see overrides.h. */
#include "model/config/overrides.h"

#include <string.h>

#include "base/arena.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/problem.h"

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
overrides_read(struct component *out, const struct section *section, const struct config *c)
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

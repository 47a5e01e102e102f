/* SPDX-License-Identifier: MIT */
/*
 * trigger -- see trigger.h.  Each path is held against each effective gate at most once a base:
 * what was found is kept by gate, base and owner.
 */
#include "model/plan/trigger.h"

#include "base/arena.h"
#include "model/config/config.h"
#include "model/plan/filter.h"
#include "model/plan/planning.h"
#include "model/plan/reason.h"

enum { UNKNOWN, NO, YES };

struct trigger_memo {
	const struct gate *gate;
	unsigned char *concerned; /* [base][component] */
	const char **inputs;      /* [base]: the path */
	bool has_inputs;
	struct trigger_memo *next;
};

static struct trigger_memo *
memo_find(struct planning *p, size_t gate, const struct gate *g)
{
	struct trigger_memo *m = p->memos[gate];

	while (m && m->gate != g)
		m = m->next;
	if (m)
		return m;
	m = arena_alloc(p->mem, 1, sizeof(*m));
	m->gate = g;
	m->concerned = arena_alloc(p->mem, p->touch.nbases, p->in->config->components.n);
	m->inputs = arena_alloc(p->mem, p->touch.nbases, sizeof(*m->inputs));
	m->next = p->memos[gate];
	return p->memos[gate] = m;
}

static bool
is_concerned(struct planning *p, struct trigger_memo *m, size_t base, size_t component)
{
	const struct touch_set *s = &p->touch.bases[base];
	unsigned char *known = &m->concerned[base * p->in->config->components.n + component];

	if (*known == UNKNOWN) {
		*known = NO;
		for (size_t i = 0; i < touch_count(s, component) && *known == NO; i++) {
			if (filter_concerns(m->gate, touch_file(s, component, i), p->in->tree,
				    p->mem) != FILTER_NO)
				*known = YES;
		}
	}
	return *known == YES;
}

static void
inputs_read(struct planning *p, struct trigger_memo *m)
{
	m->has_inputs = true;
	if (m->gate->inputs.n == 0 || !owe_inputs_count(p->in) ||
		p->in->event->selection == SELECT_ALL)
		return;
	for (size_t b = 0; b < p->touch.nbases; b++) {
		const struct touch_set *s = &p->touch.bases[b];

		for (size_t i = 0; i < s->n && !m->inputs[b]; i++) {
			if (patterns_match(&m->gate->inputs, s->v[i].of->path))
				m->inputs[b] = s->v[i].of->path;
		}
	}
}

const char *
trigger_input(struct planning *p, size_t gate, const struct gate *g, size_t base)
{
	struct trigger_memo *m = memo_find(p, gate, g);

	if (!m->has_inputs)
		inputs_read(p, m);
	return m->inputs[base];
}

static bool
is_concerned_below(
	struct planning *p, struct trigger_memo *m, size_t base, size_t component, size_t *through)
{
	const struct component *c = planning_component(p, component);

	for (size_t i = 0; i < c->ndeps; i++) {
		if (is_concerned(p, m, base, c->deps[i])) {
			*through = c->deps[i];
			return true;
		}
	}
	return false;
}

static bool
differs_somewhere(struct planning *p, struct trigger_memo *m, size_t component)
{
	for (size_t b = 0; b < p->touch.nbases; b++) {
		if (is_concerned(p, m, b, component))
			return true;
	}
	return false;
}

static bool
looks_below(const struct owed *o)
{
	return o->gate->dependants != STAGE_NONE && o->stage >= o->gate->dependants;
}

/* At its next stage it would look below: then it warns of what that finds. */
static bool
find_next(struct owed *out, const struct member *m, const struct planning *p, size_t gate)
{
	int next = planning_component(p, m->component)->next;

	*out = m->owed;
	if (next <= m->owed.stage)
		return false;
	out->gate = config_gate(p->in->config, gate, m->component, next);
	out->stage = next;
	out->level = LEVEL_WARN;
	out->is_next = true;
	return out->gate->level != LEVEL_OFF && looks_below(out);
}

/* Every component counts as touched, whatever it holds; a gate may still ask for more. */
static bool
is_all(const struct planning *p, const struct gate *g)
{
	return p->in->event->selection == SELECT_ALL && g->files.n == 0 && g->types.n == 0;
}

void
trigger_find(struct member *m, struct planning *p, size_t gate)
{
	const struct gate *g = m->owed.gate;
	struct trigger_memo *memo = memo_find(p, gate, g);
	struct trigger t = {.kind = TRIGGER_THROUGH};
	bool own = is_all(p, g) || differs_somewhere(p, memo, m->component), is_next = false;
	struct owed next;

	m->trigger = (struct trigger){0};
	for (size_t b = 0; b < p->touch.nbases && !is_all(p, g); b++) {
		const char *input = trigger_input(p, gate, g, b);

		if (input)
			t.input = input;
		if (input || is_concerned(p, memo, b, m->component))
			continue;
		if (!own && !looks_below(&m->owed)) {
			is_next = find_next(&next, m, p, gate);
			if (!is_next)
				return;
		}
		if (!is_concerned_below(p, memo, b, m->component, &t.through))
			return;
	}
	if (own)
		t.kind = TRIGGER_OWN;
	else if (t.input)
		t.kind = TRIGGER_INPUT;
	m->trigger = t;
	if (is_next && t.kind == TRIGGER_THROUGH)
		m->owed = next;
}

const char *
trigger_refusal(const struct member *m, struct planning *p)
{
	const struct gate *g = m->owed.gate;
	const struct stages *stages = &p->in->config->stages;
	const char *wanted = filter_text(g, p->mem);

	if (p->touch.how[m->component] == TOUCH_THROUGH && !looks_below(&m->owed)) {
		const char *below = planning_component(p, p->touch.through[m->component])->name;

		if (g->dependants == STAGE_NONE)
			return arena_printf(p->mem, "only %s changed, which it depends on", below);
		return arena_printf(p->mem, "only %s changed; dependants = %s, %s aims at %s",
			below, stages->v[g->dependants].name,
			planning_component(p, m->component)->name, stages->v[m->owed.stage].name);
	}
	if (!wanted)
		return arena_printf(p->mem, "none of its own files %s", reason_verb(p));
	return arena_printf(p->mem, "no %sfile matches %s", reason_adjective(p), wanted);
}

/* SPDX-License-Identifier: MIT */
/* owe -- see owe.h.  The questions are asked in the order in which a reader would. */
#include "model/plan/owe.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/config/key.h"
#include "model/event.h"
#include "model/plan/pick.h"
#include "model/plan/plan.h"
#include "model/plan/when.h"

struct question {
	const struct owe *o;
	size_t gate, index;
	const struct component *c;
};

/* " (tta.ini:31)", or nothing for what is built in. */
static const char *
place(const struct origin *o, struct arena *mem)
{
	return o->file ? arena_printf(mem, " (%s)", origin_text(o, mem)) : "";
}

static const char *
stage_name(const struct question *q, int stage)
{
	return q->o->in->config->stages.v[stage].name;
}

static int
target_of(const struct question *q)
{
	int target = q->o->in->selector->target;

	return target == STAGE_NONE ? q->c->target : target;
}

static const char *
target_place(const struct question *q)
{
	const struct settings *tta = &q->o->in->config->tta;
	struct origin at = component_origin(q->c, "target");

	if (q->o->in->selector->target != STAGE_NONE)
		return " (--target)";
	if (q->index == 0 && tta->origins)
		at = tta->origins[key_index(key_find(SECTION_TTA, "target"))];
	return place(&at, q->o->mem);
}

bool
owe_is_for(const struct gate *g, const struct component *c)
{
	if (g->audience.n == 0)
		return true;
	for (size_t i = 0; i < g->audience.n; i++) {
		const char *word = g->audience.v[i];

		if (strcmp(word, c->name) == 0 || strs_has(&c->alias, word) ||
			strs_has(&c->tags, word))
			return true;
	}
	return false;
}

static const char *
audience_text(const struct question *q, const struct gate *g)
{
	return arena_printf(q->o->mem, "for %s, this one has no such tag",
		strs_join(&g->audience, " or ", q->o->mem));
}

static const char *
from_text(const struct question *q, const struct gate *g, int target)
{
	return arena_printf(q->o->mem, "owed from %s, %s aims at %s%s", stage_name(q, g->from),
		q->c->name, stage_name(q, target), target_place(q));
}

/* The component's own GATE.level or GROUP.level, the last; equal gates share their origins. */
static const struct origin *
level_override(const struct question *q, const struct gate *g)
{
	const struct key *level = key_find(SECTION_GATE, "level");
	const struct origin *found = NULL;

	for (size_t i = 0; i < q->c->noverrides; i++) {
		const struct component_override *o = &q->c->overrides[i];

		if (o->key == level && (strcmp(o->gate, g->name) == 0 ||
					       (g->group && strcmp(o->gate, g->group) == 0)))
			found = &o->origin;
	}
	return found;
}

static const char *
level_text(const struct question *q, const struct gate *g)
{
	const struct origin *o = level_override(q, g);

	if (!o)
		o = g->origins ? &g->origins[key_index(key_find(SECTION_GATE, "level"))]
			       : &g->origin;
	return arena_printf(q->o->mem, "level = off%s", place(o, q->o->mem));
}

/* By audience, stage and level alone. */
static void
at_stage(struct owed *out, const struct question *q, int stage)
{
	const struct gate *g = config_gate(q->o->in->config, q->gate, q->index, stage);
	bool says = q->o->wants_reasons;

	*out = (struct owed){.gate = g, .stage = stage, .level = g->level};
	if (!owe_is_for(g, q->c))
		out->no = says ? audience_text(q, g) : "audience";
	else if (stage < g->from)
		out->no = says ? from_text(q, g, stage) : "from";
	else if (g->level == LEVEL_OFF)
		out->no = says ? level_text(q, g) : "level";
}

const char *
owe_event(const struct gate *g)
{
	if (g->on)
		return g->on;
	return g->builtin.n || g->scope == SCOPE_FILES ? "pre-commit" : "pre-push";
}

static bool
is_at_event(const char *on, const char *stage)
{
	if (strcmp(on, "pre-commit") == 0 || strcmp(on, stage) == 0)
		return true;
	return strcmp(on, "pre-push") == 0 && strcmp(stage, "pre-commit") != 0;
}

static const char *
event_refuses(const struct question *q, const struct gate *g)
{
	const struct event *e = q->o->in->event;
	const char *on = owe_event(g);

	if (pick_names_gate(q->o->pick, q->gate, &g->builtin))
		return NULL;
	if (!is_at_event(on, e->stage))
		return !q->o->wants_reasons ? "event"
					    : arena_printf(q->o->mem, "at %s (on = %s)", on, on);
	if (e->is_rebase && g->builtin.n == 0 && strcmp(e->stage, "pre-commit") == 0)
		return "a rebase is under way: at pre-push";
	return NULL;
}

static const char *
when_refuses(const struct question *q, const struct gate *g)
{
	const char *fails = when_fails(&g->when, q->o->in->event, q->o->in->environ, q->o->mem);

	return fails ? arena_printf(q->o->mem, "when: %s", fails) : NULL;
}

void
owe_find(struct owed *out, const struct owe *o, size_t gate, size_t component)
{
	const struct component *c = &o->in->config->components.v[component];
	struct question q = {.o = o, .gate = gate, .index = component, .c = c};
	int target = target_of(&q);

	at_stage(out, &q, target);
	if (out->no && c->next > target) {
		struct owed next;

		at_stage(&next, &q, c->next);
		if (!next.no) {
			*out = next;
			out->level = LEVEL_WARN;
			out->is_next = true;
		}
	}
	if (!out->no)
		out->no = event_refuses(&q, out->gate);
	if (!out->no)
		out->no = when_refuses(&q, out->gate);
}

bool
owe_inputs_count(const struct plan_input *in)
{
	return strcmp(in->event->stage, "pre-commit") != 0;
}

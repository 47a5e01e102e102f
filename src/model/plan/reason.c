/* SPDX-License-Identifier: MIT */
/* reason -- see reason.h.  Names the first path by name and counts the rest. */
#include "model/plan/reason.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/config.h"
#include "model/plan/filter.h"
#include "model/plan/planning.h"

struct seen { /* what concerns a gate among changed files */
	const struct touch_file *first, *first_deleted;
	size_t n;
};

static void
look(struct seen *s, const struct touch_set *set, const struct member *m, struct planning *p)
{
	for (size_t i = 0; i < touch_count(set, m->component); i++) {
		const struct touch_file *f = touch_file(set, m->component, i);

		if (filter_concerns(m->owed.gate, f, p->in->tree, p->mem) == FILTER_NO)
			continue;
		s->n++;
		if (f->change->new.mode == 0 && !s->first_deleted)
			s->first_deleted = f;
		else if (f->change->new.mode != 0 && !s->first)
			s->first = f;
	}
}

/* Prefers what differs from every base. */
static struct seen
look_at_members(const struct members *of, struct planning *p)
{
	struct seen s = {0};

	for (size_t i = 0; i < of->n; i++) {
		if (of->v[i].trigger.kind == TRIGGER_OWN)
			look(&s, &p->touch.judged, &of->v[i], p);
	}
	for (size_t b = 0; b < p->touch.nbases && s.n == 0; b++) {
		for (size_t i = 0; i < of->n; i++) {
			if (of->v[i].trigger.kind == TRIGGER_OWN)
				look(&s, &p->touch.bases[b], &of->v[i], p);
		}
	}
	return s;
}

/* Did another component get the very content that went from here? */
static bool
is_moved_out(const struct touch_file *f, const struct touch_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct change *c = set->v[i].change;

		if (c->kind == 'A' && oid_equal(&c->new.id, &f->change->old.id) &&
			set->v[i].of->owner.component != f->of->owner.component)
			return true;
	}
	return false;
}

static const char *
seen_text(const struct seen *s, struct planning *p)
{
	const struct touch_file *f = s->first ? s->first : s->first_deleted;
	const char *path = text_path(f->of->path, p->mem), *what;

	if (s->first)
		what = arena_printf(p->mem, "%s changed", path);
	else if (is_moved_out(f, &p->touch.judged))
		what = arena_printf(p->mem, "moved out: %s", path);
	else
		what = arena_printf(p->mem, "%s deleted", path);
	return s->n == 1 ? what : arena_printf(p->mem, "%s and %zu more", what, s->n - 1);
}

static const char *
with_next(const char *text, const struct members *of, struct planning *p)
{
	const struct owed *o = &of->v[0].owed;

	for (size_t i = 0; i < of->n; i++) {
		if (!of->v[i].owed.is_next)
			return text;
	}
	return arena_printf(p->mem, "%s, next = %s", text, p->in->config->stages.v[o->stage].name);
}

static const char *
selection_text(const struct planning *p)
{
	switch (p->in->event->selection) {
	case SELECT_ALL:
		return "all files";
	case SELECT_FILES:
		return "named";
	case SELECT_CHANGES:
		break;
	}
	return NULL;
}

const char *
reason_verb(const struct planning *p)
{
	switch (p->in->event->selection) {
	case SELECT_ALL:
		return "exist";
	case SELECT_FILES:
		return "were named";
	case SELECT_CHANGES:
		break;
	}
	return "changed";
}

const char *
reason_adjective(const struct planning *p)
{
	switch (p->in->event->selection) {
	case SELECT_ALL:
		return "";
	case SELECT_FILES:
		return "named ";
	case SELECT_CHANGES:
		break;
	}
	return "changed ";
}

/* The one with the strongest trigger. */
static const struct member *
strongest(const struct members *of)
{
	const struct member *best = &of->v[0];

	for (size_t i = 1; i < of->n; i++) {
		if (of->v[i].trigger.kind < best->trigger.kind)
			best = &of->v[i];
	}
	return best;
}

/* Through whom, where it is not of its own. */
static const char *
below_text(const struct member *m, struct planning *p)
{
	const struct component *below = planning_component(p, m->trigger.through);
	struct strs way = {0};

	component_way(&way, &p->in->config->components, planning_component(p, m->component), below,
		p->mem);
	if (way.n == 0)
		return below->name;
	return arena_printf(p->mem, "%s through %s", below->name, strs_join(&way, " and ", p->mem));
}

static const char *
trigger_text(const struct members *of, struct planning *p)
{
	const struct member *m = strongest(of);
	const struct trigger *t = &m->trigger;
	struct seen s;

	if (t->kind == TRIGGER_INPUT)
		return arena_printf(p->mem, "input %s changed", text_path(t->input, p->mem));
	if (t->kind == TRIGGER_THROUGH)
		return arena_printf(p->mem, "depends on %s, %s", below_text(m, p),
			p->in->event->selection == SELECT_FILES ? "of which files were named"
								: "which changed");
	if (selection_text(p))
		return selection_text(p);
	s = look_at_members(of, p);
	return seen_text(&s, p);
}

const char *
reason_members(const struct members *of, struct planning *p)
{
	return with_next(trigger_text(of, p), of, p);
}

const char *
reason_files(const struct members *of, struct planning *p)
{
	const char *text = selection_text(p);
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++) {
		const struct trigger *t = &of->v[i].trigger;

		n += of->v[i].nfiles;
		if (t->kind == TRIGGER_INPUT)
			text = arena_printf(
				p->mem, "input %s changed", text_path(t->input, p->mem));
	}
	if (!text)
		text = n ? text_count(n, "changed file", p->mem) : "a change that leaves no file";
	return with_next(text, of, p);
}

static const char *
claim_text(const struct planning *p, size_t component, const struct pattern *by)
{
	const struct component *c = planning_component(p, component);
	struct origin at = component_claim_origin(c, by);

	return arena_printf(p->mem, "%s (%s)", c->name, origin_text(&at, p->mem));
}

const char *
reason_file_broken(const struct gate *g, const struct touch_file *f, struct planning *p)
{
	const struct touch_path *of = f->of;
	const struct owner *o = &of->owner;

	if (o->is_tie)
		return arena_printf(p->mem,
			"file %s is claimed by %s and %s alike; make one pattern longer",
			text_path(of->path, p->mem), claim_text(p, o->component, o->by),
			claim_text(p, o->other, o->other_by));
	if (of->head_state == HEAD_LOST &&
		filter_concerns(g, f, p->in->tree, p->mem) == FILTER_LOST)
		return arena_printf(p->mem, "cannot tell the type of %s: %s",
			text_path(of->path, p->mem), of->head);
	return NULL;
}

static const char *
set_broken(const struct touch_set *s, const struct member *m, struct planning *p)
{
	for (size_t i = 0; i < touch_count(s, m->component); i++) {
		const struct touch_file *f = touch_file(s, m->component, i);
		const char *why = NULL;

		if (f->change->new.mode == 0) /* both that claim it look at what is left */
			continue;
		if ((f->of->owner.is_tie || f->of->head_state == HEAD_LOST) &&
			filter_concerns(m->owed.gate, f, p->in->tree, p->mem) != FILTER_NO)
			why = reason_file_broken(m->owed.gate, f, p);
		if (why)
			return why;
	}
	return NULL;
}

const char *
reason_members_broken(const struct members *of, struct planning *p)
{
	for (size_t i = 0; i < of->n; i++) {
		for (size_t b = 0; b < p->touch.nbases; b++) {
			const char *why = set_broken(&p->touch.bases[b], &of->v[i], p);

			if (why)
				return why;
		}
	}
	return NULL;
}

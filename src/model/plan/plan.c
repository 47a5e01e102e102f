/* SPDX-License-Identifier: MIT */
/*
 * plan -- see plan.h.  Each gate is held against each component: those that owe it and that the
 * change concerns are its members; members share jobs as the scope says.
 *
 * Every touched component gets either a job or an omission of each gate that was asked for.
 */
#include "model/plan/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/maturity/document.h"
#include "model/plan/filter.h"
#include "model/plan/job.h"
#include "model/plan/planning.h"
#include "model/plan/reason.h"
#include "model/plan/trigger.h"
#include "model/plan/whole.h"

struct buckets { /* members of one gate that do not make a job each */
	struct members files, repository;
};

static bool
is_touched(const struct planning *p, size_t component)
{
	return p->touch.how[component] != TOUCH_NOT;
}

static void
omit(struct planning *p, const struct gate *g, size_t component, const char *reason)
{
	struct plan *out = p->out;
	const struct omission o = {.gate = g->name,
		.component = planning_component(p, component)->name,
		.reason = reason,
		.origin = g->origin};

	if (!is_touched(p, component))
		return;
	out->omissions =
		arena_grow(p->mem, out->omissions, out->nomissions, &out->comissions, sizeof(o));
	out->omissions[out->nomissions++] = o;
}

static bool
is_whole(const struct gate *g)
{
	return g->builtin.n && builtin_is_whole(g->builtin.v[0]);
}

/* Stands it above anything that it depends on? */
static bool
is_above_any(const struct planning *p, const struct component *c)
{
	int stage = c->next > c->target ? c->next : c->target;

	for (size_t i = 0; i < c->ndeps; i++) {
		if (component_is_above(c, stage, planning_component(p, c->deps[i])))
			return true;
	}
	return false;
}

/* What a gate of components as a whole reads: papers, and of `dependencies` the configuration. */
static const char *
paper_changed(const struct planning *p, const struct gate *g, size_t component)
{
	const struct component *c = planning_component(p, component);
	const struct change_set *changes = p->in->changes;
	const char *path = document_changed(c, changes);

	if (path || !strs_has(&g->builtin, "dependencies") || !is_above_any(p, c))
		return path;
	for (size_t i = 0; i < changes->n; i++) {
		if (strcmp(changes->v[i].path, p->in->config->file) == 0)
			return changes->v[i].path;
	}
	return NULL;
}

/* Can this component owe the gate at all? */
static bool
is_in_question(const struct planning *p, size_t gate, size_t component)
{
	if (!pick_has_component(&p->pick, component))
		return false;
	if (is_touched(p, component) || owe_inputs_count(p->in) ||
		p->in->event->selection == SELECT_ALL || (component == 0 && p->touch.has_ignored))
		return true;
	return is_whole(&p->in->config->gates[gate]) &&
	       paper_changed(p, &p->in->config->gates[gate], component);
}

static const char *
no_files_text(const struct member *m, struct planning *p)
{
	const struct touch_set *s = &p->touch.judged;

	if (p->touch.how[m->component] == TOUCH_THROUGH)
		return arena_printf(p->mem, "none of its own files %s", reason_verb(p));
	for (size_t i = 0; i < touch_count(s, m->component); i++) {
		if (filter_concerns(m->owed.gate, touch_file(s, m->component, i), p->in->tree,
			    p->mem) != FILTER_NO)
			return "what changed is deleted, generated or no regular file";
	}
	return trigger_refusal(m, p);
}

/* What nobody owns has no specification that anybody could miss. */
static bool
is_without_papers(const struct planning *p, size_t gate, size_t component)
{
	return component == 0 && is_whole(&p->in->config->gates[gate]) &&
	       !document_has_any(planning_component(p, component));
}

static void
document_find(struct member *m, const struct planning *p)
{
	const char *path = paper_changed(p, m->owed.gate, m->component);

	if (path)
		m->trigger = (struct trigger){.kind = TRIGGER_INPUT, .input = path};
}

/* Does the change concern what it owes?  Else says why not. */
static int
member_find(struct member *m, struct planning *p, size_t gate, struct error *err)
{
	const struct gate *g = m->owed.gate;

	if (whole_find(m, p, gate, err) < 0)
		return -1;
	if (!planning_is_by_files(g))
		trigger_find(m, p, gate);
	if (m->trigger.kind == TRIGGER_NO && is_whole(g))
		document_find(m, p);
	if (m->trigger.kind == TRIGGER_NO)
		omit(p, g, m->component,
			planning_is_by_files(g) ? no_files_text(m, p) : trigger_refusal(m, p));
	return 0;
}

static void
omit_empty(struct planning *p, const struct members *of, const char *placeholder)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct member *m = &of->v[i];
		const char *name = planning_component(p, m->component)->name;

		omit(p, m->owed.gate, m->component,
			strcmp(placeholder, "files") == 0
				? arena_printf(p->mem, "no file of %s is left to look at", name)
				: arena_printf(p->mem, "no %s of %s exist%s in this tree",
					  placeholder, name,
					  strcmp(placeholder, "source") == 0 ? "s" : ""));
	}
}

static int
job_make(struct planning *p, size_t gate, const struct members *of, const char *builtin,
	struct error *err)
{
	const char *empty;

	if (job_add(p, gate, of, builtin, &empty, err) < 0)
		return -1;
	if (empty)
		omit_empty(p, of, empty);
	return 0;
}

static void
member_add(struct members *list, const struct member *m, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *m;
}

/* Takes those that the same word skips, or none, off the list. */
static void
take_alike(struct members *out, struct members *from, struct arena *mem)
{
	const struct pick_skip *skip = from->v[0].skip;
	size_t kept = 0;

	*out = (struct members){0};

	for (size_t i = 0; i < from->n; i++) {
		if (from->v[i].skip == skip)
			member_add(out, &from->v[i], mem);
		else
			from->v[kept++] = from->v[i];
	}
	from->n = kept;
}

/* A job for all of them, and one for what each word skips. */
static int
jobs_make(struct planning *p, size_t gate, const struct members *of, const char *builtin,
	struct error *err)
{
	struct members left = {0}, alike;

	if (!pick_has_job(&p->pick, gate, builtin))
		return 0;
	for (size_t i = 0; i < of->n; i++) {
		struct member m = of->v[i];

		m.skip = pick_skip(&p->pick, gate, builtin, m.component);
		member_add(&left, &m, p->mem);
	}
	while (left.n) {
		take_alike(&alike, &left, p->mem);
		if (job_make(p, gate, &alike, builtin, err) < 0)
			return -1;
	}
	return 0;
}

/* The members that have a file of the kind that the built-in looks at, with those files; all of
 * them where it looks at none. */
static void
suit(struct members *out, const struct members *of, const char *id, struct planning *p)
{
	const struct builtin *b = p->in->builtin ? p->in->builtin(id) : NULL;

	for (size_t i = 0; i < of->n; i++) {
		struct member m = of->v[i];

		m.files = arena_alloc(p->mem, m.nfiles, sizeof(const struct touch_file *));
		m.nfiles = 0;
		for (size_t k = 0; k < of->v[i].nfiles; k++) {
			if (filter_suits(b, of->v[i].files[k]))
				m.files[m.nfiles++] = of->v[i].files[k];
		}
		if (m.nfiles || (b && b->is_occasion))
			member_add(out, &m, p->mem);
		else
			omit(p, m.owed.gate, m.component,
				arena_printf(p->mem, "%s: no %sfile is of type %s", id,
					reason_adjective(p), b && b->types ? b->types : "file"));
	}
}

/* The jobs of members with one definition: its command, or each of its built-ins. */
static int
units_make(struct planning *p, size_t gate, const struct members *of, struct error *err)
{
	const struct strs *builtins = &of->v[0].owed.gate->builtin;

	if (builtins->n == 0)
		return jobs_make(p, gate, of, NULL, err);
	for (size_t i = 0; i < builtins->n; i++) {
		struct members suited = {0};

		if (!pick_has_job(&p->pick, gate, builtins->v[i]))
			continue;
		suit(&suited, of, builtins->v[i], p);
		if (jobs_make(p, gate, &suited, builtins->v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* The same of one member that is judged as a whole. */
static int
whole_units_make(struct planning *p, size_t gate, const struct members *one, struct error *err)
{
	const struct strs *builtins = &one->v[0].owed.gate->builtin;

	if (builtins->n == 0)
		return jobs_make(p, gate, one, NULL, err);
	for (size_t i = 0; i < builtins->n; i++) {
		if (jobs_make(p, gate, one, builtins->v[i], err) < 0)
			return -1;
	}
	return 0;
}

static bool
is_same_job(const struct owed *a, const struct owed *b)
{
	return a->gate == b->gate && a->level == b->level;
}

static int
files_make(struct planning *p, size_t gate, struct members *left, struct error *err)
{
	while (left->n) {
		const struct owed first = left->v[0].owed;
		struct members same = {0};
		size_t kept = 0;

		for (size_t i = 0; i < left->n; i++) {
			if (is_same_job(&first, &left->v[i].owed))
				member_add(&same, &left->v[i], p->mem);
			else
				left->v[kept++] = left->v[i];
		}
		left->n = kept;
		if (units_make(p, gate, &same, err) < 0)
			return -1;
	}
	return 0;
}

static int
member_place(struct buckets *out, struct planning *p, size_t gate, const struct member *m,
	struct error *err)
{
	struct members one = {0};

	if (planning_is_by_files(m->owed.gate)) {
		member_add(&out->files, m, p->mem);
		return 0;
	}
	if (m->owed.gate->scope == SCOPE_REPOSITORY) {
		member_add(&out->repository, m, p->mem);
		return 0;
	}
	member_add(&one, m, p->mem);
	return whole_units_make(p, gate, &one, err);
}

static int
gate_plan(struct planning *p, size_t gate, struct error *err)
{
	struct buckets b = {0};

	for (size_t c = 0; c < p->in->config->components.n; c++) {
		struct member m = {.component = c};

		if (!is_in_question(p, gate, c) || is_without_papers(p, gate, c))
			continue;
		p->owe.wants_reasons = is_touched(p, c);
		owe_find(&m.owed, &p->owe, gate, c);
		if (p->in->selector->gates.n &&
			!pick_names_gate(&p->pick, gate, &m.owed.gate->builtin))
			continue;
		if (m.owed.no) {
			omit(p, m.owed.gate, c, m.owed.no);
			continue;
		}
		if (member_find(&m, p, gate, err) < 0)
			return -1;
		if (m.trigger.kind != TRIGGER_NO && member_place(&b, p, gate, &m, err) < 0)
			return -1;
	}
	if (b.repository.n && jobs_make(p, gate, &b.repository, NULL, err) < 0)
		return -1;
	return files_make(p, gate, &b.files, err);
}

static size_t
count_own(const struct touch_set *s, size_t component)
{
	size_t n = 0;

	for (size_t i = 0; i < touch_count(s, component); i++)
		n += !touch_file(s, component, i)->of->is_ignored;
	return n;
}

static void
touched_list(struct planning *p)
{
	struct plan *out = p->out;
	int target = p->in->selector->target;

	for (size_t i = 0; i < p->in->config->components.n; i++) {
		const struct component *c = planning_component(p, i);
		struct touched t = {
			.component = c->name, .target = target == STAGE_NONE ? c->target : target};

		if (!is_touched(p, i) || !pick_has_component(&p->pick, i))
			continue;
		t.nfiles = count_own(&p->touch.judged, i);
		if (p->touch.how[i] == TOUCH_THROUGH)
			t.through = planning_component(p, p->touch.through[i])->name;
		out->touched =
			arena_grow(p->mem, out->touched, out->ntouched, &out->ctouched, sizeof(t));
		out->touched[out->ntouched++] = t;
	}
}

int
plan_build(struct plan *out, const struct plan_input *in, struct arena *mem, struct error *err)
{
	struct planning p = {.in = in, .out = out, .mem = mem};

	*out = (struct plan){0};
	if (pick_read(&p.pick, in->config, in->selector, &out->warnings, mem, err) < 0)
		return -1;
	p.owe = (struct owe){.in = in, .pick = &p.pick, .mem = mem};
	p.memos = arena_alloc(mem, in->config->ngates, sizeof(struct trigger_memo *));
	if (in->touch)
		p.touch = *in->touch;
	else
		touch_read(&p.touch, in, mem);
	touched_list(&p);
	for (size_t g = 0; g < in->config->ngates; g++) {
		if (gate_plan(&p, g, err) < 0)
			return -1;
	}
	jobs_finish(&p);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* standing -- see standing.h. */
#include "cli/maturity/standing.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "gates/paper/checklist.h"
#include "gates/paper/paper.h"
#include "model/maturity/approval.h"
#include "model/maturity/document.h"
#include "model/maturity/limit.h"
#include "model/oid.h"
#include "store/history.h"

/* What the component owes at a stage, whatever changed. */
static int
plan_at(struct assessment *a, struct session *s, const struct component *c, int stage,
	struct error *err)
{
	struct run_request request = {.what = RUN_ALL_FILES,
		.hook_stage = "pre-push",
		.target = s->config.stages.v[stage].name};

	*a = (struct assessment){.event = judge_event(s, "pre-push", "all files")};
	a->event.selection = SELECT_ALL;
	strs_add(&request.components, c->name, s->cli->mem);
	return assess_plan(a, s, &request, err);
}

static bool
has_job(const struct plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->njobs; i++) {
		if (strcmp(plan->jobs[i].id, id) == 0)
			return true;
	}
	return false;
}

/* Those of the component, or of the job as a whole. */
static int
take_measures(struct measures *out, const char *text, const char *component, struct arena *mem,
	struct error *err)
{
	struct measures all = {0};

	if (!text)
		return 0;
	if (measures_read(&all, text, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < all.n; i++) {
		if (!all.v[i].component || strcmp(all.v[i].component, component) == 0)
			measure_add(out, &all.v[i], mem);
	}
	return 0;
}

/* A gate over files is one job over several components, or one of a single one. */
static int
look_back(struct standing_gate *g, const struct job *job, const struct session *s,
	const char *component, const struct history_latest *latest, struct error *err)
{
	const char *unit = job->builtin ? job->builtin : job->gate->name;
	struct arena *mem = s->cli->mem;
	const char *const names[] = {job->id, unit, arena_printf(mem, "%s@%s", unit, component)};
	const struct history_job *last = NULL;

	for (size_t i = 0; i < countof(names); i++) {
		const struct history_job *one = history_latest_find(latest, names[i]);

		if (one && (!last || one->ended_ms > last->ended_ms))
			last = one;
	}
	if (!last)
		return 0;
	g->verdict = last->verdict;
	g->why = last->why;
	g->ended_ms = last->ended_ms;
	g->is_here = oid_equal(&last->tree, &s->judged.tree);
	return take_measures(&g->measures, last->measures, component, mem, err);
}

static bool
is_good(const struct standing_gate *g)
{
	return g->verdict && (strcmp(g->verdict, "pass") == 0 || strcmp(g->verdict, "warn") == 0);
}

static const char *
ago(int64_t then_ms, struct arena *mem)
{
	int64_t ms = clock_wall_ms() - then_ms;

	return arena_printf(mem, "%s ago", text_duration(ms > 0 ? ms : 0, mem));
}

static int
find_gates(struct standing *st, struct session *s, const struct history_latest *latest,
	struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct assessment now, then;

	if (plan_at(&now, s, st->component, st->target, err) < 0 ||
		plan_at(&then, s, st->component, st->next, err) < 0)
		return -1;
	for (size_t i = 0; i < then.plan.njobs; i++) {
		const struct job *job = &then.plan.jobs[i];
		struct standing_gate g = {.job = job->id,
			.gate = job->builtin ? job->builtin : job->gate->name,
			.is_next = !has_job(&now.plan, job->id)};
		const char *lack;

		if (look_back(&g, job, s, st->component->name, latest, err) < 0)
			return -1;
		st->gates = arena_grow(mem, st->gates, st->ngates, &st->cgates, sizeof(g));
		st->gates[st->ngates++] = g;
		st->ngood += is_good(&g);
		if (job->level == LEVEL_WARN || is_good(&g))
			continue;
		lack = !g.verdict ? arena_printf(mem, "%s never ran", g.gate)
				  : arena_printf(mem, "%s: %s, %s", g.gate,
					    g.why ? g.why : g.verdict, ago(g.ended_ms, mem));
		if (!strs_has(&st->missing, lack)) /* a built-in may stand in several gates */
			strs_add(&st->missing, lack, mem);
	}
	return 0;
}

const struct measure *
standing_measure(const struct standing *st, enum measure_kind kind)
{
	const struct measure *found = NULL;
	int64_t latest = 0;

	for (size_t i = 0; i < st->ngates; i++) {
		const struct standing_gate *g = &st->gates[i];

		for (size_t k = 0; k < g->measures.n; k++) {
			if (g->measures.v[k].kind == kind && g->ended_ms >= latest) {
				found = &g->measures.v[k];
				latest = g->ended_ms;
			}
		}
	}
	return found;
}

/* Measured at the target, and short of what the next stage wants. */
static void
find_distance(struct standing *st, const struct session *s, size_t component)
{
	struct arena *mem = s->cli->mem;

	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g = config_gate(&s->config, i, component, st->next);

		for (int k = 0; k < MEASURE_KINDS; k++) {
			const struct measure *last = standing_measure(st, (enum measure_kind)k);
			struct limit limit;
			struct measure m;

			if (!last || last->is_short || !limit_reports(g, measure_infos[k].report))
				continue;
			limit_find(
				&limit, &s->config, g, component, st->next, (enum measure_kind)k);
			m = *last;
			measure_want(&m, limit.wanted, limit.sense, limit.tolerance);
			if (m.is_short)
				strs_add(&st->missing, measure_text(&m, false, mem), mem);
		}
	}
}

static int
find_checklist(struct standing *st, const struct session *s, struct error *err)
{
	const char *path = st->component->checklist;
	const struct blob_source *tree = &s->judged.source;
	struct arena *mem = s->cli->mem;
	struct strs named = {0};
	struct checklist list;
	struct blob text;
	bool is_there;

	if (!path)
		return 0;
	if (paper_read(&text, &is_there, tree, path, mem, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	if (checklist_read(&list, &text, &s->config.stages, &named, mem, err) < 0)
		return error_wrap(err, "cannot read %s", path);
	for (size_t i = 0; i < list.nparts; i++) {
		if (list.parts[i].stage > st->next)
			continue;
		st->nchecked += list.parts[i].nchecked;
		st->nopen += list.parts[i].nopen;
	}
	if (st->nopen)
		strs_add(&st->missing,
			arena_printf(mem, "%s of the checklist open",
				text_count(st->nopen, "task", mem)),
			mem);
	return 0;
}

void
standing_neighbours(struct strs *out, const struct session *s, size_t component, int stage)
{
	const struct components *all = &s->config.components;
	const struct component *c = &all->v[component];
	struct arena *mem = s->cli->mem;

	for (size_t i = 0; i < c->ndeps; i++) {
		const struct component *below = &all->v[c->deps[i]];

		if (component_is_above(c, stage, below))
			strs_add(out,
				arena_printf(mem, "depends on %s, which aims at %s", below->name,
					s->config.stages.v[below->target].name),
				mem);
	}
	for (size_t i = 1; i < all->n; i++) {
		if (i != component && component_depends(&all->v[i], component) &&
			all->v[i].target > stage && all->v[i].group != c->group)
			strs_add(out,
				arena_printf(mem, "%s depends on it, and aims at %s",
					all->v[i].name, s->config.stages.v[all->v[i].target].name),
				mem);
	}
}

static int
find_attested(struct standing *st, const struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const struct blob_source *tree = &s->judged.source;
	const char *soon = approval_time(clock_wall_ms() + STANDING_SOON_MS, mem);
	struct approvals list = {0};
	struct blob text;
	bool is_there;

	if (paper_read(&text, &is_there, tree, DOCUMENT_APPROVALS, mem, err) < 0)
		return -1;
	if (is_there &&
		approvals_read(&list, DOCUMENT_APPROVALS, text.data, text.len, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < list.n; i++) {
		const struct approval *a = &list.v[i];

		if (a->kind != APPROVAL_ATTESTED || !a->expires ||
			strcmp(a->component, st->component->name) != 0 ||
			strcmp(a->expires, soon) > 0)
			continue;
		strs_add(&st->soon,
			arena_printf(
				mem, "attestation '%s' ends on %.10s", a->criterion, a->expires),
			mem);
	}
	return 0;
}

int
standing_find(struct standing *out, size_t component, struct session *s,
	const struct history_latest *latest, struct error *err)
{
	const struct component *c = &s->config.components.v[component];

	*out = (struct standing){.component = c, .target = c->target, .next = c->target};
	if ((size_t)c->target + 1 < s->config.stages.n)
		out->next = c->target + 1;
	if (find_gates(out, s, latest, err) < 0)
		return -1;
	find_distance(out, s, component);
	if (find_checklist(out, s, err) < 0 || find_attested(out, s, err) < 0)
		return -1;
	standing_neighbours(&out->missing, s, component, out->next);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * job -- see job.h.
 *
 * Order: dependencies before dependants, then as the gates and their built-ins are declared, then
 * by component.  A job over several components comes as early as the first of them, one over the
 * repository after all.
 */
#include "model/plan/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/plan/extent.h"
#include "model/plan/filter.h"
#include "model/plan/planning.h"
#include "model/plan/reason.h"

/* The one at the strictest level, and of those at the highest stage. */
static const struct owed *
strongest(const struct members *of)
{
	const struct owed *best = &of->v[0].owed;

	for (size_t i = 1; i < of->n; i++) {
		const struct owed *o = &of->v[i].owed;

		if (o->level < best->level || (o->level == best->level && o->stage > best->stage))
			best = o;
	}
	return best;
}

static bool
is_for_component(const struct gate *g)
{
	return g->scope == SCOPE_COMPONENT && !planning_is_by_files(g);
}

static bool
is_for_repository(const struct gate *g)
{
	return g->scope == SCOPE_REPOSITORY && !planning_is_by_files(g);
}

static size_t
rank_of(const struct members *of, const struct gate *g, const struct planning *p)
{
	bool is_last = is_for_repository(g);
	size_t rank = planning_component(p, of->v[0].component)->rank;

	for (size_t i = 1; i < of->n; i++) {
		size_t other = planning_component(p, of->v[i].component)->rank;

		if (is_last ? other > rank : other < rank)
			rank = other;
	}
	return rank;
}

static int
compare_files(const void *a, const void *b)
{
	const struct touch_file *const *x = a, *const *y = b;

	return strcmp((*x)->of->path, (*y)->of->path);
}

/* The files of all members by path, each once: a tie stands with two of them. */
static const struct touch_file **
files_gather(size_t *count, const struct members *of, struct arena *mem)
{
	const struct touch_file **v;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < of->n; i++)
		n += of->v[i].nfiles;
	v = arena_alloc(mem, n + 1, sizeof(const struct touch_file *));
	n = 0;
	for (size_t i = 0; i < of->n; i++) {
		if (of->v[i].nfiles)
			memcpy(v + n, of->v[i].files, of->v[i].nfiles * sizeof(*v));
		n += of->v[i].nfiles;
	}
	if (of->n > 1)
		qsort(v, n, sizeof(*v), compare_files);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || v[kept - 1]->of != v[i]->of)
			v[kept++] = v[i];
	}
	*count = kept;
	return v;
}

static void
files_fill(struct job *job, const struct members *of, struct planning *p)
{
	size_t n;
	const struct touch_file **v = files_gather(&n, of, p->mem);

	job->changes = arena_alloc(p->mem, n, sizeof(*job->changes));
	job->files.v = arena_alloc(p->mem, n, sizeof(*job->files.v));
	job->file_owners.v = arena_alloc(p->mem, n, sizeof(*job->file_owners.v));
	job->files.n = job->files.cap = job->file_owners.n = job->file_owners.cap = n;
	for (size_t i = 0; i < n; i++) {
		job->changes[i] = *v[i]->change;
		job->files.v[i] = v[i]->of->path;
		job->file_owners.v[i] = planning_component(p, v[i]->of->owner.component)->name;
		if (!job->why)
			job->why = reason_file_broken(job->gate, v[i], p);
	}
	if (!job->why && !planning_is_by_files(job->gate))
		job->why = reason_members_broken(of, p);
	job->state = job->why ? JOB_BROKEN : JOB_READY;
}

static void
state_fill(struct job *job, const struct members *of, struct planning *p)
{
	if (job->gate->broken) {
		job->state = JOB_BROKEN;
		job->why = job->gate->broken;
	} else if (job->builtin && p->in->builtin && !p->in->builtin(job->builtin)) {
		job->state = JOB_BROKEN;
		job->why = arena_printf(p->mem, "there is no built-in '%s' (%s) in this version",
			job->builtin, origin_text(&job->origin, p->mem));
	}
	if (of->v[0].skip) {
		job->state = JOB_SKIPPED;
		job->why = arena_printf(p->mem, "SKIP names '%s'", of->v[0].skip->word);
	}
}

static const char *
empty_placeholder(const struct job *job)
{
	const struct {
		const char *name;
		const struct strs *list;
	} lists[] = {
		{"files", &job->files},
		{"tests", &job->tests},
		{"source", &job->source},
		{"paths", &job->paths},
	};

	for (size_t i = 0; i < countof(lists); i++) {
		if (lists[i].list->n == 0 && command_uses(&job->gate->run, lists[i].name))
			return lists[i].name;
	}
	return NULL;
}

static const char *
id_of(const struct job *job, const struct pick_skip *skip, struct arena *mem)
{
	const char *unit = job->builtin ? job->builtin : job->gate->name;

	if (job->components.n > 1)
		return unit;
	if (is_for_repository(job->gate) && !(skip && skip->is_one))
		return unit;
	return arena_printf(mem, "%s@%s", unit, job->components.v[0]);
}

static void
members_fill(struct job *job, const struct members *of, const struct planning *p)
{
	const struct component *first = planning_component(p, of->v[0].component);

	for (size_t i = 0; i < of->n; i++)
		strs_add(&job->components, planning_component(p, of->v[i].component)->name, p->mem);
	strs_sort_unique(&job->components);
	job->dir = "";
	if (is_for_component(job->gate)) {
		job->component = of->v[0].component;
		job->dir = first->dir ? first->dir : "";
	}
	job->rank = rank_of(of, job->gate, p);
	job->likely_ms = -1;
}

static int
draft_fill(struct job *job, const struct members *of, struct planning *p, const char **empty,
	struct error *err)
{
	members_fill(job, of, p);
	files_fill(job, of, p);
	state_fill(job, of, p);
	job->id = id_of(job, of->v[0].skip, p->mem);
	if (extent_places(job, of, p, err) < 0 || extent_cone(job, of, p, err) < 0)
		return -1;
	*empty = empty_placeholder(job);
	if (!*empty)
		job->reason = planning_is_by_files(job->gate) ? reason_files(of, p)
							      : reason_members(of, p);
	return 0;
}

int
job_add(struct planning *p, size_t gate, const struct members *of, const char *builtin,
	const char **empty, struct error *err)
{
	const struct owed *owed = strongest(of);
	struct draft d = {.gate = gate, .order = p->ndrafts, .name = ""};

	d.job.gate = owed->gate;
	d.job.builtin = builtin;
	d.job.level = owed->level;
	d.job.target = owed->stage;
	d.job.origin = owed->gate->origin;
	if (draft_fill(&d.job, of, p, empty, err) < 0)
		return -1;
	if (*empty)
		return 0;
	while (builtin && strcmp(d.job.gate->builtin.v[d.unit], builtin) != 0)
		d.unit++;
	if (of->n == 1)
		d.name = d.job.components.v[0];
	p->drafts = arena_grow(p->mem, p->drafts, p->ndrafts, &p->cdrafts, sizeof(*p->drafts));
	p->drafts[p->ndrafts++] = d;
	return 0;
}

static int
compare_drafts(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	int order;

	if (x->job.rank != y->job.rank)
		return x->job.rank < y->job.rank ? -1 : 1;
	if (x->gate != y->gate)
		return x->gate < y->gate ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	order = strcmp(x->name, y->name);
	if (order)
		return order;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct job *x = *(struct job *const *)a, *y = *(struct job *const *)b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x > y) - (x < y);
}

/* Another definition or level of the gate, or the same built-in of another gate. */
static void
id_change(struct job *job, const struct strs *ids, struct arena *mem)
{
	const char *unit = job->builtin ? job->builtin : job->gate->name;
	const char *first = job->components.v[0], *base;

	base = job->components.n > 1
		       ? arena_printf(mem, "%s@%s+%zu", unit, first, job->components.n - 1)
		       : job->id;
	job->id = base;
	if (job->builtin && strs_has(ids, job->id))
		base = job->id = arena_printf(mem, "%s.%s", job->gate->name, base);
	for (int i = 2; strs_has(ids, job->id); i++)
		job->id = arena_printf(mem, "%s+%d", base, i);
}

static void
ids_tell_apart(struct plan *plan, struct arena *mem)
{
	struct job **by_id = arena_alloc(mem, plan->njobs, sizeof(struct job *));
	struct strs ids = {0};

	for (size_t i = 0; i < plan->njobs; i++) {
		by_id[i] = &plan->jobs[i];
		strs_add(&ids, plan->jobs[i].id, mem);
	}
	qsort(by_id, plan->njobs, sizeof(*by_id), compare_ids);
	for (size_t i = plan->njobs; i-- > 1;) {
		if (strcmp(by_id[i - 1]->id, by_id[i]->id) != 0)
			continue;
		id_change(by_id[i], &ids, mem);
		strs_add(&ids, by_id[i]->id, mem);
	}
}

void
jobs_finish(struct planning *p)
{
	struct plan *out = p->out;

	if (p->ndrafts)
		qsort(p->drafts, p->ndrafts, sizeof(*p->drafts), compare_drafts);
	out->jobs = arena_alloc(p->mem, p->ndrafts, sizeof(*out->jobs));
	out->njobs = out->cjobs = p->ndrafts;
	for (size_t i = 0; i < p->ndrafts; i++)
		out->jobs[i] = p->drafts[i].job;
	ids_tell_apart(out, p->mem);
}

/* SPDX-License-Identifier: MIT */
/*
 * precedence -- see precedence.h.  What is needed by anybody is sorted by its names once, so that
 * plans of thousands of jobs are not compared pair by pair.
 */
#include "model/plan/precedence.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/gate.h"
#include "model/plan/plan.h"

#define ABOUT_ALL "" /* no component has this name */

struct offer { /* a job that can be needed, once a name and component */
	const char *name, *component;
	size_t job;
};

struct finder {
	const struct plan *plan;
	struct precedence *out;
	struct strs names; /* that are needed, sorted */
	struct offer *v;   /* sorted */
	size_t n, cap;
	size_t *seen; /* one a job: the last one that was found to need it, and 1 */
	struct arena *mem;
};

static bool
is_about_all(const struct job *job)
{
	return job->components.n == 0 || job->gate->scope == SCOPE_REPOSITORY;
}

static void
offer(struct finder *f, const char *name, size_t i)
{
	const struct job *job = &f->plan->jobs[i];
	size_t n = is_about_all(job) ? 1 : job->components.n;

	if (!name || !strs_has_sorted(&f->names, name))
		return;
	for (size_t k = 0; k < n; k++) {
		f->v = arena_grow(f->mem, f->v, f->n, &f->cap, sizeof(*f->v));
		f->v[f->n++] = (struct offer){.name = name,
			.component = is_about_all(job) ? ABOUT_ALL : job->components.v[k],
			.job = i};
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = strcmp(x->component, y->component);
	return order ? order : (x->job > y->job) - (x->job < y->job);
}

/* The first that is not before name and component. */
static size_t
lower(const struct finder *f, const char *name, const char *component)
{
	struct offer key = {.name = name, .component = component};
	size_t from = 0, to = f->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (by_name(&f->v[mid], &key) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* component NULL: any. */
static void
add_needed(struct finder *f, size_t job, const char *name, const char *component)
{
	const struct job *jobs = f->plan->jobs;
	struct precedence *out = f->out;

	for (size_t i = lower(f, name, component ? component : ABOUT_ALL); i < f->n; i++) {
		const struct offer *o = &f->v[i];

		if (strcmp(o->name, name) != 0 ||
			(component && strcmp(o->component, component) != 0))
			return;
		if (f->seen[o->job] == job + 1 ||
			strcmp(jobs[o->job].gate->name, jobs[job].gate->name) == 0)
			continue;
		f->seen[o->job] = job + 1;
		out->edges = arena_grow(f->mem, out->edges, out->n, &out->cap, sizeof(*out->edges));
		out->edges[out->n] =
			(struct precedence_edge){.job = job, .next = out->first[o->job]};
		out->first[o->job] = out->n++;
		out->waits[job]++;
	}
}

static void
find_needed(struct finder *f, size_t i)
{
	const struct job *job = &f->plan->jobs[i];
	const struct strs *needs = &job->gate->needs;

	for (size_t k = 0; k < needs->n; k++) {
		if (is_about_all(job)) {
			add_needed(f, i, needs->v[k], NULL);
			continue;
		}
		add_needed(f, i, needs->v[k], ABOUT_ALL);
		for (size_t c = 0; c < job->components.n; c++)
			add_needed(f, i, needs->v[k], job->components.v[c]);
	}
}

void
precedence_find(struct precedence *out, const struct plan *plan, struct arena *mem)
{
	struct finder f = {.plan = plan, .out = out, .mem = mem};

	*out = (struct precedence){.first = arena_alloc(mem, plan->njobs, sizeof(*out->first)),
		.waits = arena_alloc(mem, plan->njobs, sizeof(*out->waits))};
	for (size_t i = 0; i < plan->njobs; i++) {
		out->first[i] = PRECEDENCE_END;
		strs_add_all(&f.names, &plan->jobs[i].gate->needs, mem);
	}
	if (f.names.n == 0)
		return;
	strs_sort_unique(&f.names);
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		offer(&f, job->gate->name, i);
		offer(&f, job->gate->group, i);
		offer(&f, job->builtin, i);
	}
	if (f.n == 0)
		return;
	qsort(f.v, f.n, sizeof(*f.v), by_name);
	f.seen = arena_alloc(mem, plan->njobs, sizeof(*f.seen));
	for (size_t i = 0; i < plan->njobs; i++)
		find_needed(&f, i);
}

/* SPDX-License-Identifier: MIT */
/*
 * watching -- see watching.h.  The second run has the whole plan, in which what stands is known
 * already: so what is needed, and what a first no ends, is the engine's to tell, as ever.
 */
#include "cli/judge/watching.h"

#include <string.h>

#include "base/arena.h"
#include "base/proc.h"
#include "cli/judge/assess.h"

static void
take_verdict(struct watching *w, size_t job)
{
	struct assessment *a = w->a;
	struct verdict *v = &a->outcome.verdicts[job];

	w->is_taken[job] = true;
	recall_keep(&a->recall, &a->plan, job, v);
	v->unfit = recall_unfit(&a->recall, job);
	w->inner->ended(w->inner->ctx, job, v);
}

static void
started(void *ctx, size_t job)
{
	struct watching *w = ctx;

	if (!w->again)
		spoil_started(&w->spoil, job);
	w->inner->started(w->inner->ctx, job);
}

/* Not run: it has no attempt. */
static bool
was_left_out(const struct job *job, const struct verdict *v)
{
	return job->state == JOB_READY && v->kind == VERDICT_SKIP && v->attempts == 0;
}

static void
ended(void *ctx, size_t job, const struct verdict *v)
{
	struct watching *w = ctx;

	if (w->is_taken[job])
		return;
	if (w->again)
		w->a->outcome.verdicts[job] = *v;
	else if (!spoil_ended(&w->spoil, job))
		w->has_spoiled = true;
	if (w->again || !(spoil_is(&w->spoil, job) ||
				(w->has_spoiled && was_left_out(&w->a->plan.jobs[job], v))))
		take_verdict(w, job);
}

static int
prepare(void *ctx, size_t job, struct error *err)
{
	struct watching *w = ctx;

	return w->again ? spoil_mend(&w->spoil, job, err) : 0;
}

static void
tick(void *ctx, int64_t now_ms)
{
	const struct watching *w = ctx;

	w->inner->tick(w->inner->ctx, now_ms);
}

void
watching_open(struct watching *out, const struct run_observer *inner, struct assessment *a,
	struct workplace *place, int64_t began_ms, struct arena *mem)
{
	*out = (struct watching){.inner = inner, .a = a, .began_ms = began_ms, .mem = mem};
	out->is_taken = arena_alloc(mem, a->plan.njobs, sizeof(*out->is_taken));
	spoil_open(&out->spoil, place, &a->plan, mem);
	out->observer = (struct run_observer){.ctx = out,
		.prepare = prepare,
		.started = started,
		.ended = ended,
		.tick = inner->tick ? tick : NULL};
}

/* What stands, to those that need it; what was left out stands where it was for a no that does. */
static void
make_known(struct job *job, const struct verdict *v)
{
	bool is_no = v->kind == VERDICT_FAIL || v->kind == VERDICT_BROKEN || was_left_out(job, v);

	job->state = is_no ? JOB_BROKEN : JOB_SKIPPED;
	job->why = v->why;
}

int
watching_again(struct watching *w, const struct run_options *options, struct error *err)
{
	struct assessment *a = w->a;
	struct plan *plan = &a->plan;
	size_t n = plan->njobs;
	struct run_options again = *options;
	struct job *as_it_was;
	int rc;

	if (!w->has_spoiled)
		return 0;
	as_it_was = arena_dup(w->mem, plan->jobs, n * sizeof(*plan->jobs));
	for (size_t i = 0; i < n; i++) {
		if (w->is_taken[i])
			make_known(&plan->jobs[i], &a->outcome.verdicts[i]);
		else
			a->outcome.verdicts[i] = (struct verdict){0};
	}
	w->again = arena_alloc(w->mem, n, sizeof(*w->again));
	again.jobs = 1;
	again.spent_ms = proc_clock_ms() - w->began_ms;
	rc = a->outcome.signal ? 0
			       : run_plan(w->again, &a->outcome.signal, plan, &again, w->mem, err);
	memcpy(plan->jobs, as_it_was, n * sizeof(*plan->jobs));
	return rc;
}

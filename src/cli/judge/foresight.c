/* SPDX-License-Identifier: MIT */
/* foresight -- see foresight.h. */
#include "cli/judge/foresight.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/cache/recall.h"
#include "model/gate.h"
#include "model/outcome.h"
#include "model/plan/estimate.h"
#include "model/plan/plan.h"
#include "store/history.h"
#include "store/pass.h"

/* A guess is no measure: a push is tried unless it is over by a fourth. */
#define CLEARLY(ms) ((ms) - (ms) / 5)

static bool
will_run(const struct job *job)
{
	return job->state == JOB_READY && !job->gate->broken;
}

void
foresight_fill(struct plan *plan, struct recall *recall, struct arena *mem)
{
	struct history_guess *v = arena_alloc(mem, plan->njobs, sizeof(*v));
	struct error why;
	size_t n = 0;

	if (!recall->journal || recall->is_told)
		return;
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		if (will_run(job))
			v[n++] = (struct history_guess){.job = job->id,
				.files = job->gate->scope == SCOPE_FILES ? job->files.n : 0};
	}
	if (history_guess(v, n, recall->journal, &why) < 0) {
		recall_give_up(recall, &why);
		return;
	}
	n = 0;
	for (size_t i = 0; i < plan->njobs; i++) {
		if (!will_run(&plan->jobs[i]))
			continue;
		plan->jobs[i].likely_ms = v[n].likely_ms;
		plan->jobs[i].failed_last = v[n++].failed_last;
	}
}

/* Will another judgement of the same push have found all of it to pass by then? */
static bool
was_counted(struct foresight *f, const struct recalled *known, struct arena *mem)
{
	size_t n = 0;

	for (size_t i = 0; i < known->n; i++) {
		struct remembered_entry *e =
			remembered_find(&f->counted, known->v[i].key, PASS_KEY_BYTES, mem);

		n += e->is_known;
		e->is_known = true;
	}
	return known->n && n == known->n;
}

/* What is unfit is the rest the next time, when all that can be kept has passed. */
void
foresight_add(struct foresight *f, const struct plan *plan, struct recall *recall, size_t slots,
	struct arena *mem)
{
	struct plan left = *plan, unfit = *plan;
	struct estimate e;

	left.jobs = arena_dup(mem, plan->jobs, plan->njobs * sizeof(*plan->jobs));
	for (size_t i = 0; i < left.njobs && i < recall->n; i++) {
		if (will_run(&left.jobs[i]) && was_counted(f, &recall->of_job[i], mem))
			left.jobs[i].state = JOB_SERVED;
	}
	estimate_make(&e, &left, NULL, slots, mem);
	f->ms += e.ms;
	f->njobs += e.njobs;
	unfit.jobs = arena_dup(mem, left.jobs, plan->njobs * sizeof(*plan->jobs));
	for (size_t i = 0; i < unfit.njobs && i < recall->n; i++) {
		if (will_run(&unfit.jobs[i]) && !unfit.jobs[i].builtin &&
			recall_keeps(recall, plan, i))
			unfit.jobs[i].state = JOB_SERVED;
	}
	estimate_make(&e, &unfit, NULL, slots, mem);
	f->unfit_ms += e.ms;
	f->nunfit += e.njobs;
}

bool
foresight_refuses(
	struct refusal *out, const struct foresight *f, int64_t left_ms, struct arena *mem)
{
	if (CLEARLY(f->ms) <= left_ms)
		return false;
	*out = (struct refusal){.name = "budget", .status = EXIT_UNKNOWN, .is_headline = true};
	out->text = arena_printf(mem, "%zu %s about %s; the server drops an idle connection sooner",
		f->njobs, f->njobs == 1 ? "job needs" : "jobs need", text_about(f->ms, mem));
	out->next = "run `tta-check` (no connection held), then push: 0.1 s";
	if (CLEARLY(f->unfit_ms) > left_ms)
		out->next = arena_printf(mem,
			"raise `budget` in [tta], or push less at once: %zu of these %s each time, "
			"whatever passed before; `tta-check run --push -v` says why",
			f->nunfit, f->nunfit == 1 ? "runs" : "run");
	return true;
}

/* SPDX-License-Identifier: MIT */
/* foresight -- see foresight.h. */
#include "cli/foresight.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/recall.h"
#include "model/estimate.h"
#include "model/gate.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "store/history.h"

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

/* As it is the next time, when all that can be kept has passed. */
static void
estimate_unfit(struct estimate *out, const struct plan *plan, const struct recall *recall,
	size_t slots, struct arena *mem)
{
	struct plan rest = *plan;

	rest.jobs = arena_dup(mem, plan->jobs, plan->njobs * sizeof(*plan->jobs));
	for (size_t i = 0; i < rest.njobs; i++) {
		if (will_run(&rest.jobs[i]) && !rest.jobs[i].builtin && i < recall->n &&
			!recall->of_job[i].unfit)
			rest.jobs[i].state = JOB_SERVED;
	}
	estimate_make(out, &rest, NULL, slots, mem);
}

bool
foresight_refuses(struct refusal *out, const struct plan *plan, const struct recall *recall,
	int64_t left_ms, size_t slots, struct arena *mem)
{
	struct estimate all, unfit;

	estimate_make(&all, plan, NULL, slots, mem);
	if (CLEARLY(all.ms) <= left_ms)
		return false;
	estimate_unfit(&unfit, plan, recall, slots, mem);
	*out = (struct refusal){.name = "budget", .status = EXIT_UNKNOWN, .is_headline = true};
	out->text = arena_printf(mem, "%zu %s about %s; the server drops an idle connection sooner",
		all.njobs, all.njobs == 1 ? "job needs" : "jobs need", text_about(all.ms, mem));
	out->next = "run `tta-check` (no connection held), then push: 0.1 s";
	if (CLEARLY(unfit.ms) > left_ms)
		out->next = arena_printf(mem,
			"raise `budget` in [tta], or push less at once: %s of these %s each time, "
			"whatever passed before",
			text_count(unfit.njobs, "job", mem), unfit.njobs == 1 ? "runs" : "run");
	return true;
}

/* SPDX-License-Identifier: MIT */
/* outset -- see outset.h. */
#include "cli/judge/outset.h"

#include <string.h>

#include "base/proc.h"
#include "cli/cache/recall.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/foresight.h"
#include "cli/judge/isolation.h"
#include "cli/judge/run_request.h"
#include "cli/judge/workplace.h"
#include "cli/session.h"
#include "engine/run.h"

static bool
runs_commands(const struct plan *plan)
{
	for (size_t i = 0; i < plan->njobs; i++) {
		if (plan->jobs[i].state == JOB_READY && !plan->jobs[i].builtin)
			return true;
	}
	return false;
}

/* A push is refused before it is begun where there is clearly not the time for it. */
static int
hold(struct assessment *a, struct session *s, const struct run_request *request, struct error *err)
{
	int64_t budget_ms = workplace_budget(&s->config, a->event.stage),
		left_ms = budget_ms - (proc_clock_ms() - s->began_ms);
	struct foresight needs = {0};
	struct refusal refusal;
	size_t jobs;

	if (!a->is_hook || strcmp(a->event.stage, "pre-push") != 0 || budget_ms == 0)
		return 0;
	if (workplace_jobs(&jobs, s->cli, request, err) < 0)
		return -1;
	foresight_add(&needs, &a->plan, &a->recall, run_slots(jobs), s->cli->mem);
	a->is_held = foresight_refuses(&refusal, &needs, left_ms, s->cli->mem);
	if (a->is_held)
		assess_refuse(a, s, &refusal);
	return 0;
}

/* What passed before need not run, and what need not run needs no place.  In the work tree itself
 * nobody knows what a gate can see: there everything runs. */
static int
look_back(struct isolation_choice *how, struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err)
{
	const char *path_from;
	struct strs set = {0};

	if (isolation_choose(how, a, s, err) < 0)
		return -1;
	workplace_tell(&set, &path_from, s, &a->event);
	if (!how->is_in_place)
		recall_serve(&a->recall, &a->plan, &set, request->is_fresh);
	foresight_fill(&a->plan, &a->recall, s->cli->mem);
	return 0;
}

int
outset_open(struct workplace *place, struct isolation_choice *how, struct assessment *a,
	struct session *s, const struct run_request *request, struct error *err)
{
	if (!runs_commands(&a->plan))
		return 0;
	if (look_back(how, a, s, request, err) < 0 || hold(a, s, request, err) < 0)
		return -1;
	if (a->is_held || !runs_commands(&a->plan))
		return 0;
	return workplace_open(place, s, how, &a->plan, err);
}

int
outset_foresee(struct foresight *all, struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err)
{
	struct isolation_choice how;
	size_t jobs;
	int rc;

	if (!runs_commands(&a->plan))
		return 0;
	if (workplace_jobs(&jobs, s->cli, request, err) < 0)
		return -1;
	recall_open(&a->recall, s, &a->outcome.notes);
	a->recall.event = &a->event;
	rc = look_back(&how, a, s, request, err);
	if (rc == 0)
		foresight_add(all, &a->plan, &a->recall, run_slots(jobs), s->cli->mem);
	recall_close(&a->recall);
	return rc;
}

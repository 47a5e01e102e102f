/* SPDX-License-Identifier: MIT */
/* repair -- see repair.h.  A fix is a plan of one job that runs the other command of its gate. */
#include "engine/repair.h"

#include "base/arena.h"
#include "engine/run.h"
#include "model/builtin.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/verdict.h"

bool
repair_is_possible(const struct job *job, const struct builtin *(*builtin)(const char *id))
{
	const struct builtin *found = job->builtin ? builtin(job->builtin) : NULL;

	if (job->builtin)
		return found && found->fix;
	return job->gate->fix.text || job->gate->unchanged.n;
}

int
repair_run(struct verdict *out, int *signal, const struct job *job, const struct run_options *o,
	struct arena *mem, struct error *err)
{
	struct gate gate = *job->gate;
	struct job fix = *job;
	struct run_options options = *o;
	const struct plan plan = {.jobs = &fix, .njobs = 1};

	if (gate.fix.text)
		gate.run = gate.fix;
	gate.unchanged = (struct patterns){0}; /* what it changes is what is wanted */
	gate.missing = MISSING_FAIL;
	gate.problem = NULL; /* findings are the judge's */
	gate.retry = (struct retry){0};
	gate.needs = (struct strs){0};
	fix.gate = &gate;
	fix.level = LEVEL_FAIL;
	fix.state = JOB_READY;
	options.observer = NULL;
	options.guard = NULL;
	options.budget_ms = 0;
	return run_plan(out, signal, &plan, &options, mem, err);
}

int
repair_blob(struct blob *out, const struct job *job, const struct change *file,
	const struct blob *in, const struct run_options *o, struct arena *mem, struct error *err)
{
	const struct builtin *builtin = o->builtin(job->builtin);
	struct strs args = {0};
	const struct builtin_fix_input input = {
		.file = file, .blob = in, .args = &args, .gate = job->gate};

	if (command_words(&args, &job->gate->args, mem, err) < 0)
		return -1;
	return builtin->fix(out, &input, mem, err);
}

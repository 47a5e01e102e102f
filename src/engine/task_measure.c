/* SPDX-License-Identifier: MIT */
/* task_measure -- see task_measure.h. */
#include "engine/task_measure.h"

#include "base/proc.h"
#include "engine/run.h"
#include "engine/task.h"
#include "engine/worker.h"
#include "model/gate.h"
#include "model/maturity/measuring.h"
#include "model/plan/plan.h"

bool
task_measure_is_due(const struct task *t)
{
	return t->job->gate->report.n || t->job->gate->metric;
}

int
task_measure_start(struct task *t, const struct run_options *o, struct error *err)
{
	const struct proc_spec spec = {.timeout_ms = task_time_left(t), .flags = PROC_SESSION};
	const struct measuring_input in = {.config = o->config,
		.job = t->job,
		.tree = o->tree,
		.event = o->event,
		.changes = o->changes,
		.against = o->against,
		.nbases = o->nbases,
		.root = t->root,
		.work_tree = o->work_tree,
		.dir = t->around.dir,
		.report = t->around.report,
		.began_ns = t->around.report_ns,
		.output = t->output.data,
		.output_len = t->output.len,
		.output_dropped = t->output.dropped};

	if (!o->measure)
		return error_set(err, ERR_CONFIG, "nobody judges its `report` or `metric`");
	return worker_start_measuring(&t->proc, o->measure, &in, &spec, err);
}

int
task_measure_read(struct findings *findings, struct measures *measures, const struct proc_result *r,
	struct arena *mem, struct error *err)
{
	if (r->is_late)
		return error_set(err, ERR_SYSTEM,
			"its reports were not read to their end: its time was over");
	if (r->signal || r->status != 0 || r->out.dropped)
		return error_set(err, ERR_SYSTEM, "what reads its reports came to no end");
	return worker_read(findings, measures, r->out.data, r->out.len, mem, err);
}

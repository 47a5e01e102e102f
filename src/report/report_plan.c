/* SPDX-License-Identifier: MIT */
/*
 * report_plan -- what would run, a job a line; with why, the reason of each, the line that asks
 * for it, and what does not run.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/outcome.h"
#include "model/plan/sees.h"
#include "report/report.h"

static void
add_job(struct buf *out, const struct job *job, struct arena *mem)
{
	if (job->state == JOB_BROKEN) {
		buf_addf(out, "could not judge %s: %s\n", job->id, job->why);
		return;
	}
	if (job->state == JOB_SKIPPED) {
		buf_addf(out, "would skip %s: %s\n", job->id, job->why);
		return;
	}
	buf_addf(out, "would run %s", job->id);
	if (job->files.n && job->gate->scope == SCOPE_FILES)
		buf_addf(out, " (%s)", text_count(job->files.n, "file", mem));
	buf_adds(out, job->level == LEVEL_WARN ? ", as a warning\n" : "\n");
}

static void
add_reason(struct buf *out, const struct job *job, struct arena *mem)
{
	if (job->reason)
		buf_addf(out, "    because: %s\n", job->reason);
	if (!job->builtin && (job->gate->sees != SEES_REPOSITORY || job->gate->ignored))
		buf_addf(out, "    sees: %s\n", sees_words(job->gate, mem));
	buf_addf(out, "    asked by: %s\n", origin_text(&job->origin, mem));
}

static void
add_omission(struct buf *out, const struct omission *om, struct arena *mem)
{
	buf_addf(out, "would not run %s", om->gate);
	if (om->component)
		buf_addf(out, "@%s", om->component);
	buf_addf(out, ": %s; %s\n", om->reason, origin_text(&om->origin, mem));
}

void
report_plan(struct buf *out, const struct outcome *o, bool why, struct arena *mem)
{
	const struct plan *p = o->plan;

	for (size_t i = 0; i < p->njobs; i++) {
		add_job(out, &p->jobs[i], mem);
		if (why)
			add_reason(out, &p->jobs[i], mem);
	}
	if (p->njobs == 0)
		buf_addf(out, "nothing would run: %s\n",
			o->nfiles ? "no gate is owed" : "nothing changed");
	for (size_t i = 0; why && i < p->nomissions; i++)
		add_omission(out, &p->omissions[i], mem);
	for (size_t i = 0; i < p->warnings.n; i++)
		buf_addf(out, "warning: %s\n", p->warnings.v[i]);
}

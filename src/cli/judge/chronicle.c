/* SPDX-License-Identifier: MIT */
/* chronicle -- see chronicle.h. */
#include "cli/judge/chronicle.h"

#include "base/arena.h"
#include "base/clock.h"
#include "cli/cache/recall.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/journal_place.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "git/repo/gitsetting.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"

#define REASON_VARIABLE "TTA_REASON"

const char *
chronicle_reason(const struct session *s)
{
	const char *text = cli_env(s->cli, REASON_VARIABLE);

	return text && *text ? text : NULL;
}

/* NULL: it measured nothing. */
static const char *
measures_of(const struct verdict *v, struct arena *mem)
{
	return v->measures.n ? measures_write(&v->measures, mem) : NULL;
}

static struct history_job
row_of(const struct assessment *a, size_t i, const struct recalled *known, struct arena *mem)
{
	const struct job *job = &a->plan.jobs[i];
	const struct verdict *v = &a->outcome.verdicts[i];
	const struct stages *stages = &a->outcome.config->stages;
	struct history_job row = {
		.job = job->id,
		.gate = job->builtin ? job->builtin : job->gate->name,
		.component = job->components.n == 1 ? job->components.v[0] : NULL,
		.target = job->target >= 0 ? stages->v[job->target].name : NULL,
		.verdict = verdict_name(v->kind),
		.is_cached = v->is_served,
		.is_warning = job->level == LEVEL_WARN,
		.is_cut = v->is_cut,
		.took_ms = v->ms,
		.attempts = v->attempts,
		.files = job->files.n,
		.findings = v->findings.n,
		.why = v->why,
		.measures = measures_of(v, mem),
	};

	if (known && known->parts && !v->is_served) {
		row.parts = known->parts;
		row.has_key = known->n == 1;
		for (size_t k = 0; k < PASS_KEY_BYTES && known->n == 1; k++)
			row.key[k] = known->v[0].key[k];
	}
	return row;
}

static int
add_skips(struct journal *j, const struct assessment *a, const struct session *s, struct error *err)
{
	struct bypass *v = arena_alloc(s->cli->mem, a->plan.njobs, sizeof(*v));
	const char *who = NULL;
	size_t n = 0;

	for (size_t i = 0; i < a->plan.njobs; i++) {
		if (a->plan.jobs[i].state != JOB_SKIPPED)
			continue;
		if (n == 0)
			who = gitsetting_committer(&s->repo, s->cli->mem);
		v[n++] = (struct bypass){.at_ms = clock_wall_ms(),
			.kind = BYPASS_SKIP,
			.event = a->event.stage,
			.subject = a->plan.jobs[i].id,
			.branch = a->event.branch,
			.reason = chronicle_reason(s),
			.who = who};
	}
	return bypass_add(j, v, n, err);
}

/* Was less asked for than is owed?  Then the tree was not judged, whatever came of it. */
static bool
is_narrow(const struct assessment *a, const struct run_request *request)
{
	return a->selector.components.n || a->selector.gates.n || request->skip.n ||
	       request->target || a->event.selection == SELECT_FILES || a->event.is_rebase;
}

void
chronicle_run(const struct assessment *a, struct session *s, const struct run_request *request,
	struct recall *recall)
{
	struct arena *mem = s->cli->mem;
	struct journal_limits limits = journal_limits;
	struct history_run run = {
		.took_ms = a->outcome.ms,
		.event = a->event.stage,
		.what = a->event.what,
		.branch = a->event.branch,
		.worktree = s->repo.root,
		.reason = chronicle_reason(s),
		.version = TTA_VERSION,
		.tree = s->judged.tree,
		.head = s->judged.commit.size ? s->judged.commit : s->repo.head,
		.status = outcome_exit(&a->outcome),
		.is_narrow = is_narrow(a, request),
		.files = a->outcome.nfiles,
		.njobs = a->plan.njobs,
	};
	struct error err;

	if (!recall->journal || recall->is_told || a->outcome.signal)
		return;
	limits.now_ms = clock_wall_ms();
	run.began_ms = limits.now_ms - run.took_ms;
	run.jobs = arena_alloc(mem, run.njobs, sizeof(*run.jobs));
	for (size_t i = 0; i < run.njobs; i++)
		run.jobs[i] = row_of(a, i, i < recall->n ? &recall->of_job[i] : NULL, mem);
	if (history_add(recall->journal, &run, &err) < 0 ||
		add_skips(recall->journal, a, s, &err) < 0 ||
		journal_prune(recall->journal, &limits, false, &err) < 0)
		recall_give_up(recall, &err);
}

void
chronicle_refused(
	struct session *s, const struct event *event, const struct judged *judged, int status)
{
	struct history_run run = {
		.began_ms = clock_wall_ms(),
		.event = event->stage,
		.what = event->what,
		.branch = event->branch,
		.worktree = s->repo.root,
		.reason = chronicle_reason(s),
		.version = TTA_VERSION,
		.tree = judged->tree,
		.head = judged->commit.size ? judged->commit : s->repo.head,
		.status = status,
	};
	struct journal *journal;
	struct error ignored;
	const char *said;

	if (journal_place_open(&journal, &said, s, &ignored) < 0)
		return;
	if (history_add(journal, &run, &ignored) < 0)
		said = NULL; /* the log lacks it */
	journal_close(journal);
}

void
chronicle_bypass(struct session *s, const char *kind, const char *event, const char *subject,
	const struct oid *commit)
{
	struct bypass one = {.at_ms = clock_wall_ms(),
		.kind = kind,
		.event = event,
		.subject = subject,
		.branch = s->repo.branch,
		.reason = chronicle_reason(s),
		.who = gitsetting_committer(&s->repo, s->cli->mem)};
	struct journal *journal;
	struct error ignored;
	const char *said;

	if (commit)
		one.commit = *commit;
	if (journal_place_open(&journal, &said, s, &ignored) < 0)
		return;
	if (bypass_add(journal, &one, 1, &ignored) < 0)
		said = NULL; /* it is for later reports alone */
	journal_close(journal);
}

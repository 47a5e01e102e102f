/* SPDX-License-Identifier: MIT */
/*
 * assess -- joins the layers for one judgement.  Decides nothing itself: the plan says what is
 * owed, the engine says what came of it, and what is added here are the checks that stand around
 * both: the branch's policy, the snapshot that command gates run in, and whether the index is still
 * the one judged.
 */
#include "cli/judge/assess.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/chronicle.h"
#include "cli/judge/containment.h"
#include "cli/judge/guard.h"
#include "cli/judge/isolation.h"
#include "cli/judge/outset.h"
#include "cli/judge/placing.h"
#include "cli/judge/run_request.h"
#include "cli/judge/wanted.h"
#include "cli/judge/watching.h"
#include "cli/judge/workplace.h"
#include "cli/maturity/outlook.h"
#include "cli/push/foretell.h"
#include "cli/session.h"
#include "cli/tell/live.h"
#include "engine/run.h"
#include "gates/registry.h"
#include "git/carry/carry.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/plan/touch.h"

/* What a merge brings that neither side had is all that is judged: say how little that is. */
static void
note_merge(struct assessment *a, const struct session *s)
{
	const struct judged *j = &s->judged;
	size_t left, ncomponents = 0;
	struct arena *mem = s->cli->mem;
	const char *news = "nothing is new here";

	if (!a->event.is_merge || !j->against || a->event.selection != SELECT_CHANGES)
		return;
	left = j->against[0].n - j->changes.n;
	for (size_t i = 0; i < a->plan.ntouched; i++)
		ncomponents += a->plan.touched[i].nfiles > 0;
	if (j->changes.n)
		news = arena_printf(mem, "%zu %s new here, in %s", j->changes.n,
			j->changes.n == 1 ? "is" : "are",
			text_count(ncomponents, "component", mem));
	strs_add(&a->outcome.notes,
		arena_printf(mem, "merge: %s %s theirs or ours unchanged; %s",
			text_count(left, "file", mem), left == 1 ? "is" : "are", news),
		mem);
}

struct plan_input
assess_input(const struct session *s, const struct event *event, const struct selector *selector)
{
	return (struct plan_input){
		.config = &s->config,
		.event = event,
		.selector = selector,
		.changes = &s->judged.changes,
		.against = s->judged.against,
		.nbases = s->judged.nbases,
		.tree = &s->judged.source,
		.environ = s->cli->environ,
		.builtin = builtin_find,
	};
}

static const struct touch *
read_touch(const struct plan_input *in, struct arena *mem)
{
	struct touch *touch = arena_alloc(mem, 1, sizeof(*touch));

	touch_read(touch, in, mem);
	return touch;
}

int
assess_plan(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct plan_input in = assess_input(s, &a->event, &a->selector);

	a->began_ms = proc_clock_ms();
	a->outcome.now_ms = clock_wall_ms();
	a->outcome.event = &a->event;
	a->outcome.config = &s->config;
	a->outcome.tree = s->judged.tree;
	a->outcome.nfiles = s->judged.changes.n;
	a->outcome.plan = &a->plan;
	if (wanted_read(&a->selector, s, a->event.stage, request, err) < 0)
		return -1;
	if (!a->touch)
		a->touch = read_touch(&in, s->cli->mem);
	in.touch = a->touch;
	if (plan_build(&a->plan, &in, s->cli->mem, err) < 0)
		return -1;
	if (a->event.is_rebase && a->plan.nomissions)
		strs_add(&a->outcome.notes, "rebase under way: built-ins only, the rest at push",
			s->cli->mem);
	note_merge(a, s);
	return 0;
}

void
assess_refuse(struct assessment *a, struct session *s, const struct refusal *why)
{
	struct outcome *o = &a->outcome;

	o->refusals = arena_grow(
		s->cli->mem, o->refusals, o->nrefusals, &o->crefusals, sizeof(*o->refusals));
	o->refusals[o->nrefusals++] = *why;
}

/* [branch] commit = none | merge.  A branch has to begin somewhere: its very first commit can be no
 * merge. */
static void
check_branch(struct assessment *a, struct session *s)
{
	static const char *const words[] = {
		[COMMIT_MERGE] = "takes merges only", [COMMIT_NONE] = "takes no commits"};
	const char *name = a->event.branch;

	for (size_t i = 0; name && i < s->config.nbranches; i++) {
		const struct branch *b = &s->config.branches[i];

		if (!patterns_match(&b->names, name) || b->commit == COMMIT_ANY ||
			(b->commit == COMMIT_MERGE && (a->event.is_merge || s->repo.is_unborn)))
			continue;
		assess_refuse(a, s,
			&(struct refusal){.name = "branch",
				.text = arena_printf(s->cli->mem, "branch '%s' %s (%s)", name,
					words[b->commit], origin_text(&b->origin, s->cli->mem)),
				.next = "git switch -c NAME, commit there, and merge",
				.status = EXIT_NO});
	}
}

/* No folder to run in breaks the jobs that need one, and only those. */
static void
break_commands(struct plan *plan, const struct error *err, struct arena *mem)
{
	const char *why = arena_strdup(mem, err->msg);

	for (size_t i = 0; i < plan->njobs; i++) {
		if (plan->jobs[i].builtin || plan->jobs[i].state != JOB_READY)
			continue;
		plan->jobs[i].state = JOB_BROKEN;
		plan->jobs[i].why = why;
	}
}

/* What was said of the environments that are needed: breaks the jobs of those that are not whole.
 */
static void
hear_carry(struct assessment *a, const struct workplace *place, bool is_verbose, struct arena *mem)
{
	for (size_t i = 0; place->at && i < a->plan.njobs; i++) {
		struct job *job = &a->plan.jobs[i];
		const struct carry *carry = place->at[i] ? &place->at[i]->carry : NULL;
		struct strs why = {0};

		if (job->state != JOB_READY || !carry || !job->gate->in)
			continue;
		carry_said(&why, carry, CARRY_BROKEN, job->gate->in, mem);
		if (why.n) {
			job->state = JOB_BROKEN;
			job->why = why.v[0];
			continue;
		}
		carry_said(&a->outcome.notes, carry, CARRY_NOTE, job->gate->in, mem);
		if (is_verbose)
			carry_said(&a->outcome.notes, carry, CARRY_REMARK, job->gate->in, mem);
	}
}

/* What did not fit into a push is owed by nobody else. */
static void
note_budget(struct assessment *a, const struct session *s, const struct run_options *options)
{
	int64_t took_ms = proc_clock_ms() - s->began_ms;
	struct arena *mem = s->cli->mem;

	if (options->budget_ms == 0 || options->is_deferring || took_ms < options->budget_ms ||
		outcome_exit(&a->outcome) != EXIT_UNKNOWN)
		return;
	a->outcome.next = arena_printf(mem,
		"the push needs more than its budget of %s (took %s, and not all ran); run "
		"`tta-check`, for which no server waits, to see how long; then raise `budget` in "
		"[tta], or push less at once",
		text_duration(options->budget_ms, mem), text_duration(took_ms, mem));
}

static int
run_jobs(struct assessment *a, struct session *s, const struct run_request *request,
	struct workplace *place, struct error *err)
{
	struct run_options options;
	struct watching watching;
	struct guard guard;
	struct live live;
	int rc;

	if (workplace_options(&options, place, s, &a->event, request, err) < 0)
		return -1;
	if (!a->is_hook) /* by hand nobody waits */
		options.budget_ms = 0;
	options.spent_ms = proc_clock_ms() - s->began_ms;
	options.is_held = a->is_held;
	if (a->plan.njobs < 2)
		options.jobs = 1; /* how many processors there are need not be found out */
	live_open(&live, s->cli, &a->outcome, request->verbosity, run_slots(options.jobs));
	watching_open(&watching, &live.observer, a, place, s->began_ms, s->cli->mem);
	options.observer = &watching.observer;
	guard_open(&guard, place, s, &a->plan);
	options.guard = &guard.calls;
	rc = run_plan(
		a->outcome.verdicts, &a->outcome.signal, &a->plan, &options, s->cli->mem, err);
	if (rc == 0)
		rc = watching_again(&watching, &options, err);
	guard_close(&guard);
	if (rc < 0)
		return -1;
	live_close(&live);
	note_budget(a, s, &options);
	return 0;
}

/* A `git add` while the hook ran must not slip in unjudged. */
static int
check_index(struct assessment *a, struct session *s, struct error *err)
{
	int still;

	if (!a->is_hook || !s->judged.has_index || outcome_exit(&a->outcome) != EXIT_YES)
		return 0;
	still = judged_still(&s->judged, &s->repo, s->cli->environ, s->cli->mem, err);
	if (still < 0)
		return -1;
	if (still == 0)
		assess_refuse(a, s,
			&(struct refusal){.name = "index",
				.text = "the index changed while the gates ran; what would be "
					"committed is not what was judged",
				.next = "commit again",
				.status = EXIT_UNKNOWN});
	return 0;
}

int
assess_run(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct workplace place = {0};
	struct isolation_choice how = {0};
	struct error why;
	int rc = -1;

	if (strcmp(a->event.stage, "pre-commit") == 0 && (a->is_hook || request->is_rehearsal))
		check_branch(a, s);
	a->outcome.verdicts = arena_alloc(mem, a->plan.njobs, sizeof(*a->outcome.verdicts));
	recall_open(&a->recall, s, &a->outcome.notes);
	a->recall.event = &a->event;
	if (outset_open(&place, &how, a, s, request, &why) < 0 && !interrupt_take())
		break_commands(&a->plan, &why, mem);
	if (how.why && request->verbosity > 0)
		strs_add(&a->outcome.notes,
			arena_printf(mem, "gates ran in the snapshot: %s", how.why), mem);
	strs_add_all(&a->outcome.notes, &place.notes, mem);
	hear_carry(a, &place, request->verbosity > 0, mem);
	containment_note(&a->outcome.notes, &a->plan, mem);
	foretell(a, s, request);
	if (run_jobs(a, s, request, &place, err) < 0)
		goto out;
	isolation_settle(&how, a, s);
	outlook_note(&a->outcome, mem);
	placing_apply(a, s);
	if (check_index(a, s, err) < 0)
		goto out;
	foretell_settle(a, s);
	a->outcome.ms = proc_clock_ms() - a->began_ms;
	chronicle_run(a, s, request, &a->recall);
	rc = 0;
out:
	recall_close(&a->recall);
	workplace_close(&place, s);
	return rc;
}

/* The verdict that jobs of this name have in common as far as they stand; NULL: there is none. */
static const struct verdict *
standing(const struct assessment *before, const char *id)
{
	const struct verdict *found = NULL;

	for (size_t i = 0; i < before->plan.njobs; i++) {
		const struct verdict *v = &before->outcome.verdicts[i];

		if (strcmp(before->plan.jobs[i].id, id) != 0)
			continue;
		if (v->kind != VERDICT_PASS && v->kind != VERDICT_WARN)
			return NULL;
		found = v;
	}
	return found;
}

int
assess_again(struct assessment *a, const struct assessment *before, struct session *s,
	const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct verdict *verdicts;
	struct plan whole;
	size_t judged = 0;

	if (assess_plan(a, s, request, err) < 0)
		return -1;
	whole = a->plan;
	verdicts = arena_alloc(mem, whole.njobs, sizeof(*verdicts));
	a->plan.jobs = arena_alloc(mem, whole.njobs, sizeof(*whole.jobs));
	a->plan.njobs = 0;
	for (size_t i = 0; i < whole.njobs; i++) {
		if (!standing(before, whole.jobs[i].id))
			a->plan.jobs[a->plan.njobs++] = whole.jobs[i];
	}
	if (assess_run(a, s, request, err) < 0)
		return -1;
	for (size_t i = 0; i < whole.njobs; i++) {
		const struct verdict *v = standing(before, whole.jobs[i].id);

		verdicts[i] = v ? *v : a->outcome.verdicts[judged];
		if (!v) /* break_commands() may have changed its state */
			whole.jobs[i] = a->plan.jobs[judged++];
	}
	a->plan = whole;
	a->outcome.verdicts = verdicts;
	return 0;
}

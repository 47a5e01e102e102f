/* SPDX-License-Identifier: MIT */
/* foretell -- see foretell.h. */
#include "cli/push/foretell.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/run_request.h"
#include "cli/judge/workplace.h"
#include "cli/session.h"
#include "engine/run.h"
#include "model/plan/estimate.h"

struct expected { /* of the plan */
	size_t cached;
	struct estimate rest;
};

static void
expect(struct expected *out, const struct assessment *a, struct session *s,
	const struct run_request *request)
{
	const struct plan *plan = &a->plan;
	struct error ignored;
	size_t jobs;

	*out = (struct expected){0};
	if (workplace_jobs(&jobs, s->cli, request, &ignored) < 0)
		jobs = 1;
	estimate_make(&out->rest, plan, NULL, run_slots(jobs), s->cli->mem);
	for (size_t i = 0; i < plan->njobs; i++)
		out->cached += plan->jobs[i].state == JOB_SERVED;
}

static const char *
estimate(const struct estimate *e, struct arena *mem)
{
	const char *about = arena_printf(mem, ", about %s", text_about(e->ms, mem));

	if (e->nknown == 0)
		return "";
	if (e->nknown == e->njobs)
		return about;
	return arena_printf(mem, "%s and %s that never ran here", about,
		text_count(e->njobs - e->nknown, "job", mem));
}

/* "main -> origin, 3 commits, 5 files, 2 components; 9 jobs: 4 cached, 5 to run, about 12.0s" */
static void
say_what(struct buf *out, const struct assessment *a, const struct expected *e, struct arena *mem)
{
	text_add_line(out, a->event.what);
	buf_addf(out, ", %s, %s; %s: ", text_count(a->outcome.nfiles, "file", mem),
		text_count(a->plan.ntouched, "component", mem),
		text_count(e->cached + e->rest.njobs, "job", mem));
	if (e->cached)
		buf_addf(out, "%zu cached, ", e->cached);
	buf_addf(out, "%zu to run%s\n", e->rest.njobs, estimate(&e->rest, mem));
}

static const char *
unjudged_words(const struct event *event, const struct expected *e, struct arena *mem)
{
	return arena_printf(mem,
		"%zu of %zu commits never judged here (-n, rebase, cherry-pick or another clone): "
		"%s",
		event->nunjudged, event->ncommits, text_count(e->rest.njobs, "job", mem));
}

void
foretell(struct assessment *a, struct session *s, const struct run_request *request)
{
	struct cli *cli = s->cli;
	struct expected e;

	if (!a->event.remote_name || request->verbosity < 0)
		return;
	expect(&e, a, s, request);
	if (a->event.nunjudged)
		a->foretold = unjudged_words(&a->event, &e, cli->mem);
	if (!cli->err_term.is_terminal || a->is_held || e.rest.njobs == 0)
		return;
	if (a->foretold)
		buf_addf(&cli->err, "%s\n", a->foretold);
	a->foretold = NULL;
	say_what(&cli->err, a, &e, cli->mem);
	cli_flush(cli);
}

void
foretell_settle(struct assessment *a, struct session *s)
{
	if (a->foretold && outcome_exit(&a->outcome) != EXIT_YES)
		strs_add(&a->outcome.notes, a->foretold, s->cli->mem);
}

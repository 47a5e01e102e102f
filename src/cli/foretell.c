/* SPDX-License-Identifier: MIT */
/* foretell -- see foretell.h. */
#include "cli/foretell.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/assess.h"
#include "cli/cli.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "store/history.h"

struct expected {                       /* of the plan */
	size_t cached, to_run, unknown; /* unknown: of to_run, those that never ran here */
	int64_t likely_ms;
};

static void
expect(struct expected *out, const struct assessment *a, struct arena *mem)
{
	const struct plan *plan = &a->plan;
	struct history_guess *v = arena_alloc(mem, plan->njobs, sizeof(*v));
	struct error ignored;

	*out = (struct expected){0};
	for (size_t i = 0; i < plan->njobs; i++) {
		out->cached += plan->jobs[i].state == JOB_SERVED;
		if (plan->jobs[i].state == JOB_READY)
			v[out->to_run++].job = plan->jobs[i].id;
	}
	if (!a->recall.journal || history_guess(v, out->to_run, a->recall.journal, &ignored) < 0) {
		out->unknown = out->to_run;
		return;
	}
	for (size_t i = 0; i < out->to_run; i++) {
		if (v[i].likely_ms < 0)
			out->unknown++;
		else
			out->likely_ms += v[i].likely_ms;
	}
}

static const char *
estimate(const struct expected *e, struct arena *mem)
{
	if (e->unknown == e->to_run)
		return "";
	if (e->unknown == 0)
		return arena_printf(mem, ", about %s", text_duration(e->likely_ms, mem));
	return arena_printf(mem, ", about %s and %s that never ran here",
		text_duration(e->likely_ms, mem), text_count(e->unknown, "job", mem));
}

/* "main -> origin, 3 commits, 5 files, 2 components; 9 jobs: 4 cached, 5 to run, about 12.0s" */
static void
say_what(struct buf *out, const struct assessment *a, const struct expected *e, struct arena *mem)
{
	text_add_line(out, a->event.what);
	buf_addf(out, ", %s, %s; %s: ", text_count(a->outcome.nfiles, "file", mem),
		text_count(a->plan.ntouched, "component", mem),
		text_count(e->cached + e->to_run, "job", mem));
	if (e->cached)
		buf_addf(out, "%zu cached, ", e->cached);
	buf_addf(out, "%zu to run%s\n", e->to_run, estimate(e, mem));
}

static const char *
unjudged_words(const struct event *event, const struct expected *e, struct arena *mem)
{
	return arena_printf(mem,
		"%zu of %zu commits never judged here (-n, rebase, cherry-pick or another clone): "
		"%s",
		event->nunjudged, event->ncommits, text_count(e->to_run, "job", mem));
}

void
foretell(struct assessment *a, struct session *s, const struct run_request *request)
{
	struct cli *cli = s->cli;
	struct expected e;

	if (!a->event.remote_name || request->verbosity < 0)
		return;
	expect(&e, a, cli->mem);
	if (a->event.nunjudged)
		a->foretold = unjudged_words(&a->event, &e, cli->mem);
	if (!cli->err_term.is_terminal || e.to_run == 0)
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

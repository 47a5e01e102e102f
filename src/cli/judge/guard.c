/* SPDX-License-Identifier: MIT */
/* guard -- see guard.h.  Git says what is in the snapshot and what is in T (readback.h). */
#include "cli/judge/guard.h"

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/judge/workplace.h"
#include "cli/session.h"
#include "model/finding.h"
#include "model/gate.h"
#include "model/plan/plan.h"

/* What watches where the job runs; NULL: nothing does. */
static struct guard_watch *
find_watch(struct guard *g, const struct job *job, struct error *err)
{
	const struct site *site = g->place->at[job - g->plan->jobs];
	struct guard_watch *w = site ? &g->v[site - g->place->sites.v] : NULL;

	if (!w)
		error_set(err, ERR_CONFIG,
			"its 'unchanged' can be told in a snapshot alone; take 'isolation = "
			"in-place' out");
	else if (!w->is_open)
		*err = w->why;
	return w && w->is_open ? w : NULL;
}

/* Where the snapshot is not T, of the paths in question. */
static int
look(struct change_set *out, struct guard_watch *w, const struct guard *g, const struct job *job,
	struct error *err)
{
	const struct patterns *of = &job->gate->unchanged;
	struct change_set all;

	*out = (struct change_set){0};
	if (readback_adopt(&w->read, of, g->mem, err) < 0 ||
		readback_take(&all, &w->read, g->mem, err) < 0)
		return error_wrap(err, "its 'unchanged' cannot be told");
	out->v = arena_alloc(g->mem, all.n, sizeof(*out->v));
	for (size_t i = 0; i < all.n; i++) {
		if (patterns_match(of, all.v[i].path))
			out->v[out->n++] = all.v[i];
	}
	return 0;
}

static int
before(void *ctx, const struct job *job, struct error *err)
{
	struct guard *g = ctx;
	struct guard_watch *w = find_watch(g, job, err);
	struct change_set changes;

	if (!w || look(&changes, w, g, job, err) < 0)
		return -1;
	return readback_revert(&w->read, &changes, g->mem, err);
}

static struct finding
finding_of(const struct change *c, const struct job *job, struct arena *mem)
{
	const char *what = "stale", *does = "makes another";

	if (!c->old.mode) {
		what = "missing";
		does = "makes it";
	} else if (!c->new.mode) {
		what = "left over";
		does = "takes it away";
	}
	return (struct finding){.path = c->path,
		.text = arena_printf(mem, "%s: `%s` %s", what, job->gate->run.text, does)};
}

static int
after(struct findings *out, void *ctx, const struct job *job, struct error *err)
{
	struct guard *g = ctx;
	struct guard_watch *w = find_watch(g, job, err);
	struct change_set changes;

	if (!w || look(&changes, w, g, job, err) < 0)
		return -1;
	for (size_t i = 0; i < changes.n; i++) {
		const struct finding f = finding_of(&changes.v[i], job, g->mem);

		finding_add(out, &f, g->mem);
	}
	return readback_revert(&w->read, &changes, g->mem, err);
}

static void
watch_open(struct guard_watch *w, const struct site *site, struct session *s)
{
	if (!w->is_open)
		w->is_open =
			readback_open(&w->read, &s->repo, &s->judged, &site->snapshot,
				&site->carry.paths, s->cli->environ, s->cli->mem, &w->why) == 0;
}

void
guard_open(struct guard *out, const struct workplace *place, struct session *s,
	const struct plan *plan)
{
	struct arena *mem = s->cli->mem;

	*out = (struct guard){.mem = mem, .plan = plan, .place = place};
	if (!place->is_open)
		return;
	out->n = place->sites.n;
	out->v = arena_alloc(mem, out->n, sizeof(*out->v));
	for (size_t i = 0; i < plan->njobs; i++) {
		if (plan->jobs[i].state != JOB_READY || !plan->jobs[i].gate->unchanged.n)
			continue;
		out->calls = (struct run_guard){.ctx = out, .before = before, .after = after};
		if (place->at[i])
			watch_open(&out->v[place->at[i] - place->sites.v], place->at[i], s);
	}
}

void
guard_close(struct guard *g)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->v[i].is_open)
			readback_close(&g->v[i].read);
	}
	g->n = 0;
}

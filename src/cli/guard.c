/* SPDX-License-Identifier: MIT */
/* guard -- see guard.h.  Git says what is in the snapshot and what is in T (readback.h). */
#include "cli/guard.h"

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "cli/workplace.h"
#include "model/finding.h"
#include "model/gate.h"
#include "model/plan.h"

/* Where the snapshot is not T, of the paths in question. */
static int
look(struct change_set *out, struct guard *g, const struct job *job, struct error *err)
{
	const struct patterns *of = &job->gate->unchanged;
	struct change_set all;

	*out = (struct change_set){0};
	if (!g->is_open) {
		*err = g->why;
		return -1;
	}
	if (readback_adopt(&g->read, of, g->mem, err) < 0 ||
		readback_take(&all, &g->read, g->mem, err) < 0)
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
	struct change_set changes;

	if (look(&changes, g, job, err) < 0)
		return -1;
	return readback_revert(&g->read, &changes, g->mem, err);
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
	struct change_set changes;

	if (look(&changes, g, job, err) < 0)
		return -1;
	for (size_t i = 0; i < changes.n; i++) {
		const struct finding f = finding_of(&changes.v[i], job, g->mem);

		finding_add(out, &f, g->mem);
	}
	return readback_revert(&g->read, &changes, g->mem, err);
}

static bool
is_asked_for(const struct plan *plan)
{
	for (size_t i = 0; i < plan->njobs; i++) {
		if (plan->jobs[i].state == JOB_READY && plan->jobs[i].gate->unchanged.n)
			return true;
	}
	return false;
}

void
guard_open(struct guard *out, struct workplace *place, struct session *s, const struct plan *plan)
{
	struct arena *mem = s->cli->mem;

	*out = (struct guard){.mem = mem};
	if (!place->is_open || !is_asked_for(plan))
		return;
	out->calls = (struct run_guard){.ctx = out, .before = before, .after = after};
	if (place->look_at)
		error_set(&out->why, ERR_CONFIG,
			"its 'unchanged' can be told in a snapshot alone; take 'isolation = "
			"in-place' out");
	else
		out->is_open = readback_open(&out->read, &s->repo, &s->judged, &place->snapshot,
				       &place->carry.paths, s->cli->environ, mem, &out->why) == 0;
}

void
guard_close(struct guard *g)
{
	if (g->is_open)
		readback_close(&g->read);
	g->is_open = false;
}

/* SPDX-License-Identifier: MIT */
/*
 * spoil -- see spoil.h.  Keeps true: a job whose verdict is taken ran on files that were as laid
 * out when it began, alone in its snapshot or with them as laid out when it ended; and so did those that it needs.
 */
#include "cli/judge/spoil.h"

#include "base/arena.h"
#include "cli/judge/site.h"
#include "cli/judge/workplace.h"
#include "model/plan/plan.h"

struct spoil_job {
	bool is_running;
	bool is_beside;  /* something else ran there meanwhile */
	bool is_spoiled; /* also: it began on files that are not as laid out */
	bool is_fed;     /* by one that is spoiled */
};

struct spoil_site {
	size_t jobs, waiting, running; /* of commands */
	bool is_dirty;
};

/* NULL: the job runs in no snapshot, or in one of its own. */
static struct spoil_site *
site_of(const struct spoil *s, size_t job)
{
	const struct site *at = s->place->at ? s->place->at[job] : NULL;
	struct spoil_site *site = at ? &s->sites[at - s->place->sites.v] : NULL;

	return site && site->jobs > 1 ? site : NULL;
}

void
spoil_open(struct spoil *out, struct workplace *place, const struct plan *plan, struct arena *mem)
{
	*out = (struct spoil){.place = place,
		.plan = plan,
		.jobs = arena_alloc(mem, plan->njobs, sizeof(*out->jobs)),
		.sites = arena_alloc(mem, place->sites.n, sizeof(*out->sites)),
		.mem = mem};
	precedence_find(&out->needs, plan, mem);
	for (size_t i = 0; place->at && i < plan->njobs; i++) {
		struct spoil_site *site =
			place->at[i] ? &out->sites[place->at[i] - place->sites.v] : NULL;

		if (site) {
			site->jobs++;
			site->waiting++;
		}
	}
}

void
spoil_started(struct spoil *s, size_t job)
{
	struct spoil_site *site = site_of(s, job);

	if (!site)
		return;
	s->jobs[job].is_running = true;
	s->jobs[job].is_beside = site->running > 0;
	s->jobs[job].is_spoiled = site->is_dirty || s->jobs[job].is_fed;
	site->waiting--;
	site->running++;
	for (size_t i = 0; s->jobs[job].is_beside && i < s->plan->njobs; i++) {
		if (s->jobs[i].is_running && site_of(s, i) == site)
			s->jobs[i].is_beside = true;
	}
}

/* What cannot be mended stays dirty: those that begin on it are spoiled, and say why at last. */
static void
mend(struct spoil *s, struct spoil_site *site, size_t job)
{
	struct error ignored;

	site->is_dirty = site_mend(s->place->at[job], &s->place->sites, s->mem, &ignored) < 0;
}

/* All that need it, whatever lies between: what it made may have gone through that. */
static void
feed(struct spoil *s, size_t job)
{
	const struct precedence *p = &s->needs;

	for (size_t e = p->first[job]; e != PRECEDENCE_END; e = p->edges[e].next) {
		size_t other = p->edges[e].job;

		if (s->jobs[other].is_fed)
			continue;
		s->jobs[other].is_fed = true;
		feed(s, other);
	}
}

bool
spoil_ended(struct spoil *s, size_t job)
{
	struct spoil_site *site = site_of(s, job);
	struct spoil_job *me = &s->jobs[job];

	if (!site || !me->is_running)
		return true;
	me->is_running = false;
	site->running--;
	/* Behind the last one nobody comes, and what others did was looked at when they ended. */
	if (site->waiting + site->running > 0 &&
		!site_is_still(s->place->at[job], &s->place->sites, s->mem))
		site->is_dirty = true;
	me->is_spoiled = me->is_spoiled || (me->is_beside && site->is_dirty);
	if (me->is_spoiled)
		feed(s, job);
	if (site->is_dirty && site->running == 0 && site->waiting > 0)
		mend(s, site, job);
	return !me->is_spoiled;
}

bool
spoil_is(const struct spoil *s, size_t job)
{
	return s->jobs[job].is_spoiled;
}

int
spoil_mend(struct spoil *s, size_t job, struct error *err)
{
	struct site *at = s->place->at ? s->place->at[job] : NULL;

	if (!at || site_is_still(at, &s->place->sites, s->mem))
		return 0;
	return site_mend(at, &s->place->sites, s->mem, err);
}

/* SPDX-License-Identifier: MIT */
/* estimate -- see estimate.h. */
#include "model/plan/estimate.h"

#include <stdbool.h>

#include "base/arena.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/plan/schedule.h"

struct running {
	size_t job;
	int64_t end_ms;
};

struct play {
	const struct plan *plan;
	struct schedule *schedule;
	struct running *v; /* at most as many as there are slots, or run already */
	size_t n, slots;
	int64_t now_ms;
};

static void
begin(struct play *p, size_t job, int64_t since_ms)
{
	int64_t left = p->plan->jobs[job].likely_ms - since_ms;

	schedule_start(p->schedule, job);
	p->v[p->n++] = (struct running){.job = job, .end_ms = p->now_ms + (left > 0 ? left : 0)};
}

/* What has ended, or will never run, and what runs. */
static void
set_out(struct play *p, struct estimate *out, const int64_t *since)
{
	for (size_t i = 0; i < p->plan->njobs; i++) {
		const struct job *job = &p->plan->jobs[i];
		bool is_broken = job->state == JOB_BROKEN || job->gate->broken;

		if (since && since[i] == ESTIMATE_ENDED) {
			schedule_end(p->schedule, i, SCHEDULE_WELL);
		} else if (job->state != JOB_READY || is_broken) {
			schedule_end(p->schedule, i,
				is_broken && job->level != LEVEL_WARN ? SCHEDULE_NO
								      : SCHEDULE_WELL);
		} else {
			out->njobs++;
			out->nknown += job->likely_ms >= 0;
			if (since && since[i] >= 0)
				begin(p, i, since[i]);
		}
	}
}

static void
end_first(struct play *p)
{
	size_t first = 0, job;

	for (size_t i = 1; i < p->n; i++) {
		if (p->v[i].end_ms < p->v[first].end_ms)
			first = i;
	}
	p->now_ms = p->v[first].end_ms;
	job = p->v[first].job;
	p->v[first] = p->v[--p->n];
	schedule_end(p->schedule, job, SCHEDULE_WELL);
}

void
estimate_make(struct estimate *out, const struct plan *plan, const int64_t *since, size_t slots,
	struct arena *mem)
{
	struct play p = {.plan = plan,
		.schedule = schedule_new(plan, SCHEDULE_LONGEST, mem),
		.v = arena_alloc(mem, plan->njobs, sizeof(*p.v)),
		.slots = slots};
	struct schedule_stuck stuck;
	size_t job;

	*out = (struct estimate){0};
	set_out(&p, out, since);
	for (;;) {
		while (schedule_stuck(&stuck, p.schedule)) {
			out->njobs--;
			out->nknown -= plan->jobs[stuck.job].likely_ms >= 0;
			schedule_end(p.schedule, stuck.job, stuck.end);
		}
		while (p.n < p.slots && schedule_next(&job, p.schedule))
			begin(&p, job, 0);
		if (p.n == 0)
			break;
		end_first(&p);
	}
	out->ms = p.now_ms;
}

/* SPDX-License-Identifier: MIT */
/*
 * run -- see run.h.  One poll loop over the children of all running tasks; task.c is what happens
 * to one job, schedule (in model) which one may start.
 *
 * Invariants:
 *	1. At most `jobs` tasks are TASK_RUNNING; each has exactly one child.
 *	2. No task starts before those that it needs are TASK_DONE; where one of them says no, it
 *	   is skipped, and the no of that one stands; where one is deferred, so is it.
 *	3. While an exclusive task runs, nothing else does.
 *	4. Component jobs of one gate run one after the other unless it is parallel.
 *	5. A task gets its verdict once, by task_settle(); what never gets one is VERDICT_NONE.
 *	6. Whatever way the loop ends, no child is left: run_plan() releases every task.
 *
 * The loop as a whole:
 *
 *	GOING --stop_all(): a signal------------------------> ENDING
 *	GOING --over_budget(): the budget is spent----------> ENDING
 *	GOING --note_end(): a no, and fail-fast-------------> FINISHING (what runs ends by itself)
 *	FINISHING --stop_all(), over_budget()---------------> ENDING
 *	any   --nothing runs, nothing can start-------------> the end
 */
#include "engine/run.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/proc.h"
#include "base/processors.h"
#include "base/text.h"
#include "engine/task.h"
#include "model/blob_source.h"
#include "model/change.h"
#include "model/gate.h"
#include "model/plan/estimate.h"
#include "model/plan/plan.h"
#include "model/plan/schedule.h"

#define TICK_MS 100
#define HELD_MAX ((size_t)64 << 20) /* bytes */
#define HELD_BLOB_MAX ((size_t)1 << 20)

enum phase { GOING, FINISHING, ENDING };

struct loop {
	const struct run_options *o;
	struct task *tasks; /* one a job of the plan */
	size_t n;
	struct schedule *schedule;
	size_t *running; /* tasks, in the order in which they started */
	size_t nrunning, slots;
	enum phase phase;
	bool is_held;         /* what built-ins read, as far as that is worth it */
	int64_t budget_at_ms; /* clock value; INT64_MAX: none */
	struct pollfd *fds;
	int signal;
	struct arena *mem;
};

size_t
run_slots(size_t jobs)
{
	size_t n = jobs ? jobs : processors_count();

	return n > RUN_SLOTS_MAX ? RUN_SLOTS_MAX : n;
}

/* Where the first no ends it, and where there is not time for all: as many as possible, soon. */
static enum schedule_order
order_of(const struct loop *l, const struct plan *plan)
{
	struct estimate all;

	if (l->o->is_fail_fast)
		return SCHEDULE_CHEAPEST;
	if (!l->o->is_deferring || l->budget_at_ms == INT64_MAX)
		return SCHEDULE_LONGEST;
	estimate_make(&all, plan, NULL, l->slots, l->mem);
	return proc_clock_ms() + all.ms > l->budget_at_ms ? SCHEDULE_CHEAPEST : SCHEDULE_LONGEST;
}

static void
loop_init(struct loop *l, struct verdict *verdicts, const struct plan *plan,
	const struct run_options *o, struct arena *mem)
{
	*l = (struct loop){
		.o = o, .slots = run_slots(o->jobs), .mem = mem, .budget_at_ms = INT64_MAX};
	l->n = plan->njobs;
	l->tasks = arena_alloc(mem, l->n, sizeof(*l->tasks));
	for (size_t i = 0; i < l->n; i++)
		task_init(
			&l->tasks[i], &plan->jobs[i], o->roots ? o->roots[i] : NULL, &verdicts[i]);
	if (o->is_held)
		l->phase = FINISHING;
	if (o->budget_ms > 0)
		l->budget_at_ms = proc_clock_ms() + o->budget_ms - o->spent_ms;
	l->schedule = schedule_new(plan, order_of(l, plan), mem);
	l->running = arena_alloc(mem, l->slots, sizeof(*l->running));
	l->fds = arena_alloc(mem, l->slots * PROC_FDS + 1, sizeof(*l->fds));
}

/* What it means to those that need it; one that another no kept from running is a no as well. */
static enum schedule_end
end_of(enum verdict_kind kind)
{
	switch (kind) {
	case VERDICT_FAIL:
	case VERDICT_BROKEN:
		return SCHEDULE_NO;
	case VERDICT_DEFERRED:
		return SCHEDULE_DEFERRED;
	default:
		return SCHEDULE_WELL;
	}
}

/* A task has become TASK_DONE. */
static void
note_end(struct loop *l, struct task *t, enum schedule_end end)
{
	const struct run_observer *ob = l->o->observer;
	enum verdict_kind kind = t->verdict->kind;

	task_release(t);
	schedule_end(l->schedule, (size_t)(t - l->tasks), end);
	if (l->o->is_fail_fast && l->phase == GOING &&
		(kind == VERDICT_FAIL || kind == VERDICT_BROKEN))
		l->phase = FINISHING;
	if (ob && ob->ended && kind != VERDICT_NONE)
		ob->ended(ob->ctx, (size_t)(t - l->tasks), t->verdict);
}

static void
settle(struct loop *l, struct task *t, enum verdict_kind kind, const char *why)
{
	task_settle(t, kind, why);
	note_end(l, t, end_of(t->verdict->kind));
}

static void
settle_served(struct loop *l, struct task *t)
{
	struct error ignored;

	if (t->job->served_measures &&
		measures_read(&t->verdict->measures, t->job->served_measures, l->mem, &ignored) < 0)
		t->verdict->measures = (struct measures){0};
	t->verdict->is_served = true;
	t->verdict->served_ms = t->job->served_ended_ms;
	t->verdict->ms = t->job->served_took_ms;
	settle(l, t, VERDICT_PASS, NULL);
}

/* Jobs that the plan has judged already. */
static void
settle_known(struct loop *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct task *t = &l->tasks[i];

		if (t->job->state == JOB_SKIPPED)
			settle(l, t, VERDICT_SKIP, t->job->why);
		else if (t->job->state == JOB_SERVED)
			settle_served(l, t);
		else if (t->job->state == JOB_BROKEN || t->job->gate->broken)
			settle(l, t, VERDICT_BROKEN,
				t->job->state == JOB_BROKEN ? t->job->why : t->job->gate->broken);
	}
}

/* Workers are forks of ours: what several of them are to read is read once, before the first.  That
 * are mostly the same files. */
static void
hold_blobs(struct loop *l)
{
	const struct blob_source *tree = l->o->tree;
	const struct job *most = NULL;
	size_t builtins = 0, held = 0;

	l->is_held = true;
	for (size_t i = 0; i < l->n; i++) {
		const struct job *job = l->tasks[i].job;

		if (!job->builtin || l->tasks[i].state != TASK_WAITING)
			continue;
		builtins++;
		if (!most || job->files.n > most->files.n)
			most = job;
	}
	if (builtins < 2 || !tree || !tree->hold)
		return;
	for (size_t i = 0; i < most->files.n && held < HELD_MAX; i++) {
		const struct change *c = &most->changes[i];

		if (mode_is_regular(c->new.mode))
			held += tree->hold(tree->ctx, &c->new.id, HELD_BLOB_MAX);
	}
}

static bool
is_prepared(struct loop *l, size_t i)
{
	const struct run_observer *ob = l->o->observer;
	struct error err;

	if (!ob || !ob->prepare || ob->prepare(ob->ctx, i, &err) == 0)
		return true;
	task_settle(&l->tasks[i], VERDICT_BROKEN, arena_strdup(l->mem, err.msg));
	return false;
}

static void
start(struct loop *l, size_t i)
{
	const struct run_observer *ob = l->o->observer;
	struct task *t = &l->tasks[i];

	if (ob && ob->started)
		ob->started(ob->ctx, i);
	if (t->job->builtin && !l->is_held)
		hold_blobs(l);
	schedule_start(l->schedule, i);
	if (is_prepared(l, i))
		task_begin(t, l->o, l->mem);
	if (t->state == TASK_RUNNING)
		l->running[l->nrunning++] = i;
	else
		note_end(l, t, end_of(t->verdict->kind));
}

/* Is there no time for it before the budget is spent?  *why says it. */
static bool
is_too_long(const char **why, const struct loop *l, const struct job *job)
{
	int64_t left_ms;

	if (!l->o->is_deferring || l->budget_at_ms == INT64_MAX || job->likely_ms < 0)
		return false;
	left_ms = l->budget_at_ms - proc_clock_ms();
	if (job->likely_ms <= left_ms)
		return false;
	*why = arena_printf(l->mem, "about %s, %s left of %s", text_about(job->likely_ms, l->mem),
		text_about(left_ms, l->mem), text_about(l->o->budget_ms, l->mem));
	return true;
}

/* 2 */
static void
settle_stuck(struct loop *l, const struct schedule_stuck *stuck)
{
	struct task *t = &l->tasks[stuck->job];
	const char *by = l->tasks[stuck->by].job->gate->name;
	bool is_no = stuck->end == SCHEDULE_NO;

	task_settle(t, is_no ? VERDICT_SKIP : VERDICT_DEFERRED,
		arena_printf(l->mem, "needs %s, which %s", by, is_no ? "failed" : "is deferred"));
	note_end(l, t, stuck->end);
}

/* Starts what can start, and settles what cannot. */
static void
start_some(struct loop *l)
{
	struct schedule_stuck stuck;
	const char *why;
	size_t i;

	while (l->phase == GOING) {
		if (schedule_stuck(&stuck, l->schedule))
			settle_stuck(l, &stuck);
		else if (l->nrunning == l->slots || !schedule_next(&i, l->schedule)) /* 1, 3, 4 */
			return;
		else if (is_too_long(&why, l, l->tasks[i].job))
			settle(l, &l->tasks[i], VERDICT_DEFERRED, why);
		else
			start(l, i);
	}
}

/* Nothing runs and nothing can start: what still waits, waits for itself. */
static void
break_circle(struct loop *l)
{
	for (size_t i = 0; i < l->n && l->phase == GOING; i++) {
		if (l->tasks[i].state == TASK_WAITING)
			settle(l, &l->tasks[i], VERDICT_BROKEN, "what it needs needs it in turn");
	}
}

static void
stop_all(struct loop *l, enum verdict_kind kind, const char *why)
{
	l->phase = ENDING;
	for (size_t i = 0; i < l->nrunning; i++)
		task_stop(&l->tasks[l->running[i]], kind, why);
	for (size_t i = 0; i < l->n && kind != VERDICT_NONE; i++) {
		if (l->tasks[i].state == TASK_WAITING)
			settle(l, &l->tasks[i], kind, why);
	}
}

static void
over_budget(struct loop *l)
{
	const char *why = arena_printf(
		l->mem, "over the budget of %s", text_duration(l->o->budget_ms, l->mem));

	stop_all(l, l->o->is_deferring ? VERDICT_DEFERRED : VERDICT_BROKEN, why);
}

static void
look_around(struct loop *l)
{
	int sig = interrupt_take();

	if (sig && !l->signal) {
		l->signal = sig;
		stop_all(l, VERDICT_NONE, NULL);
	}
	if (l->phase != ENDING && proc_clock_ms() >= l->budget_at_ms)
		over_budget(l);
}

static void
pump_all(struct loop *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nrunning; i++) {
		struct task *t = &l->tasks[l->running[i]];

		if (task_pump(t, l->o, l->mem))
			note_end(l, t, end_of(t->verdict->kind));
		else
			l->running[n++] = l->running[i];
	}
	l->nrunning = n;
}

/* Until something happens: output, an end, a signal, a deadline; at most a tick. */
static int
wait_a_little(struct loop *l, struct error *err)
{
	const struct run_observer *ob = l->o->observer;
	int64_t now = proc_clock_ms(), until = now + TICK_MS;
	size_t n = 0;

	l->fds[n++] = (struct pollfd){.fd = interrupt_fd(), .events = POLLIN};
	for (size_t i = 0; i < l->nrunning; i++) {
		const struct task *t = &l->tasks[l->running[i]];

		n += proc_fds(t->proc, l->fds + n, PROC_FDS);
		if (proc_deadline_ms(t->proc) < until)
			until = proc_deadline_ms(t->proc);
	}
	if (l->phase != ENDING && l->budget_at_ms < until)
		until = l->budget_at_ms;
	if (poll(l->fds, (nfds_t)n, until > now ? (int)(until - now) : 0) < 0 && errno != EINTR &&
		errno != EAGAIN)
		return error_errno(err, "cannot wait for the gates");
	if (ob && ob->tick)
		ob->tick(ob->ctx, proc_clock_ms());
	return 0;
}

static int
loop_run(struct loop *l, struct error *err)
{
	settle_known(l);
	for (;;) {
		look_around(l);
		start_some(l);
		if (l->nrunning == 0) {
			break_circle(l);
			return 0;
		}
		if (wait_a_little(l, err) < 0)
			return -1;
		pump_all(l);
	}
}

int
run_plan(struct verdict *verdicts, int *signal, const struct plan *plan,
	const struct run_options *options, struct arena *mem, struct error *err)
{
	struct loop l;
	int rc;

	*signal = 0;
	if (interrupt_open(err) < 0)
		return -1;
	loop_init(&l, verdicts, plan, options, mem);
	rc = loop_run(&l, err);
	for (size_t i = 0; i < l.n; i++) /* 6 */
		task_release(&l.tasks[i]);
	*signal = l.signal;
	return rc;
}

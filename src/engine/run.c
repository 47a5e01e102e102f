/* SPDX-License-Identifier: MIT */
/*
 * run -- see run.h.  One poll loop over the children of all running tasks; task.c is what happens
 * to one job, ready.c when it may start.
 *
 * Invariants:
 *	1. At most `jobs` tasks are TASK_RUNNING; each has exactly one child.
 *	2. No task starts before those that it needs are TASK_DONE; where one of them says no, it
 *	   is skipped, and the no of that one stands.
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
#include <unistd.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/proc.h"
#include "base/text.h"
#include "engine/ready.h"
#include "engine/task.h"
#include "model/gate.h"
#include "model/plan.h"

#define TICK_MS 100

enum phase { GOING, FINISHING, ENDING };

struct loop {
	const struct run_options *o;
	struct tasks tasks;
	size_t slots;
	enum phase phase;
	int64_t budget_at_ms; /* clock value; INT64_MAX: none */
	struct pollfd *fds;
	int signal;
	struct arena *mem;
};

static size_t
slots_of(const struct run_options *o)
{
	long n = o->jobs ? (long)o->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 1024 ? 1024 : (size_t)n;
}

static void
order_tasks(struct tasks *t, struct arena *mem)
{
	t->order = arena_alloc(mem, t->n, sizeof(*t->order));
	for (size_t i = 0; i < t->n; i++) { /* few, and nearly in order: by insertion */
		size_t at = i;

		while (at && t->v[t->order[at - 1]].job->rank > t->v[i].job->rank) {
			t->order[at] = t->order[at - 1];
			at--;
		}
		t->order[at] = i;
	}
}

static void
loop_init(struct loop *l, struct verdict *verdicts, const struct plan *plan,
	const struct run_options *o, struct arena *mem)
{
	*l = (struct loop){.o = o, .slots = slots_of(o), .mem = mem, .budget_at_ms = INT64_MAX};
	l->tasks.n = plan->njobs;
	l->tasks.v = arena_alloc(mem, plan->njobs, sizeof(*l->tasks.v));
	for (size_t i = 0; i < plan->njobs; i++)
		task_init(&l->tasks.v[i], &plan->jobs[i], o->roots ? o->roots[i] : NULL,
			&verdicts[i]);
	order_tasks(&l->tasks, mem);
	l->fds = arena_alloc(mem, l->slots * PROC_FDS + 1, sizeof(*l->fds));
	if (o->budget_ms > 0)
		l->budget_at_ms = proc_clock_ms() + o->budget_ms - o->spent_ms;
}

/* A task has become TASK_DONE. */
static void
note_end(struct loop *l, struct task *t)
{
	const struct run_observer *ob = l->o->observer;
	enum verdict_kind kind = t->verdict->kind;

	task_release(t);
	if (l->o->is_fail_fast && l->phase == GOING &&
		(kind == VERDICT_FAIL || kind == VERDICT_BROKEN))
		l->phase = FINISHING;
	if (ob && ob->ended && kind != VERDICT_NONE)
		ob->ended(ob->ctx, (size_t)(t - l->tasks.v), t->verdict);
}

static void
settle(struct loop *l, struct task *t, enum verdict_kind kind, const char *why)
{
	task_settle(t, kind, why);
	note_end(l, t);
}

static void
settle_served(struct loop *l, struct task *t)
{
	t->verdict->is_served = true;
	t->verdict->served_ms = t->job->served_ended_ms;
	t->verdict->ms = t->job->served_took_ms;
	settle(l, t, VERDICT_PASS, NULL);
}

/* Jobs that the plan has judged already. */
static void
settle_known(struct loop *l)
{
	for (size_t i = 0; i < l->tasks.n; i++) {
		struct task *t = &l->tasks.v[i];

		if (t->job->state == JOB_SKIPPED)
			settle(l, t, VERDICT_SKIP, t->job->why);
		else if (t->job->state == JOB_SERVED)
			settle_served(l, t);
		else if (t->job->state == JOB_BROKEN || t->job->gate->broken)
			settle(l, t, VERDICT_BROKEN,
				t->job->state == JOB_BROKEN ? t->job->why : t->job->gate->broken);
	}
}

static void
start(struct loop *l, struct task *t)
{
	const struct run_observer *ob = l->o->observer;

	if (ob && ob->started)
		ob->started(ob->ctx, (size_t)(t - l->tasks.v));
	task_begin(t, l->o, l->mem);
	if (t->state == TASK_RUNNING)
		l->tasks.running++;
	else
		note_end(l, t);
}

/* Starts what can start; true if anything changed. */
static bool
start_some(struct loop *l)
{
	bool has_changed = false;

	for (size_t i = 0; i < l->tasks.n; i++) {
		struct task *t = &l->tasks.v[l->tasks.order[i]];
		const char *blocker = NULL;
		enum readiness answer;

		if (l->phase != GOING || t->state != TASK_WAITING)
			continue;
		answer = ready_look(&blocker, &l->tasks, t);
		if (answer == READY_NEVER) {
			t->blocked_by = blocker;
			settle(l, t, VERDICT_SKIP,
				arena_printf(l->mem, "needs %s, which failed", blocker));
			has_changed = true;
		} else if (answer == READY_NOW && l->tasks.running < l->slots) { /* 1 */
			start(l, t);
			has_changed = true;
		}
	}
	return has_changed;
}

/* Nothing runs and nothing can start: what still waits, waits for itself. */
static void
break_circle(struct loop *l)
{
	for (size_t i = 0; i < l->tasks.n && l->phase == GOING; i++) {
		struct task *t = &l->tasks.v[i];

		if (t->state == TASK_WAITING)
			settle(l, t, VERDICT_BROKEN, "what it needs needs it in turn");
	}
}

static void
stop_all(struct loop *l, enum verdict_kind kind, const char *why)
{
	l->phase = ENDING;
	for (size_t i = 0; i < l->tasks.n; i++) {
		struct task *t = &l->tasks.v[i];

		if (t->state == TASK_RUNNING)
			task_stop(t, kind, why);
		else if (t->state == TASK_WAITING && kind != VERDICT_NONE)
			settle(l, t, kind, why);
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
	for (size_t i = 0; i < l->tasks.n; i++) {
		struct task *t = &l->tasks.v[i];

		if (t->state == TASK_RUNNING && task_pump(t, l->o, l->mem)) {
			l->tasks.running--;
			note_end(l, t);
		}
	}
}

/* Until something happens: output, an end, a signal, a deadline; at most a tick. */
static int
wait_a_little(struct loop *l, struct error *err)
{
	const struct run_observer *ob = l->o->observer;
	int64_t now = proc_clock_ms(), until = now + TICK_MS;
	size_t n = 0;

	l->fds[n++] = (struct pollfd){.fd = interrupt_fd(), .events = POLLIN};
	for (size_t i = 0; i < l->tasks.n; i++) {
		struct task *t = &l->tasks.v[i];

		if (t->state != TASK_RUNNING)
			continue;
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
		while (start_some(l))
			continue;
		if (l->tasks.running == 0) {
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
	for (size_t i = 0; i < l.tasks.n; i++) /* 6 */
		task_release(&l.tasks.v[i]);
	*signal = l.signal;
	return rc;
}

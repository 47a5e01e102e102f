/* SPDX-License-Identifier: MIT */
/*
 * schedule -- see schedule.h.
 *
 * Jobs that wait for nothing more stand in queues: one of those that may run beside others, one of
 * the exclusive ones, and a line a gate whose component jobs run one after the other.  A queue is a
 * heap by the place in the order, so what may start now is the first of one of them.
 */
#include "model/plan/schedule.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/plan/precedence.h"

enum { QUEUE_FREE, QUEUE_EXCLUSIVE, QUEUE_LINES };

enum node_state { NODE_WAITING, NODE_RUNNING, NODE_ENDED };

struct node {
	enum node_state state;
	size_t queue, place; /* place: in the order */
	size_t by;           /* NODE_WAITING and stuck: behind this one; else PRECEDENCE_END */
	enum schedule_end end;
};

struct queue {
	size_t *heap; /* places */
	size_t n, cap;
	bool is_busy; /* a line: one of it runs */
};

struct schedule {
	const struct plan *plan;
	struct precedence needs;
	struct node *nodes;
	size_t *order; /* jobs by their places */
	struct queue *queues;
	size_t nqueues;
	size_t *stuck, nstuck, cstuck;
	size_t running;
	bool is_alone; /* what runs is exclusive */
	struct arena *mem;
};

struct row { /* what a job is sorted by */
	size_t job, rank, place;
	int64_t cost_ms, path_ms; /* of itself; from its start on */
	bool is_urgent;
};

/* Jobs that share what they write: they run one after the other. */
static bool
is_in_line(const struct job *job)
{
	return !job->builtin && job->gate->scope == SCOPE_COMPONENT && !job->gate->parallel;
}

static int
by_gate(const void *a, const void *b)
{
	const struct job *const *x = a, *const *y = b;

	return strcmp((*x)->gate->name, (*y)->gate->name);
}

static void
find_queues(struct schedule *s)
{
	const struct plan *plan = s->plan;
	const struct job **lines = arena_alloc(s->mem, plan->njobs, sizeof(*lines));
	size_t n = 0;

	s->nqueues = QUEUE_LINES;
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		s->nodes[i].queue = job->gate->exclusive ? QUEUE_EXCLUSIVE : QUEUE_FREE;
		if (!job->gate->exclusive && is_in_line(job))
			lines[n++] = job;
	}
	if (n)
		qsort(lines, n, sizeof(*lines), by_gate);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || by_gate(&lines[i - 1], &lines[i]) != 0)
			s->nqueues++;
		s->nodes[lines[i] - plan->jobs].queue = s->nqueues - 1;
	}
	s->queues = arena_alloc(s->mem, s->nqueues, sizeof(*s->queues));
}

static int
by_path(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->is_urgent != y->is_urgent)
		return x->is_urgent ? -1 : 1;
	if (x->path_ms != y->path_ms)
		return x->path_ms > y->path_ms ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->job > y->job) - (x->job < y->job);
}

static int
by_cost(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->is_urgent == y->is_urgent && x->cost_ms != y->cost_ms)
		return x->cost_ms < y->cost_ms ? -1 : 1;
	return by_path(a, b);
}

static int
by_rank(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->is_urgent != y->is_urgent)
		return x->is_urgent ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* A job that is ready or done costs nothing more, of an unknown one the worst is thought. */
static void
fill_rows(struct row *rows, const struct plan *plan)
{
	int64_t most = 0;

	for (size_t i = 0; i < plan->njobs; i++) {
		if (plan->jobs[i].state == JOB_READY && plan->jobs[i].likely_ms > most)
			most = plan->jobs[i].likely_ms;
	}
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];
		int64_t likely = job->likely_ms < 0 ? most : job->likely_ms;

		rows[i] = (struct row){.job = i, .rank = job->rank};
		if (job->state != JOB_READY)
			continue;
		rows[i].cost_ms = rows[i].path_ms = likely;
		rows[i].is_urgent = job->failed_last;
	}
}

/* What is needed takes on what comes after it; a circle has no order and takes on nothing. */
static void
add_dependents(struct row *rows, const struct schedule *s)
{
	const struct precedence *p = &s->needs;
	size_t n = s->plan->njobs, *order = arena_alloc(s->mem, n, sizeof(*order)), norder = 0;
	size_t *waits = arena_dup(s->mem, p->waits, n * sizeof(*waits));

	for (size_t i = 0; i < n; i++) {
		if (waits[i] == 0)
			order[norder++] = i;
	}
	for (size_t at = 0; at < norder; at++) {
		for (size_t e = p->first[order[at]]; e != PRECEDENCE_END; e = p->edges[e].next) {
			if (--waits[p->edges[e].job] == 0)
				order[norder++] = p->edges[e].job;
		}
	}
	while (norder) {
		struct row *row = &rows[order[--norder]];
		int64_t after = 0;

		for (size_t e = p->first[row->job]; e != PRECEDENCE_END; e = p->edges[e].next) {
			const struct row *other = &rows[p->edges[e].job];

			after = other->path_ms > after ? other->path_ms : after;
			row->is_urgent = row->is_urgent || other->is_urgent;
		}
		row->path_ms += after;
	}
}

/* rows are sorted: those of a line change places with each other, so that what others build on
 * comes before them. */
static void
sort_lines(struct row *rows, const struct schedule *s)
{
	size_t n = s->plan->njobs, *places = arena_alloc(s->mem, n, sizeof(*places));
	struct row *line = arena_alloc(s->mem, n, sizeof(*line));

	for (size_t queue = QUEUE_LINES; queue < s->nqueues; queue++) {
		size_t count = 0;

		for (size_t i = 0; i < n; i++) {
			if (s->nodes[rows[i].job].queue != queue)
				continue;
			places[count] = rows[i].place = i;
			line[count++] = rows[i];
		}
		if (count > 1)
			qsort(line, count, sizeof(*line), by_rank);
		for (size_t i = 0; i < count; i++)
			rows[places[i]] = line[i];
	}
}

/* rows are sorted: the last of a line comes first here, and each before it has it to wait for. */
static void
add_lines(struct row *rows, const struct schedule *s)
{
	int64_t *after = arena_alloc(s->mem, s->nqueues, sizeof(*after));

	for (size_t i = s->plan->njobs; i-- > 0;) {
		size_t queue = s->nodes[rows[i].job].queue;
		int64_t through = rows[i].cost_ms + after[queue];

		if (queue < QUEUE_LINES)
			continue;
		if (through > rows[i].path_ms)
			rows[i].path_ms = through;
		after[queue] = rows[i].path_ms;
	}
}

static void
find_order(struct schedule *s, enum schedule_order order)
{
	size_t n = s->plan->njobs;
	struct row *rows = arena_alloc(s->mem, n, sizeof(*rows));

	fill_rows(rows, s->plan);
	if (s->needs.n)
		add_dependents(rows, s);
	if (n)
		qsort(rows, n, sizeof(*rows), order == SCHEDULE_CHEAPEST ? by_cost : by_path);
	sort_lines(rows, s);
	if (n && order == SCHEDULE_LONGEST) {
		add_lines(rows, s);
		qsort(rows, n, sizeof(*rows), by_path);
		sort_lines(rows, s);
	}
	s->order = arena_alloc(s->mem, n, sizeof(*s->order));
	for (size_t i = 0; i < n; i++) {
		s->order[i] = rows[i].job;
		s->nodes[rows[i].job].place = i;
	}
}

static void
push(struct schedule *s, size_t job)
{
	struct queue *q = &s->queues[s->nodes[job].queue];
	size_t at = q->n, place = s->nodes[job].place;

	q->heap = arena_grow(s->mem, q->heap, q->n, &q->cap, sizeof(*q->heap));
	q->n++;
	while (at && q->heap[(at - 1) / 2] > place) {
		q->heap[at] = q->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	q->heap[at] = place;
}

static void
pop(struct queue *q)
{
	size_t at = 0, place = q->heap[--q->n];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < q->n && q->heap[child + 1] < q->heap[child])
			child++;
		if (child >= q->n || q->heap[child] >= place)
			break;
		q->heap[at] = q->heap[child];
		at = child;
	}
	q->heap[at] = place;
}

struct schedule *
schedule_new(const struct plan *plan, enum schedule_order order, struct arena *mem)
{
	struct schedule *s = arena_alloc(mem, 1, sizeof(*s));

	*s = (struct schedule){.plan = plan, .mem = mem};
	s->nodes = arena_alloc(mem, plan->njobs, sizeof(*s->nodes));
	precedence_find(&s->needs, plan, mem);
	find_queues(s);
	find_order(s, order);
	for (size_t i = 0; i < plan->njobs; i++) {
		s->nodes[i].by = PRECEDENCE_END;
		if (s->needs.waits[i] == 0)
			push(s, i);
	}
	return s;
}

/* Its first place that still waits; PRECEDENCE_END: none. */
static size_t
head(struct schedule *s, struct queue *q)
{
	while (q->n && s->nodes[s->order[q->heap[0]]].state != NODE_WAITING)
		pop(q);
	return q->n ? q->heap[0] : PRECEDENCE_END;
}

bool
schedule_next(size_t *job, struct schedule *s)
{
	size_t best = PRECEDENCE_END;

	if (s->is_alone)
		return false;
	for (size_t i = 0; i < s->nqueues; i++) {
		struct queue *q = &s->queues[i];
		size_t place;

		if (q->is_busy || (i == QUEUE_EXCLUSIVE && s->running))
			continue;
		place = head(s, q);
		if (place < best)
			best = place;
	}
	if (best == PRECEDENCE_END)
		return false;
	*job = s->order[best];
	return true;
}

void
schedule_start(struct schedule *s, size_t job)
{
	struct node *node = &s->nodes[job];

	node->state = NODE_RUNNING;
	s->running++;
	s->is_alone = node->queue == QUEUE_EXCLUSIVE;
	if (node->queue >= QUEUE_LINES)
		s->queues[node->queue].is_busy = true;
}

static void
stick(struct schedule *s, size_t job, size_t by, enum schedule_end end)
{
	struct node *node = &s->nodes[job];

	if (node->state != NODE_WAITING || node->by != PRECEDENCE_END)
		return;
	node->by = s->nodes[by].by != PRECEDENCE_END ? s->nodes[by].by : by;
	node->end = end;
	s->stuck = arena_grow(s->mem, s->stuck, s->nstuck, &s->cstuck, sizeof(*s->stuck));
	s->stuck[s->nstuck++] = job;
}

void
schedule_end(struct schedule *s, size_t job, enum schedule_end how)
{
	struct node *node = &s->nodes[job];

	if (node->state == NODE_RUNNING) {
		s->running--;
		s->is_alone = false;
		s->queues[node->queue].is_busy = false;
	}
	node->state = NODE_ENDED;
	for (size_t e = s->needs.first[job]; e != PRECEDENCE_END; e = s->needs.edges[e].next) {
		size_t other = s->needs.edges[e].job;

		if (how != SCHEDULE_WELL)
			stick(s, other, job, how);
		else if (--s->needs.waits[other] == 0)
			push(s, other);
	}
}

bool
schedule_stuck(struct schedule_stuck *out, struct schedule *s)
{
	while (s->nstuck) {
		const struct node *node = &s->nodes[out->job = s->stuck[--s->nstuck]];

		if (node->state != NODE_WAITING)
			continue;
		out->by = node->by;
		out->end = node->end;
		return true;
	}
	return false;
}

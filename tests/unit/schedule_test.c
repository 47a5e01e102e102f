/* SPDX-License-Identifier: MIT */
/* schedule_test -- who starts before whom, who waits for whom, and how long all of it takes. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/gate.h"
#include "model/plan/estimate.h"
#include "model/plan/plan.h"
#include "model/plan/precedence.h"
#include "model/plan/schedule.h"

#define JOBS 64
#define S 1000

struct row { /* of a plan; GATE or GATE@COMPONENT */
	const char *id;
	int64_t likely_ms;
	const char *flags; /* f failed last, x exclusive, p parallel, r repository, s served, b
			      broken, w at level warn; a digit is the rank */
	const char *needs;
};

struct made {
	struct arena *mem;
	struct gate gates[JOBS];
	struct job jobs[JOBS];
	struct plan plan;
};

static bool
is_set(const struct row *row, char flag)
{
	return row->flags && strchr(row->flags, flag);
}

static void
add(struct made *m, const struct row *row)
{
	size_t i = m->plan.njobs++;
	const char *at = strchr(row->id, '@'), *rank;
	struct gate *g = &m->gates[i];
	struct job *j = &m->jobs[i];

	g->name = arena_strndup(m->mem, row->id, at ? (size_t)(at - row->id) : strlen(row->id));
	g->scope = is_set(row, 'r') ? SCOPE_REPOSITORY : at ? SCOPE_COMPONENT : SCOPE_FILES;
	g->exclusive = is_set(row, 'x');
	g->parallel = is_set(row, 'p');
	if (row->needs)
		strs_split(&g->needs, row->needs, m->mem);
	*j = (struct job){.id = row->id,
		.gate = g,
		.likely_ms = row->likely_ms,
		.failed_last = is_set(row, 'f'),
		.state = is_set(row, 's')   ? JOB_SERVED
			 : is_set(row, 'b') ? JOB_BROKEN
					    : JOB_READY,
		.level = is_set(row, 'w') ? LEVEL_WARN : LEVEL_FAIL};
	rank = row->flags ? strpbrk(row->flags, "0123456789") : NULL;
	j->rank = rank ? (size_t)(*rank - '0') : 0;
	strs_add(&j->components, at ? at + 1 : "x", m->mem);
}

static void
make(struct made *m, const struct row *rows, size_t n)
{
	*m = (struct made){.mem = arena_new()};
	m->plan.jobs = m->jobs;
	for (size_t i = 0; i < n && rows[i].id; i++)
		add(m, &rows[i]);
}

/* Who starts when, one at a time. */
static void
play(struct buf *out, const struct made *m, enum schedule_order order)
{
	struct schedule *s = schedule_new(&m->plan, order, m->mem);
	size_t job;

	while (schedule_next(&job, s)) {
		buf_addf(out, "%s%s", out->len ? " " : "", m->jobs[job].id);
		schedule_start(s, job);
		schedule_end(s, job, SCHEDULE_WELL);
	}
}

static const struct {
	const char *about;
	enum schedule_order order;
	struct row rows[7];
	const char *starts;
} orders[] = {
	{"nothing is known: by rank, then as planned", SCHEDULE_LONGEST,
		{{"a", -1, "1", 0}, {"b", -1, "0", 0}, {"c", -1, "1", 0}, {"d", -1, "0", 0}},
		"b d a c"},
	{"longest first", SCHEDULE_LONGEST,
		{{"a", 1 * S, 0, 0}, {"b", 3 * S, 0, 0}, {"c", 2 * S, 0, 0}}, "b c a"},
	{"the same time: by rank, then as planned", SCHEDULE_LONGEST,
		{{"a", S, "1", 0}, {"b", S, "0", 0}, {"c", S, "0", 0}}, "b c a"},
	{"an unknown one may be as long as the longest", SCHEDULE_LONGEST,
		{{"a", 1 * S, 0, 0}, {"new", -1, "1", 0}, {"b", 3 * S, "0", 0}}, "b new a"},
	{"what failed comes first", SCHEDULE_LONGEST,
		{{"a", 9 * S, 0, 0}, {"b", 1 * S, "f", 0}, {"c", 2 * S, "f", 0}}, "c b a"},
	{"and with it what it needs", SCHEDULE_LONGEST,
		{{"a", 9 * S, 0, 0}, {"b", 1 * S, "f", "c"}, {"c", 2 * S, 0, 0}}, "c b a"},
	{"what others need takes on their time", SCHEDULE_LONGEST,
		{{"a", 4 * S, 0, 0}, {"b", 1 * S, 0, 0}, {"c", 3 * S, 0, "b"},
			{"d", 2 * S, 0, "c"}},
		"b c a d"},
	{"so does a line", SCHEDULE_LONGEST,
		{{"a", 5 * S, 0, 0}, {"t@x", 2 * S, 0, 0}, {"t@y", 3 * S, 0, 0},
			{"t@z", 2 * S, 0, 0}},
		"t@y a t@x t@z"},
	{"but no line where it is parallel", SCHEDULE_LONGEST,
		{{"a", 5 * S, 0, 0}, {"t@x", 2 * S, "p", 0}, {"t@y", 3 * S, "p", 0}}, "a t@y t@x"},
	{"a served one takes no time and gives none on", SCHEDULE_LONGEST,
		{{"a", 4 * S, 0, 0}, {"b", 2 * S, 0, 0}, {"c", 9 * S, "s", 0}}, "a b c"},
	{"cheap before dear", SCHEDULE_CHEAPEST,
		{{"a", 2 * S, 0, 0}, {"b", 3 * S, 0, 0}, {"c", 1 * S, 0, 0}}, "c a b"},
	{"what failed before what is cheap", SCHEDULE_CHEAPEST,
		{{"a", 2 * S, 0, 0}, {"b", 3 * S, "f", 0}, {"c", 1 * S, 0, 0}}, "b c a"},
	{"cheap before dear, as far as needs let it", SCHEDULE_CHEAPEST,
		{{"a", 2 * S, 0, 0}, {"b", 3 * S, 0, 0}, {"c", 1 * S, 0, "b"}}, "a b c"},
	{"an unknown one is dear", SCHEDULE_CHEAPEST,
		{{"new", -1, "0", 0}, {"b", 3 * S, 0, 0}, {"c", 1 * S, 0, 0}}, "c new b"},
	{"a circle never starts", SCHEDULE_LONGEST,
		{{"a", S, 0, "b"}, {"b", S, "f", "a"}, {"c", S, 0, 0}}, "c"},
};

static void
they_start_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(orders); i++) {
		struct made m;
		struct buf out;

		make(&m, orders[i].rows, countof(orders[i].rows));
		buf_init(&out, 4096);
		play(&out, &m, orders[i].order);
		if (strcmp(out.data, orders[i].starts) != 0)
			fail_msg("%s: %s, not %s", orders[i].about, out.data, orders[i].starts);
		buf_release(&out);
		arena_free(m.mem);
	}
}

static void
who_runs_keeps_others_waiting(void **state)
{
	static const struct row rows[] = {{"x", 9 * S, "x", 0}, {"t@a", 2 * S, 0, 0},
		{"t@b", 2 * S, 0, 0}, {"u@a", 1 * S, 0, 0}};
	struct schedule *s;
	struct made m;
	size_t job;

	(void)state;
	make(&m, rows, countof(rows));
	s = schedule_new(&m.plan, SCHEDULE_LONGEST, m.mem);
	assert_true(schedule_next(&job, s) && job == 0);
	schedule_start(s, 0);
	assert_false(schedule_next(&job, s)); /* an exclusive one runs */
	schedule_end(s, 0, SCHEDULE_WELL);
	assert_true(schedule_next(&job, s) && job == 1);
	schedule_start(s, 1);
	assert_true(schedule_next(&job, s) && job == 3); /* t@b is in line behind t@a */
	schedule_start(s, 3);
	assert_false(schedule_next(&job, s));
	schedule_end(s, 1, SCHEDULE_NO); /* nobody needs it */
	assert_true(schedule_next(&job, s) && job == 2);
	schedule_end(s, 2, SCHEDULE_DEFERRED); /* without having been started */
	assert_false(schedule_next(&job, s));
	arena_free(m.mem);
}

static void
an_exclusive_one_waits_until_nothing_runs(void **state)
{
	static const struct row rows[] = {{"a", 9 * S, 0, 0}, {"x", 8 * S, "x", 0}, {"b", S, 0, 0}};
	struct schedule *s;
	struct made m;
	size_t job;

	(void)state;
	make(&m, rows, countof(rows));
	s = schedule_new(&m.plan, SCHEDULE_LONGEST, m.mem);
	assert_true(schedule_next(&job, s) && job == 0);
	schedule_start(s, 0);
	assert_true(schedule_next(&job, s) && job == 2);
	schedule_start(s, 2);
	schedule_end(s, 0, SCHEDULE_WELL);
	assert_false(schedule_next(&job, s));
	schedule_end(s, 2, SCHEDULE_WELL);
	assert_true(schedule_next(&job, s) && job == 1);
	arena_free(m.mem);
}

static void
a_no_goes_down_the_chain(void **state)
{
	static const struct row rows[] = {
		{"a", S, 0, 0}, {"b", S, 0, "a"}, {"c", S, 0, "b a"}, {"d", S, 0, 0}};
	static const enum schedule_end ends[] = {SCHEDULE_NO, SCHEDULE_DEFERRED};

	(void)state;
	for (size_t i = 0; i < countof(ends); i++) {
		struct schedule_stuck stuck;
		struct schedule *s;
		struct made m;
		size_t job, n = 0;

		make(&m, rows, countof(rows));
		s = schedule_new(&m.plan, SCHEDULE_LONGEST, m.mem);
		assert_true(schedule_next(&job, s) && job == 0);
		schedule_start(s, 0);
		assert_false(schedule_stuck(&stuck, s));
		schedule_end(s, 0, ends[i]);
		while (schedule_stuck(&stuck, s)) {
			assert_true(stuck.job == 1 || stuck.job == 2);
			assert_int_equal(stuck.by, 0);
			assert_int_equal(stuck.end, ends[i]);
			schedule_end(s, stuck.job, stuck.end);
			n++;
		}
		assert_int_equal(n, 2);
		assert_true(schedule_next(&job, s) && job == 3);
		arena_free(m.mem);
	}
}

static const struct {
	const char *about;
	size_t slots;
	struct row rows[7];
	int64_t since[7]; /* 0: ESTIMATE_WAITS; below: that; above: running for so long */
	int64_t ms;
	size_t njobs, nknown;
} estimates[] = {
	{"nothing", 2, {{0, 0, 0, 0}}, {0}, 0, 0, 0},
	{"one after the other", 1, {{"a", 2 * S, 0, 0}, {"b", 3 * S, 0, 0}}, {0}, 5 * S, 2, 2},
	{"at the same time", 2, {{"a", 2 * S, 0, 0}, {"b", 3 * S, 0, 0}}, {0}, 3 * S, 2, 2},
	{"the longest first", 2, {{"a", 1 * S, 0, 0}, {"b", 1 * S, 0, 0}, {"c", 2 * S, 0, 0}}, {0},
		2 * S, 3, 3},
	{"needs", 9, {{"a", 2 * S, 0, 0}, {"b", 3 * S, 0, "a"}}, {0}, 5 * S, 2, 2},
	{"a line", 9, {{"t@a", 2 * S, 0, 0}, {"t@b", 3 * S, 0, 0}}, {0}, 5 * S, 2, 2},
	{"parallel", 9, {{"t@a", 2 * S, "p", 0}, {"t@b", 3 * S, "p", 0}}, {0}, 3 * S, 2, 2},
	{"exclusive", 9, {{"a", 2 * S, "x", 0}, {"b", 3 * S, 0, 0}, {"c", 1 * S, 0, 0}}, {0}, 5 * S,
		3, 3},
	{"unknown ones take no time", 1, {{"a", 2 * S, 0, 0}, {"b", -1, 0, 0}}, {0}, 2 * S, 2, 1},
	{"what was served takes none", 1, {{"a", 2 * S, 0, 0}, {"b", 9 * S, "s", 0}}, {0}, 2 * S, 1,
		1},
	{"what needs a broken one does not run", 1,
		{{"a", 2 * S, "b", 0}, {"b", 9 * S, 0, "a"}, {"c", S, 0, 0}}, {0}, S, 1, 1},
	{"unless that may warn only", 1, {{"a", 2 * S, "bw", 0}, {"b", 9 * S, 0, "a"}}, {0}, 9 * S,
		1, 1},
	{"what ended takes none, what runs the rest", 2,
		{{"a", 5 * S, 0, 0}, {"b", 9 * S, 0, 0}, {"c", 3 * S, 0, "a"}},
		{2 * S, ESTIMATE_ENDED, ESTIMATE_WAITS}, 6 * S, 2, 2},
	{"what is over its time ends now", 2, {{"a", 5 * S, 0, 0}, {"b", 1 * S, 0, 0}},
		{8 * S, ESTIMATE_WAITS}, 1 * S, 2, 2},
	{"a circle takes no time", 2, {{"a", 5 * S, 0, "b"}, {"b", S, 0, "a"}}, {0}, 0, 2, 2},
};

static void
estimates_are_makespans(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(estimates); i++) {
		int64_t since[7];
		struct estimate e;
		struct made m;

		for (size_t k = 0; k < countof(since); k++)
			since[k] = estimates[i].since[k] ? estimates[i].since[k] : ESTIMATE_WAITS;
		make(&m, estimates[i].rows, countof(estimates[i].rows));
		estimate_make(&e, &m.plan, since, estimates[i].slots, m.mem);
		if (e.ms != estimates[i].ms || e.njobs != estimates[i].njobs ||
			e.nknown != estimates[i].nknown)
			fail_msg("%s: %lld ms, %zu jobs, %zu known", estimates[i].about,
				(long long)e.ms, e.njobs, e.nknown);
		arena_free(m.mem);
	}
}

/* The rule as it is written in precedence.h, pair by pair. */
static bool
needs(const struct job *job, const struct job *on)
{
	const struct strs *names = &job->gate->needs;
	bool is_same = job->components.n == 0 || on->components.n == 0 ||
		       job->gate->scope == SCOPE_REPOSITORY || on->gate->scope == SCOPE_REPOSITORY;

	for (size_t i = 0; i < job->components.n; i++)
		is_same = is_same || strs_has(&on->components, job->components.v[i]);
	return is_same && strcmp(job->gate->name, on->gate->name) != 0 &&
	       (strs_has(names, on->gate->name) ||
		       (on->gate->group && strs_has(names, on->gate->group)) ||
		       (on->builtin && strs_has(names, on->builtin)));
}

static void
make_random(struct made *m)
{
	static const char *const names[] = {"a", "b", "c", "d", "e"}, *const more[] = {"u", "v"};

	*m = (struct made){.mem = arena_new()};
	m->plan = (struct plan){.jobs = m->jobs, .njobs = (size_t)rand() % JOBS};
	for (size_t i = 0; i < m->plan.njobs; i++) {
		struct gate *g = &m->gates[i];

		g->name = names[rand() % 5];
		g->group = rand() % 3 ? NULL : more[rand() % 2];
		g->scope = rand() % 5 ? SCOPE_COMPONENT : SCOPE_REPOSITORY;
		m->jobs[i] = (struct job){.id = g->name, .gate = g};
		if (rand() % 4 == 0)
			m->jobs[i].builtin = names[rand() % 5];
		for (int k = rand() % 4; k > 0; k--)
			strs_add(&m->jobs[i].components, names[rand() % 5], m->mem);
		for (int k = rand() % 3; k > 0; k--)
			strs_add(&g->needs, rand() % 3 ? names[rand() % 5] : more[rand() % 2],
				m->mem);
	}
}

static void
precedence_is_the_rule_pair_by_pair(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 500; round++) {
		struct precedence p;
		struct made m;

		make_random(&m);
		precedence_find(&p, &m.plan, m.mem);
		for (size_t on = 0; on < m.plan.njobs; on++) {
			bool is_found[JOBS] = {0};

			for (size_t e = p.first[on]; e != PRECEDENCE_END; e = p.edges[e].next) {
				assert_false(is_found[p.edges[e].job]);
				is_found[p.edges[e].job] = true;
			}
			for (size_t i = 0; i < m.plan.njobs; i++)
				assert_int_equal(is_found[i], needs(&m.jobs[i], &m.jobs[on]));
		}
		arena_free(m.mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_start_in_order),
		cmocka_unit_test(who_runs_keeps_others_waiting),
		cmocka_unit_test(an_exclusive_one_waits_until_nothing_runs),
		cmocka_unit_test(a_no_goes_down_the_chain),
		cmocka_unit_test(estimates_are_makespans),
		cmocka_unit_test(precedence_is_the_rule_pair_by_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

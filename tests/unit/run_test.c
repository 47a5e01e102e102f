/* SPDX-License-Identifier: MIT */
/* run_test -- who runs when, who does not, and how the whole thing ends. */
#include "test.h"

#include <signal.h>

#include "base/proc.h"
#include "run_fixture.h"

/* Appends "NAME+" at the start and "NAME-" at the end to the file `log` in the root. */
#define LOGGED(name, body)                                                                         \
	"sh -c 'echo " name "+ >>log; " body "; s=$?; echo " name "- >>log; exit $s'"

static const char *
log_of(struct run_fixture *f)
{
	struct error err;
	size_t len;
	char *text;

	if (fs_read(&text, &len, run_in(f, "log"), 1 << 20, f->mem, &err) < 0)
		return "";
	for (char *p = text; *p; p++) {
		if (*p == '\n')
			*p = ' ';
	}
	return text;
}

static void
needs_wait_and_skip(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	j = run_job(&f, "types@a", LOGGED("types", ":"));
	strs_add(&run_gate(&f, j)->needs, "lint", f.mem);
	j = run_job(&f, "tests@a", LOGGED("tests", ":"));
	strs_add(&run_gate(&f, j)->needs, "types", f.mem);
	run_job(&f, "lint@a", LOGGED("lint", "sleep 0.2"));
	run_now(&f);
	assert_string_equal(log_of(&f), "lint+ lint- types+ types- tests+ tests- ");
	for (size_t i = 0; i < 3; i++)
		run_expect(&f, i, VERDICT_PASS, NULL);

	run_parse(&f, &f.gates[2].run, "false");
	run_now(&f);
	run_expect(&f, 0, VERDICT_SKIP, "needs lint, which failed");
	run_expect(&f, 1, VERDICT_SKIP, "needs lint, which failed");
	run_expect(&f, 2, VERDICT_FAIL, "exit 1");

	f.jobs[2].level = LEVEL_WARN; /* refuses nothing, so it may keep nobody from refusing */
	run_now(&f);
	run_expect(&f, 0, VERDICT_PASS, NULL);
	run_expect(&f, 1, VERDICT_PASS, NULL);
	run_expect(&f, 2, VERDICT_WARN, "exit 1");

	f.jobs[2].level = LEVEL_FAIL; /* a tool that is not there */
	run_parse(&f, &f.gates[2].run, "no-such-tool");
	run_now(&f);
	run_expect(&f, 0, VERDICT_SKIP, "needs lint, which failed");
	run_expect(&f, 2, VERDICT_BROKEN, "tool 'no-such-tool' is not in PATH");
	run_close(&f);
}

static void
needs_are_by_component_and_group(void **state)
{
	struct run_fixture f;
	struct job *types, *lint;

	(void)state;
	run_open(&f);
	lint = run_job(&f, "ruff@a", "false");
	run_gate(&f, lint)->group = "style";
	types = run_job(&f, "types@a", "true");
	strs_add(&run_gate(&f, types)->needs, "style", f.mem);
	types = run_job(&f, "types@b", "true");
	strs_add(&run_gate(&f, types)->needs, "style", f.mem);
	types = run_job(&f, "whole", "true");
	run_gate(&f, types)->scope = SCOPE_REPOSITORY;
	strs_add(&run_gate(&f, types)->needs, "style", f.mem);
	run_now(&f);
	run_expect(&f, 1, VERDICT_SKIP, "needs ruff, which failed");
	run_expect(&f, 2, VERDICT_PASS, NULL);
	run_expect(&f, 3, VERDICT_SKIP, "needs ruff, which failed");
	run_close(&f);
}

static void
a_circle_of_needs_is_broken(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	j = run_job(&f, "a", "true");
	strs_add(&run_gate(&f, j)->needs, "b", f.mem);
	j = run_job(&f, "b", "true");
	strs_add(&run_gate(&f, j)->needs, "a", f.mem);
	j = run_job(&f, "self", "true");
	strs_add(&run_gate(&f, j)->needs, "self", f.mem);
	run_now(&f);
	run_expect(&f, 0, VERDICT_BROKEN, "what it needs needs it in turn");
	run_expect(&f, 1, VERDICT_BROKEN, "what it needs needs it in turn");
	run_expect(&f, 2, VERDICT_PASS, NULL);
	run_close(&f);
}

/* The most that ran at the same time, by the log. */
static int
most_at_once(const char *log)
{
	int now = 0, most = 0;

	for (; *log; log++) {
		now += *log == '+' ? 1 : *log == '-' ? -1 : 0;
		most = now > most ? now : most;
	}
	return most;
}

static void
so_many_run_at_a_time(void **state)
{
	static const struct {
		const char *name;
		size_t jobs;
		bool is_parallel, is_exclusive;
		int most;
	} rows[] = {
		{"g", 1, false, false, 1},
		{"g", 3, false, false, 3},
		{"g@c", 4, false, false, 1},
		{"g@c", 4, true, false, 4},
		{"g", 4, false, true, 1},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct run_fixture f;

		run_open(&f);
		f.o.jobs = rows[i].jobs;
		for (int k = 0; k < 5; k++) {
			struct job *j = run_job(&f, rows[i].name, LOGGED("g", "sleep 0.1"));

			run_gate(&f, j)->parallel = rows[i].is_parallel;
			run_gate(&f, j)->exclusive = rows[i].is_exclusive;
		}
		run_now(&f);
		for (size_t k = 0; k < 5; k++)
			run_expect(&f, k, VERDICT_PASS, NULL);
		assert_int_equal(most_at_once(log_of(&f)), rows[i].most);
		run_close(&f);
	}
}

static void
exclusive_ones_run_alone(void **state)
{
	struct run_fixture f;
	struct job *j;
	const char *log, *alone;

	(void)state;
	run_open(&f);
	j = run_job(&f, "alone", LOGGED("alone", "sleep 0.1"));
	run_gate(&f, j)->exclusive = true;
	for (int k = 0; k < 4; k++)
		run_job(&f, "g", LOGGED("g", "sleep 0.1"));
	run_now(&f);
	log = log_of(&f);
	alone = strstr(log, "alone+");
	assert_non_null(alone);
	assert_memory_equal(alone, "alone+ alone- ", 14);
	run_close(&f);
}

static void
dependencies_come_first(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	f.o.jobs = 1;
	run_job(&f, "t@top", LOGGED("top", ":"))->rank = 2;
	run_job(&f, "t@mid", LOGGED("mid", ":"))->rank = 1;
	run_job(&f, "t@low", LOGGED("low", ":"))->rank = 0;
	run_job(&f, "t@low2", LOGGED("low2", ":"))->rank = 0;
	run_now(&f);
	assert_string_equal(log_of(&f), "low+ low- low2+ low2- mid+ mid- top+ top- ");
	run_close(&f);
}

static void
fail_fast_starts_nothing_more(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	f.o.jobs = 2;
	f.o.is_fail_fast = true;
	run_job(&f, "warned", "false")->level = LEVEL_WARN;
	run_job(&f, "slow", "sleep 0.5");
	run_job(&f, "failed", "false");
	run_job(&f, "never", LOGGED("never", ":"));
	run_now(&f);
	run_expect(&f, 0, VERDICT_WARN, "exit 1");
	run_expect(&f, 1, VERDICT_PASS, NULL);
	run_expect(&f, 2, VERDICT_FAIL, "exit 1");
	run_expect(&f, 3, VERDICT_NONE, NULL);
	assert_string_equal(log_of(&f), "");
	run_close(&f);
}

static void
what_the_plan_judged_is_taken_over(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	j = run_job(&f, "skipped", LOGGED("skipped", ":"));
	j->state = JOB_SKIPPED;
	j->why = "SKIP names it";
	j = run_job(&f, "broken", LOGGED("broken", ":"));
	j->state = JOB_BROKEN;
	j->why = "two components own 'x'";
	j = run_job(&f, "later", LOGGED("later", ":"));
	run_gate(&f, j)->broken = "tta.ini:3: `contain` is not supported by this version";
	j = run_job(&f, "lenient", LOGGED("lenient", ":"));
	j->state = JOB_BROKEN;
	j->why = "for whatever reason";
	j->level = LEVEL_WARN;
	run_now(&f);
	run_expect(&f, 0, VERDICT_SKIP, "SKIP names it");
	run_expect(&f, 1, VERDICT_BROKEN, "two components own 'x'");
	run_expect(&f, 2, VERDICT_BROKEN, "is not supported");
	run_expect(&f, 3, VERDICT_WARN, "for whatever reason");
	assert_string_equal(log_of(&f), "");
	run_close(&f);
}

static void
a_spent_budget_ends_everything(void **state)
{
	(void)state;
	for (int is_deferring = 0; is_deferring < 2; is_deferring++) {
		enum verdict_kind kind = is_deferring ? VERDICT_DEFERRED : VERDICT_BROKEN;
		struct run_fixture f;
		int64_t start = proc_clock_ms();

		run_open(&f);
		f.o.jobs = 2;
		f.o.budget_ms = 300;
		f.o.is_deferring = is_deferring;
		run_job(&f, "quick", "true");
		run_job(&f, "slow", "sleep 60");
		run_job(&f, "slow2", "sleep 60");
		run_job(&f, "waiting", "true")->rank = 1;
		f.gates[3].exclusive = true;
		run_now(&f);
		run_expect(&f, 0, VERDICT_PASS, NULL);
		for (size_t i = 1; i < 4; i++)
			run_expect(&f, i, kind, "over the budget of 0.3s");
		assert_true(f.verdicts[1].is_cut && f.verdicts[2].is_cut);
		assert_false(f.verdicts[0].is_cut || f.verdicts[3].is_cut);
		assert_in_range(proc_clock_ms() - start, 300, 3000);
		run_close(&f);
	}
}

/* What each of them is likely to take and did, and who then starts in which order, one at a time.
 */
static const struct {
	bool is_fail_fast;
	int64_t likely_ms[4]; /* of a, b, c@x, d@y */
	int failed;           /* which one of them did, the last time; or -1 */
	const char *log;
} orders[] = {
	{false, {-1, -1, -1, -1}, -1, "a+ a- b+ b- c+ c- d+ d- "},
	{false, {1, 3, 4, 2}, -1, "c+ c- b+ b- d+ d- a+ a- "},
	{false, {1, 3, 4, 2}, 3, "d+ d- c+ c- b+ b- a+ a- "},
	{true, {1, 3, 4, 2}, -1, "a+ a- d+ d- b+ b- c+ c- "},
	{true, {1, 3, 4, 2}, 2, "c+ c- a+ a- d+ d- b+ b- "},
	{false, {2, 2, 2, 2}, 1, "b+ b- a+ a- c+ c- d+ d- "},
};

static void
what_is_known_of_them_orders_them(void **state)
{
	static const char *const ids[] = {"a", "b", "c@x", "d@y"};

	(void)state;
	for (size_t i = 0; i < countof(orders); i++) {
		struct run_fixture f;

		run_open(&f);
		f.o.jobs = 1;
		f.o.is_fail_fast = orders[i].is_fail_fast;
		for (size_t k = 0; k < countof(ids); k++) {
			struct job *j = run_job(&f, ids[k],
				arena_printf(f.mem, "sh -c 'echo %c+ >>log; echo %c- >>log'",
					ids[k][0], ids[k][0]));

			j->likely_ms =
				orders[i].likely_ms[k] < 0 ? -1 : orders[i].likely_ms[k] * 1000;
			j->failed_last = orders[i].failed == (int)k;
		}
		run_now(&f);
		if (strcmp(log_of(&f), orders[i].log) != 0)
			fail_msg("row %zu: %s", i, log_of(&f));
		run_close(&f);
	}
}

/* At a commit; in a push nothing is held back, whatever it is thought to take. */
static void
what_will_not_fit_is_deferred_before_it_starts(void **state)
{
	(void)state;
	for (int is_deferring = 0; is_deferring < 2; is_deferring++) {
		struct run_fixture f;
		struct job *j;

		run_open(&f);
		f.o.jobs = 1;
		f.o.budget_ms = 30000;
		f.o.spent_ms = 18000;
		f.o.is_deferring = is_deferring;
		run_job(&f, "dear", LOGGED("dear", ":"))->likely_ms = 42000;
		run_job(&f, "cheap", LOGGED("cheap", ":"))->likely_ms = 2000;
		run_job(&f, "new", LOGGED("new", ":"));
		j = run_job(&f, "after", LOGGED("after", ":"));
		strs_add(&run_gate(&f, j)->needs, "dear", f.mem);
		run_now(&f);
		if (is_deferring) {
			run_expect(&f, 0, VERDICT_DEFERRED, "about 42s, 12s left of 30s");
			run_expect(&f, 3, VERDICT_DEFERRED, "needs dear, which is deferred");
			assert_string_equal(log_of(&f), "cheap+ cheap- new+ new- ");
		} else {
			run_expect(&f, 0, VERDICT_PASS, NULL);
			run_expect(&f, 3, VERDICT_PASS, NULL);
		}
		run_expect(&f, 1, VERDICT_PASS, NULL);
		run_expect(&f, 2, VERDICT_PASS, NULL);
		run_close(&f);
	}
}

/* The dear one would take the time of two others. */
static void
where_not_all_fits_the_cheap_ones_come_first(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	f.o.jobs = 1;
	f.o.budget_ms = 30000;
	f.o.is_deferring = true;
	run_job(&f, "dear", LOGGED("dear", ":"))->likely_ms = 29000;
	run_job(&f, "b", LOGGED("b", ":"))->likely_ms = 9000;
	run_job(&f, "c", LOGGED("c", ":"))->likely_ms = 8000;
	run_now(&f);
	assert_string_equal(log_of(&f), "c+ c- b+ b- dear+ dear- "); /* quicker than was thought */
	run_close(&f);
}

static void
what_is_held_runs_nothing(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	f.o.is_held = true;
	run_job(&f, "a", LOGGED("a", ":"));
	j = run_job(&f, "served", LOGGED("served", ":"));
	j->state = JOB_SERVED;
	run_now(&f);
	run_expect(&f, 0, VERDICT_NONE, NULL);
	run_expect(&f, 1, VERDICT_PASS, NULL);
	assert_string_equal(log_of(&f), "");
	run_close(&f);
}

static void
a_signal_ends_everything(void **state)
{
	static const int sigs[] = {SIGINT, SIGTERM, SIGHUP};

	(void)state;
	for (size_t i = 0; i < countof(sigs); i++) {
		int status = 0;
		pid_t pid = fork(); /* the signal stays noted in a process for good */

		if (pid == 0) {
			struct run_fixture f;
			char *kill_us;

			run_open(&f);
			kill_us = arena_printf(f.mem,
				"sh -c '(setsid sleep 61 &); kill -%d %d; exec sleep 60'", sigs[i],
				(int)getpid());
			f.o.jobs = 1;
			run_job(&f, "first", "true");
			run_job(&f, "kills", kill_us);
			run_job(&f, "never", LOGGED("never", ":"));
			run_now(&f);
			if (f.signal != sigs[i] || f.verdicts[0].kind != VERDICT_PASS ||
				f.verdicts[1].kind != VERDICT_NONE ||
				f.verdicts[2].kind != VERDICT_NONE || log_of(&f)[0])
				_exit(1);
			run_close(&f);
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
}

struct seen {
	int started, ended, ticks;
	enum verdict_kind kinds[8];
};

static void
saw_start(void *ctx, size_t job)
{
	struct seen *s = ctx;

	(void)job;
	s->started++;
}

static void
saw_end(void *ctx, size_t job, const struct verdict *v)
{
	struct seen *s = ctx;

	s->ended++;
	s->kinds[job] = v->kind;
}

static void
saw_tick(void *ctx, int64_t now_ms)
{
	struct seen *s = ctx;

	assert_true(now_ms > 0);
	s->ticks++;
}

static void
the_observer_sees_it_all(void **state)
{
	struct seen seen = {0};
	const struct run_observer observer = {
		.ctx = &seen, .started = saw_start, .ended = saw_end, .tick = saw_tick};
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	f.o.observer = &observer;
	run_job(&f, "slow", "sleep 0.6");
	run_job(&f, "fails", "false");
	j = run_job(&f, "skipped", "true");
	j->state = JOB_SKIPPED;
	run_now(&f);
	assert_int_equal(seen.started, 2);
	assert_int_equal(seen.ended, 3);
	assert_in_range(seen.ticks, 4, 40);
	assert_int_equal(seen.kinds[0], VERDICT_PASS);
	assert_int_equal(seen.kinds[1], VERDICT_FAIL);
	assert_int_equal(seen.kinds[2], VERDICT_SKIP);
	run_close(&f);
}

static void
an_empty_plan_is_no_error(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	run_now(&f);
	assert_int_equal(f.signal, 0);
	run_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(needs_wait_and_skip),
		cmocka_unit_test(needs_are_by_component_and_group),
		cmocka_unit_test(a_circle_of_needs_is_broken),
		cmocka_unit_test(so_many_run_at_a_time),
		cmocka_unit_test(exclusive_ones_run_alone),
		cmocka_unit_test(dependencies_come_first),
		cmocka_unit_test(fail_fast_starts_nothing_more),
		cmocka_unit_test(what_the_plan_judged_is_taken_over),
		cmocka_unit_test(a_spent_budget_ends_everything),
		cmocka_unit_test(what_is_known_of_them_orders_them),
		cmocka_unit_test(what_will_not_fit_is_deferred_before_it_starts),
		cmocka_unit_test(where_not_all_fits_the_cheap_ones_come_first),
		cmocka_unit_test(what_is_held_runs_nothing),
		cmocka_unit_test(a_signal_ends_everything),
		cmocka_unit_test(the_observer_sees_it_all),
		cmocka_unit_test(an_empty_plan_is_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

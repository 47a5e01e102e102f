/* SPDX-License-Identifier: MIT */
/* guarded_test -- jobs whose gate has `unchanged`: when the one who looks after it is asked, and
 * what its findings come to. */
#include "test.h"

#include "model/finding.h"
#include "run_fixture.h"

struct watcher {
	size_t before, after; /* calls */
	size_t damage;        /* files it finds */
	bool is_blind_before, is_blind_after;
	struct arena *mem;
};

static int
before(void *ctx, const struct job *job, struct error *err)
{
	struct watcher *w = ctx;

	assert_string_equal(job->id, "gen");
	w->before++;
	return w->is_blind_before ? error_set(err, ERR_GIT, "blind before") : 0;
}

static int
after(struct findings *out, void *ctx, const struct job *job, struct error *err)
{
	static const struct finding f = {.path = "gen/a", .text = "stale"};
	struct watcher *w = ctx;

	assert_string_equal(job->id, "gen");
	w->after++;
	for (size_t i = 0; i < w->damage; i++)
		finding_add(out, &f, w->mem);
	return w->is_blind_after ? error_set(err, ERR_GIT, "blind after") : 0;
}

static const struct row {
	const char *command;
	struct watcher given;
	size_t retries;
	enum verdict_kind kind;
	const char *why; /* NULL: none */
	size_t before, after, findings;
} rows[] = {
	{"true", {0}, 0, VERDICT_PASS, NULL, 1, 1, 0},
	{"true", {.damage = 1}, 0, VERDICT_FAIL, "1 stale file", 1, 1, 1},
	{"true", {.damage = 3}, 0, VERDICT_FAIL, "3 stale files", 1, 1, 3},
	{"sh -c 'exit 2'", {0}, 0, VERDICT_FAIL, "exit 2", 1, 1, 0},
	{"sh -c 'exit 2'", {.damage = 3}, 0, VERDICT_FAIL,
		"exit 2; it also changed gen/a (and 2 more)", 1, 1, 0},
	{"sh -c 'exit 2'", {.damage = 1}, 2, VERDICT_FAIL, "exit 2; it also changed gen/a", 3, 1,
		0},
	{"sh -c 'kill -9 $$'", {.damage = 1}, 0, VERDICT_FAIL, "killed by signal 9 (Killed)", 1, 1,
		0},
	{"true", {.is_blind_before = true}, 0, VERDICT_BROKEN, "blind before", 1, 0, 0},
	{"true", {.is_blind_after = true, .damage = 1}, 0, VERDICT_BROKEN, "blind after", 1, 1, 0},
	{"sh -c 'exit 2'", {.is_blind_after = true}, 0, VERDICT_BROKEN, "exit 2; blind after", 1, 1,
		0},
	{"no-such-tool", {0}, 0, VERDICT_BROKEN, "not in PATH", 0, 0, 0},
};

static void
what_is_found_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct row *row = &rows[i];
		struct watcher w = row->given;
		struct run_guard guard = {.ctx = &w, .before = before, .after = after};
		struct run_fixture f;
		struct gate *g;
		struct error err;

		run_open(&f);
		w.mem = f.mem;
		f.o.guard = &guard;
		g = run_gate(&f, run_job(&f, "gen", row->command));
		g->retry.times = (int)row->retries;
		assert_int_equal(patterns_add(&g->unchanged, "gen/", 0, f.mem, &err), 0);
		run_job(&f, "other", "true");
		run_now(&f);
		run_expect(&f, 0, row->kind, row->why);
		run_expect(&f, 1, VERDICT_PASS, NULL);
		assert_int_equal(w.before, row->before);
		assert_int_equal(w.after, row->after);
		assert_int_equal(f.verdicts[0].findings.n, row->findings);
		patterns_release(&g->unchanged);
		run_close(&f);
	}
}

static void
where_nobody_looks_nothing_is_judged(void **state)
{
	struct run_fixture f;
	struct gate *g;
	struct error err;

	(void)state;
	run_open(&f);
	g = run_gate(&f, run_job(&f, "gen", "true"));
	assert_int_equal(patterns_add(&g->unchanged, "gen/", 0, f.mem, &err), 0);
	run_now(&f);
	run_expect(&f, 0, VERDICT_BROKEN, "nobody looks after its 'unchanged'");
	patterns_release(&g->unchanged);
	run_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_found_counts),
		cmocka_unit_test(where_nobody_looks_nothing_is_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What the journal tells of runs, jobs and what they are likely to take, and of bypasses. */
#include "test.h"

#include "journal_fixture.h"
#include "store/bypass.h"

static void
a_run_comes_back_as_it_was(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct history_runs runs;
	struct history_run *run;

	add_run(p, j, NOW_MS, 1, 30, "pass");
	add_run(p, j, NOW_MS + 5, 0, 31, "pass");
	assert_int_equal(history_runs(&runs, j, 10, p->mem, &p->err), 0);
	assert_int_equal(runs.n, 2);
	assert_int_equal(runs.v[0].began_ms, NOW_MS + 5);
	run = &runs.v[1];
	assert_string_equal(run->event, "pre-commit");
	assert_string_equal(run->branch, "main");
	assert_null(run->reason);
	assert_int_equal(run->tree.size, 20);
	assert_int_equal(run->head.size, 0);
	assert_int_equal(history_jobs(run, j, p->mem, &p->err), 0);
	assert_int_equal(run->njobs, 2);
	assert_string_equal(run->jobs[0].parts, jobs[0].parts);
	assert_true(run->jobs[0].has_key && !run->jobs[1].has_key);
	assert_memory_equal(run->jobs[0].key, jobs[0].key, PASS_KEY_BYTES);
	assert_null(run->jobs[1].component);
	assert_string_equal(run->jobs[1].why, "exit 1");
	journal_close(j);
}

static void
the_latest_key_of_a_job_is_found(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct history_job job;
	bool found;

	assert_int_equal(history_last(&job, &found, j, "lint@core", p->mem, &p->err), 0);
	assert_false(found);
	add_run(p, j, NOW_MS, 0, 30, "pass");
	add_run(p, j, NOW_MS, 0, 77, "fail");
	assert_int_equal(history_last(&job, &found, j, "lint@core", p->mem, &p->err), 0);
	assert_true(found);
	assert_int_equal(job.took_ms, 77);
	assert_int_equal(history_last(&job, &found, j, "types", p->mem, &p->err), 0);
	assert_false(found); /* it has no key */
	journal_close(j);
}

static void
a_tree_was_judged_where_a_run_of_it_was_good(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct oid good = {.size = 20}, bad = {.size = 20, .bytes = {1}};
	bool was;

	add_run(p, j, NOW_MS, 0, 30, "pass");
	add_run(p, j, NOW_MS, 1, 30, "fail");
	assert_int_equal(history_has_tree(&was, j, &good, "pre-commit", &p->err), 0);
	assert_true(was);
	assert_int_equal(history_has_tree(&was, j, &good, "pre-push", &p->err), 0);
	assert_false(was);
	assert_int_equal(history_has_tree(&was, j, &bad, "pre-commit", &p->err), 0);
	assert_false(was);
	journal_close(j);
}

static void
a_guess_is_the_median_of_the_last_times(void **state)
{
	static const int64_t took[] = {100000, 10, 20, 30, 500, 25}; /* the first is too long ago */
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct history_guess v[] = {{.job = "lint@core"}, {.job = "never"}};

	for (size_t i = 0; i < countof(took); i++)
		add_run(p, j, NOW_MS, 0, took[i], i + 1 < countof(took) ? "pass" : "fail");
	add_run(p, j, NOW_MS, 0, 999999, "skip"); /* did not run */
	assert_int_equal(history_guess(v, countof(v), j, &p->err), 0);
	assert_int_equal(v[0].likely_ms, 25);
	assert_true(v[0].failed_last);
	assert_int_equal(v[1].likely_ms, -1);
	assert_false(v[1].failed_last);
	journal_close(j);
}

/* One job alone. */
static void
add_job(struct place *p, struct journal *j, const struct history_job *job)
{
	struct history_job v = *job;
	struct history_run run = {
		.began_ms = NOW_MS, .event = "pre-push", .version = "1", .jobs = &v, .njobs = 1};

	v.job = "tests";
	v.gate = "tests";
	if (history_add(j, &run, &p->err) < 0)
		fail_msg("%s", p->err.msg);
}

static void
what_was_cut_spoils_no_guess(void **state)
{
	static const struct {
		struct history_job job;
		int64_t likely_ms; /* from then on */
		bool failed_last;
	} rows[] = {
		/* the budget of a push */
		{{.verdict = "broken", .took_ms = 7, .attempts = 1, .is_cut = true}, -1, false},
		{{.verdict = "pass", .took_ms = 5000, .attempts = 1}, 5000, false},
		/* the budget of a commit, before and after it began */
		{{.verdict = "deferred", .took_ms = 9}, 5000, false},
		{{.verdict = "deferred", .took_ms = 9, .attempts = 1, .is_cut = true}, 5000, false},
		/* its own deadline */
		{{.verdict = "fail", .took_ms = 60000, .attempts = 1, .is_cut = true}, 5000, true},
		{{.verdict = "broken", .took_ms = 8, .attempts = 1, .is_cut = true}, 5000, true},
		/* never begun: the budget was spent */
		{{.verdict = "broken"}, 5000, true},
		/* no tool */
		{{.verdict = "broken", .attempts = 1}, 5000, true},
		{{.verdict = "warn", .took_ms = 60000, .attempts = 1, .is_cut = true}, 5000, false},
		{{.verdict = "fail", .took_ms = 7000, .attempts = 1}, 7000, true},
	};
	struct place *p = *state;
	struct journal *j = open_it(p);

	for (size_t i = 0; i < countof(rows); i++) {
		struct history_guess v = {.job = "tests"};

		add_job(p, j, &rows[i].job);
		assert_int_equal(history_guess(&v, 1, j, &p->err), 0);
		if (v.likely_ms != rows[i].likely_ms || v.failed_last != rows[i].failed_last)
			fail_msg("row %zu: %lld, %d", i, (long long)v.likely_ms, v.failed_last);
	}
	journal_close(j);
}

static void
fewer_files_take_their_share(void **state)
{
	static const struct {
		size_t files;
		int64_t likely_ms;
	} rows[] = {{0, 60000}, {1, 120}, {250, 30000}, {500, 60000}, {9000, 60000}};
	struct place *p = *state;
	struct journal *j = open_it(p);

	add_job(p, j,
		&(struct history_job){
			.verdict = "pass", .took_ms = 60000, .attempts = 1, .files = 500});
	for (size_t i = 0; i < countof(rows); i++) {
		struct history_guess v = {.job = "tests", .files = rows[i].files};

		assert_int_equal(history_guess(&v, 1, j, &p->err), 0);
		assert_int_equal(v.likely_ms, rows[i].likely_ms);
	}
	journal_close(j);
}

static void
bypasses_are_listed_latest_first(void **state)
{
	static const struct bypass given[] = {
		{.at_ms = NOW_MS,
			.kind = BYPASS_SKIP,
			.event = "pre-commit",
			.subject = "lint@core",
			.reason = "INC-42"},
		{.at_ms = NOW_MS + 1,
			.kind = BYPASS_UNJUDGED,
			.event = "post-commit",
			.commit = {.size = 20, .bytes = {5}}},
	};
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct bypasses list;

	assert_int_equal(bypass_add(j, given, 2, &p->err), 0);
	assert_int_equal(bypass_list(&list, j, 10, p->mem, &p->err), 0);
	assert_int_equal(list.n, 2);
	assert_string_equal(list.v[0].kind, BYPASS_UNJUDGED);
	assert_int_equal(list.v[0].commit.bytes[0], 5);
	assert_null(list.v[0].reason);
	assert_string_equal(list.v[1].reason, "INC-42");
	assert_int_equal(bypass_list(&list, j, 1, p->mem, &p->err), 0);
	assert_int_equal(list.n, 1);
	journal_close(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		row(a_run_comes_back_as_it_was),
		row(the_latest_key_of_a_job_is_found),
		row(a_tree_was_judged_where_a_run_of_it_was_good),
		row(a_guess_is_the_median_of_the_last_times),
		row(what_was_cut_spoils_no_guess),
		row(fewer_files_take_their_share),
		row(bypasses_are_listed_latest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

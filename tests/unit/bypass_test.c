/* SPDX-License-Identifier: MIT */
/* What was passed over, and what that says of a tree: kept once, asked for, looked at only. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"

#define NOW_MS ((int64_t)1700000000000)

struct place {
	struct arena *mem;
	const char *dir;
	struct journal *journal;
	struct error err;
};

static int
setup(void **state)
{
	struct arena *mem = arena_new();
	struct place *p = arena_alloc(mem, 1, sizeof(*p));
	const char *tmp = getenv("TMPDIR"), *said;

	p->mem = mem;
	p->dir = fs_temp_dir(tmp ? tmp : "/tmp", mem, &p->err);
	assert_non_null(p->dir);
	assert_int_equal(journal_open(&p->journal, &said, p->dir, mem, &p->err), 0);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	journal_close(p->journal);
	assert_int_equal(fs_remove_tree(p->dir, &p->err), 0);
	arena_free(p->mem);
	return 0;
}

static const struct oid a_commit = {.size = 20, .bytes = {5}};
static const struct oid a_tree = {.size = 20, .bytes = {7}};

static void
a_commit_is_kept_once_a_kind(void **state)
{
	const struct bypass given[] = {
		{.at_ms = NOW_MS,
			.kind = BYPASS_UNJUDGED,
			.event = "post-commit",
			.commit = a_commit},
		{.at_ms = NOW_MS, .kind = BYPASS_UNJUDGED, .event = "pre-push", .commit = a_commit},
		{.at_ms = NOW_MS, .kind = BYPASS_OFF, .event = "pre-push", .commit = a_commit},
		{.at_ms = NOW_MS, .kind = BYPASS_SKIP, .event = "pre-push", .subject = "lint"},
		{.at_ms = NOW_MS, .kind = BYPASS_SKIP, .event = "pre-push", .subject = "lint"},
	};
	struct place *p = *state;
	struct bypasses list;
	bool has;

	assert_int_equal(bypass_has(&has, p->journal, BYPASS_UNJUDGED, &a_commit, &p->err), 0);
	assert_false(has);
	assert_int_equal(bypass_add(p->journal, given, countof(given), &p->err), 0);
	assert_int_equal(bypass_add(p->journal, given, 1, &p->err), 0);
	assert_int_equal(bypass_list(&list, p->journal, 10, p->mem, &p->err), 0);
	assert_int_equal(list.n, 4);
	assert_int_equal(bypass_has(&has, p->journal, BYPASS_UNJUDGED, &a_commit, &p->err), 0);
	assert_true(has);
	assert_int_equal(bypass_has(&has, p->journal, BYPASS_UNJUDGED, &a_tree, &p->err), 0);
	assert_false(has);
}

static void
add_run(struct place *p, bool is_narrow, bool is_cached, const char *verdict)
{
	struct history_job jobs[] = {
		{.job = "lint",
			.gate = "lint",
			.verdict = "pass",
			.took_ms = 30,
			.attempts = 1,
			.parts = "files 0123\n"},
		{.job = "types",
			.gate = "types",
			.verdict = verdict,
			.took_ms = 500,
			.is_cached = is_cached},
	};
	struct history_run run = {.began_ms = NOW_MS,
		.took_ms = 40,
		.event = "pre-commit",
		.version = "1",
		.tree = a_tree,
		.is_narrow = is_narrow,
		.jobs = jobs,
		.njobs = countof(jobs)};

	assert_int_equal(history_add(p->journal, &run, &p->err), 0);
}

static void
a_tree_of_which_less_was_judged_was_not(void **state)
{
	struct place *p = *state;
	bool was;

	add_run(p, true, false, "pass");
	assert_int_equal(history_has_tree(&was, p->journal, &a_tree, NULL, &p->err), 0);
	assert_false(was);
	add_run(p, false, false, "pass");
	assert_int_equal(history_has_tree(&was, p->journal, &a_tree, NULL, &p->err), 0);
	assert_true(was);
	assert_int_equal(history_has_tree(&was, p->journal, &a_tree, "pre-push", &p->err), 0);
	assert_false(was);
}

static void
what_was_served_is_what_was_saved(void **state)
{
	struct place *p = *state;
	struct history_savings v;
	struct history_runs runs;

	assert_int_equal(history_savings(&v, p->journal, 10, &p->err), 0);
	assert_int_equal(v.runs + v.ran + v.cached, 0);
	add_run(p, false, false, "skip");
	add_run(p, false, true, "pass");
	add_run(p, false, true, "pass");
	assert_int_equal(history_savings(&v, p->journal, 10, &p->err), 0);
	assert_int_equal(v.runs, 3);
	assert_int_equal(v.ran, 3); /* what is skipped is neither */
	assert_int_equal(v.cached, 2);
	assert_int_equal(v.saved_ms, 1000);
	assert_int_equal(history_savings(&v, p->journal, 1, &p->err), 0);
	assert_int_equal(v.saved_ms, 500);
	assert_int_equal(history_runs(&runs, p->journal, 10, p->mem, &p->err), 0);
	assert_int_equal(runs.v[0].nran, 1);
	assert_int_equal(runs.v[0].ncached, 1);
	assert_int_equal(runs.v[2].nran, 1);
	assert_int_equal(runs.v[2].ncached, 0);
}

static void
the_last_time_of_a_job_is_that_of_its_run(void **state)
{
	struct place *p = *state;
	struct history_job job;
	bool found;

	add_run(p, false, false, "pass");
	assert_int_equal(history_last(&job, &found, p->journal, "lint", p->mem, &p->err), 0);
	assert_true(found);
	assert_int_equal(job.ended_ms, NOW_MS + 40);
	assert_int_equal(job.took_ms, 30);
	assert_memory_equal(job.tree.bytes, a_tree.bytes, 20);
}

static void
one_that_is_looked_at_only_is_not_written(void **state)
{
	const struct bypass one = {.at_ms = NOW_MS, .kind = BYPASS_OFF, .event = "pre-push"};
	struct place *p = *state;
	struct journal *j;
	struct bypasses list;

	assert_int_equal(bypass_add(p->journal, &one, 1, &p->err), 0);
	assert_int_equal(journal_open_reading(&j, p->dir, p->mem, &p->err), 0);
	assert_int_equal(bypass_list(&list, j, 10, p->mem, &p->err), 0);
	assert_int_equal(list.n, 1); /* also what is in the log of SQLite still */
	assert_int_equal(bypass_add(j, &one, 1, &p->err), -1);
	journal_close(j);
	assert_int_equal(journal_open_reading(&j, "/nowhere", p->mem, &p->err), 0);
	assert_null(j);
}

int
main(void)
{
#define row(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		row(a_commit_is_kept_once_a_kind),
		row(a_tree_of_which_less_was_judged_was_not),
		row(what_was_served_is_what_was_saved),
		row(the_last_time_of_a_job_is_that_of_its_run),
		row(one_that_is_looked_at_only_is_not_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

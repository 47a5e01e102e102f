/* SPDX-License-Identifier: MIT */
/* The journal on a real disk: made, damaged, busy, full, killed, pruned; passes and history. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/memo.h"
#include "store/migration.h"
#include "store/pass.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
#define NOW_MS ((int64_t)1700000000000)

struct place {
	struct arena *mem;
	const char *dir, *file;
	const char *said;
	struct error err;
};

static int
setup(void **state)
{
	struct arena *mem = arena_new();
	struct place *p = arena_alloc(mem, 1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");

	p->mem = mem;
	p->dir = fs_temp_dir(tmp ? tmp : "/tmp", mem, &p->err);
	assert_non_null(p->dir);
	p->file = path_join(p->dir, JOURNAL_FILE, mem);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_remove_tree(p->dir, &p->err), 0);
	arena_free(p->mem);
	return 0;
}

static struct journal *
open_it(struct place *p)
{
	struct journal *j;

	if (journal_open(&j, &p->said, p->dir, p->mem, &p->err) < 0)
		fail_msg("%s", p->err.msg);
	return j;
}

static struct pass
a_pass(unsigned n)
{
	struct pass p = {.ended_ms = NOW_MS, .took_ms = 12};

	memcpy(p.key, &n, sizeof(n));
	return p;
}

static void
add_passes(struct place *p, struct journal *j, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		struct pass pass = a_pass(i);

		if (pass_add(j, &pass, "lint@core", &p->err) < 0)
			fail_msg("%s", p->err.msg);
	}
}

static size_t
passes_in(struct place *p)
{
	struct journal *j = open_it(p);
	struct pass_count count;

	assert_int_equal(pass_count(&count, j, &p->err), 0);
	journal_close(j);
	return count.passes;
}

static void
what_was_added_is_found_later(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass v[3] = {a_pass(1), a_pass(2), a_pass(3)};

	assert_null(p->said);
	add_passes(p, j, 1, 3);
	journal_close(j);
	j = open_it(p);
	assert_int_equal(pass_find(v, 3, j, &p->err), 0);
	assert_true(v[0].is_there && v[1].is_there && !v[2].is_there);
	assert_int_equal(v[1].ended_ms, NOW_MS);
	assert_int_equal(v[1].took_ms, 12);
	journal_close(j);
}

static void
a_pass_of_a_key_replaces_the_earlier(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass one = a_pass(7);

	add_passes(p, j, 7, 8);
	one.took_ms = 99;
	assert_int_equal(pass_add(j, &one, "lint@core", &p->err), 0);
	one.took_ms = 0;
	assert_int_equal(pass_find(&one, 1, j, &p->err), 0);
	assert_int_equal(one.took_ms, 99);
	journal_close(j);
	assert_int_equal(passes_in(p), 1);
}

static void
passes_of_one_job_can_be_forgotten(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass other = a_pass(9);
	size_t gone;

	add_passes(p, j, 0, 5);
	assert_int_equal(pass_add(j, &other, "types@core", &p->err), 0);
	assert_int_equal(pass_forget(&gone, j, "lint@core", &p->err), 0);
	assert_int_equal(gone, 5);
	assert_int_equal(pass_forget(&gone, j, "none", &p->err), 0);
	assert_int_equal(gone, 0);
	assert_int_equal(pass_forget(&gone, j, NULL, &p->err), 0);
	assert_int_equal(gone, 1);
	journal_close(j);
}

static void
only_an_existing_one_is_opened(void **state)
{
	struct place *p = *state;
	struct journal *j;

	assert_int_equal(journal_open_existing(&j, &p->said, p->dir, p->mem, &p->err), 0);
	assert_null(j);
	assert_false(fs_exists(p->file));
	journal_close(open_it(p));
	assert_int_equal(journal_open_existing(&j, &p->said, p->dir, p->mem, &p->err), 0);
	assert_non_null(j);
	journal_close(j);
}

static void
write_at(const char *path, long offset, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0644);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, offset), n);
	close(fd);
}

/* All of it in the file itself, as after a checkpoint. */
static void
make_full(struct place *p)
{
	struct journal *j = open_it(p);
	sqlite3 *db;

	add_passes(p, j, 0, 400);
	journal_close(j);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void
no_database(struct place *p)
{
	write_at(p->file, 0, "this is text and not a database, and it is long enough to show it\n",
		66);
	write_at(p->file, 4096, "x", 1);
}
static void
broken_head(struct place *p)
{
	write_at(p->file, 0, "SQLite format 4", 15);
}
static void
broken_schema(struct place *p)
{
	write_at(p->file, 100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
}
/* All but the first page, which holds the schema. */
static void
broken_pages(struct place *p)
{
	char junk[4096];
	struct stat st;

	memset(junk, 0xa5, sizeof(junk));
	assert_int_equal(stat(p->file, &st), 0);
	assert_true(st.st_size >= 8 * 4096);
	for (long at = 4096; at < st.st_size; at += 4096)
		write_at(p->file, at, junk, sizeof(junk));
}

static void
a_damaged_file_is_put_aside(void **state)
{
	static const struct {
		const char *what;
		void (*damage)(struct place *p);
	} cases[] = {
		{"no database", no_database},
		{"broken head", broken_head},
		{"broken schema", broken_schema},
	};
	struct place *p = *state;

	for (size_t i = 0; i < countof(cases); i++) {
		const char *aside = arena_printf(p->mem, "%s.damaged-%zu", p->file, i + 1);
		struct journal *j;

		make_full(p);
		cases[i].damage(p);
		j = open_it(p);
		if (!p->said || !strstr(p->said, aside))
			fail_msg("%s: said %s", cases[i].what, p->said ? p->said : "nothing");
		assert_true(fs_exists(aside));
		add_passes(p, j, 0, 1);
		journal_close(j);
		assert_int_equal(passes_in(p), 1);
		assert_null(p->said);
	}
}

static void
damage_found_while_in_use_is_mended_for_the_next(void **state)
{
	struct place *p = *state;
	struct journal *j;
	struct pass_count count;
	struct pass v[400];
	int rc;

	make_full(p);
	broken_pages(p);
	j = open_it(p);
	for (unsigned i = 0; i < 400; i++)
		v[i] = a_pass(i);
	rc = pass_find(v, 400, j, &p->err);
	if (rc == 0)
		rc = pass_count(&count, j, &p->err);
	assert_int_equal(rc, -1);
	journal_close(j);
	assert_true(fs_exists(arena_printf(p->mem, "%s.damaged-1", p->file)));
	assert_int_equal(passes_in(p), 0);
}

static void
a_newer_one_is_left_alone(void **state)
{
	struct place *p = *state;
	struct journal *j;
	sqlite3 *db;

	make_full(p);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version = 1000", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(journal_open(&j, &p->said, p->dir, p->mem, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "newer version"));
	assert_null(p->said);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "SELECT * FROM pass", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* Made by an earlier version: as the first i steps leave it. */
static void
every_earlier_version_becomes_this_one(void **state)
{
	struct place *p = *state;

	for (size_t i = 0; i < nmigrations; i++) {
		char mark[64];
		sqlite3 *db;

		unlink(p->file);
		assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
		for (size_t k = 0; k < i; k++)
			assert_int_equal(
				sqlite3_exec(db, migrations[k], NULL, NULL, NULL), SQLITE_OK);
		snprintf(mark, sizeof(mark), "PRAGMA user_version = %zu", i);
		sqlite3_exec(db, mark, NULL, NULL, NULL);
		sqlite3_close(db);
		assert_int_equal(passes_in(p), 0);
	}
}

/* Each hook is the only one that has it open, and reads all that waits beside it. */
static void
what_waits_beside_it_stays_short(void **state)
{
	struct place *p = *state;
	struct stat st;

	for (unsigned i = 0; i < 400; i++) {
		struct journal *j = open_it(p);
		struct pass pass = a_pass(i);

		assert_int_equal(pass_add(j, &pass, "a job", &p->err), 0);
		journal_close(j);
		assert_int_equal(stat(arena_printf(p->mem, "%s-wal", p->file), &st), 0);
		assert_true(st.st_size < (off_t)100 * 4120);
	}
	assert_int_equal(passes_in(p), 400);
}

static void
a_busy_one_is_not_waited_for_long(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass pass = a_pass(1);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(pass_add(j, &pass, "lint", &p->err), -1);
	assert_int_equal(p->err.code, ERR_LIMIT);
	assert_non_null(strstr(p->err.msg, "busy"));
	assert_int_equal(pass_find(&pass, 1, j, &p->err), 0); /* reading goes on */
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(pass_add(j, &pass, "lint", &p->err), 0);
	journal_close(j);
}

static void
a_full_disk_loses_nothing_that_was_there(void **state)
{
	struct place *p = *state;
	struct rlimit before, small;
	struct journal *j;
	unsigned added = 0;
	int rc = 0;

	make_full(p);
	j = open_it(p);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 64 << 10;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (; rc == 0 && added < 10000; added++) {
		struct pass pass = a_pass(1000 + added);

		rc = pass_add(j, &pass, "lint@core", &p->err);
	}
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(rc, -1);
	journal_close(j);
	assert_int_equal(passes_in(p), 400 + added - 1);
	assert_null(p->said);
}

static void
eight_at_once_lose_nothing(void **state)
{
	struct place *p = *state;
	int failed = 0;

	for (unsigned i = 0; i < 8; i++) {
		if (fork() == 0) {
			struct error err;
			struct journal *j;
			unsigned lost = 0;

			while (journal_open(&j, &p->said, p->dir, p->mem, &err) < 0) {
				if (err.code != ERR_LIMIT || lost++ == 100)
					_exit(1); /* busy while another makes it is no loss */
			}
			for (unsigned k = 0; k < 50; k++) {
				struct pass pass = a_pass(1000 * i + k);

				while (pass_add(j, &pass, "lint", &err) < 0 && lost++ < 100)
					continue;
			}
			journal_close(j);
			_exit(lost >= 100);
		}
	}
	for (int i = 0, status; i < 8; i++) {
		wait(&status);
		failed += status != 0;
	}
	assert_int_equal(failed, 0);
	assert_int_equal(passes_in(p), 400);
}

/* What a process said it had added before it was killed is there, and the file is sound. */
static void
killed_at_any_moment_it_stays_sound(void **state)
{
	struct place *p = *state;

	for (unsigned round = 0; round < 25; round++) {
		unsigned told[2] = {0, 0};
		int pipe_fds[2];
		struct pass last;
		struct journal *j;
		pid_t pid;

		assert_int_equal(pipe(pipe_fds), 0);
		pid = fork();
		if (pid == 0) {
			struct error err;

			if (journal_open(&j, &p->said, p->dir, p->mem, &err) < 0)
				_exit(1);
			for (unsigned k = 1;; k++) {
				struct pass pass = a_pass(round * 100000 + k);

				if (pass_add(j, &pass, "lint", &err) == 0 &&
					write(pipe_fds[1], &k, sizeof(k)) < 0)
					_exit(1);
			}
		}
		close(pipe_fds[1]);
		nanosleep(&(struct timespec){.tv_nsec = 500000 + 1300000 * (round % 7)}, NULL);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		while (read(pipe_fds[0], &told[1], sizeof(told[1])) == sizeof(told[1]))
			told[0] = told[1];
		close(pipe_fds[0]);
		j = open_it(p);
		assert_null(p->said);
		if (told[0]) {
			last = a_pass(round * 100000 + told[0]);
			assert_int_equal(pass_find(&last, 1, j, &p->err), 0);
			assert_true(last.is_there);
		}
		journal_close(j);
	}
}

static const struct history_job jobs[] = {
	{.job = "lint@core",
		.gate = "lint",
		.component = "core",
		.target = "staging",
		.verdict = "pass",
		.took_ms = 30,
		.attempts = 1,
		.files = 4,
		.has_key = true,
		.key = {1, 2, 3},
		.parts = "files 0123\ntool 4567\n"},
	{.job = "types",
		.gate = "types",
		.target = "staging",
		.verdict = "fail",
		.took_ms = 900,
		.attempts = 2,
		.findings = 3,
		.why = "exit 1"},
};

static void
add_run(struct place *p, struct journal *j, int64_t began_ms, int status, int64_t took_ms,
	const char *verdict)
{
	struct history_job v[2] = {jobs[0], jobs[1]};
	struct history_run run = {.began_ms = began_ms,
		.took_ms = 1000,
		.event = "pre-commit",
		.what = "staged",
		.branch = "main",
		.worktree = "/w",
		.version = "1",
		.status = status,
		.files = 4,
		.jobs = v,
		.njobs = 2};

	run.tree.size = 20;
	run.tree.bytes[0] = (unsigned char)status;
	v[0].took_ms = took_ms;
	v[0].verdict = verdict;
	if (history_add(j, &run, &p->err) < 0)
		fail_msg("%s", p->err.msg);
}

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

/* The later run counts, whether the job was of one component or of several. */
static void
what_was_measured_last_is_found(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct history_job v[] = {
		{.job = "tests@core",
			.gate = "tests",
			.component = "core",
			.verdict = "pass",
			.measures = "coverage 70 7 10 < - -- core\n"},
		{.job = "all",
			.gate = "all",
			.verdict = "fail",
			.measures = "coverage 60 3 5 < - -- lib\ncoverage 50 1 2 < - -- core\n"},
		{.job = "lint@core", .gate = "lint", .component = "core", .verdict = "pass"},
	};
	struct history_run run = {.began_ms = NOW_MS,
		.event = "pre-push",
		.version = "1",
		.jobs = v,
		.njobs = 3,
		.tree = {.size = 20}};
	struct history_measured got;

	assert_int_equal(history_add(j, &run, &p->err), 0);
	v[0].measures = "coverage 80 8 10 < - -- core\n";
	run.njobs = 1;
	assert_int_equal(history_add(j, &run, &p->err), 0);
	assert_int_equal(history_measured(&got, j, "core", p->mem, &p->err), 0);
	assert_int_equal(got.n, 2);
	assert_string_equal(got.v[0].gate, "all");
	assert_string_equal(got.v[1].measures, v[0].measures);
	assert_int_equal(history_measured(&got, j, "lib", p->mem, &p->err), 0);
	assert_int_equal(got.n, 1);
	assert_int_equal(history_measured(&got, j, "ore", p->mem, &p->err), 0);
	assert_int_equal(got.n, 0);
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

static void
a_memo_is_what_was_set_last(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	const char *value;

	assert_int_equal(memo_get(&value, j, "x", p->mem, &p->err), 0);
	assert_null(value);
	assert_int_equal(memo_set(j, "x", "one", NOW_MS, &p->err), 0);
	assert_int_equal(memo_set(j, "x", "two", NOW_MS, &p->err), 0);
	assert_int_equal(memo_get(&value, j, "x", p->mem, &p->err), 0);
	assert_string_equal(value, "two");
	journal_close(j);
}

static void
what_is_old_or_too_much_goes(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct journal_limits limits = journal_limits;
	struct history_runs runs;
	struct pass_count count;
	struct pass used = a_pass(3);

	limits.now_ms = NOW_MS + limits.pass_ms + DAY_MS;
	limits.runs = 3;
	add_passes(p, j, 0, 5);
	for (int i = 0; i < 5; i++)
		add_run(p, j, limits.now_ms - i, 0, 1, "pass");
	assert_int_equal(pass_find(&used, 1, j, &p->err), 0);
	assert_int_equal(pass_touch(j, &used, 1, limits.now_ms, &p->err), 0);
	assert_int_equal(journal_prune(j, &limits, false, &p->err), 0);
	assert_int_equal(pass_count(&count, j, &p->err), 0);
	assert_int_equal(count.passes, 1);
	assert_int_equal(history_runs(&runs, j, 10, p->mem, &p->err), 0);
	assert_int_equal(runs.n, 3);

	limits.now_ms += DAY_MS / 2; /* once a day is enough */
	limits.runs = 1;
	assert_int_equal(journal_prune(j, &limits, false, &p->err), 0);
	assert_int_equal(history_runs(&runs, j, 10, p->mem, &p->err), 0);
	assert_int_equal(runs.n, 3);

	add_passes(p, j, 100, 2000);
	limits.bytes = 40 << 10;
	assert_int_equal(journal_prune(j, &limits, true, &p->err), 0);
	assert_int_equal(pass_count(&count, j, &p->err), 0);
	assert_in_range(count.passes, 0, 500);
	journal_close(j);
}

static void
a_folder_that_cannot_be_made_is_an_error(void **state)
{
	struct place *p = *state;
	struct journal *j;

	write_at(path_join(p->dir, "file", p->mem), 0, "x", 1);
	assert_int_equal(journal_open(&j, &p->said, path_join(p->dir, "file/below", p->mem), p->mem,
				 &p->err),
		-1);
	assert_null(j);
	journal_close(j);
}

#define row(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		row(what_was_added_is_found_later),
		row(a_pass_of_a_key_replaces_the_earlier),
		row(passes_of_one_job_can_be_forgotten),
		row(only_an_existing_one_is_opened),
		row(a_damaged_file_is_put_aside),
		row(damage_found_while_in_use_is_mended_for_the_next),
		row(a_newer_one_is_left_alone),
		row(every_earlier_version_becomes_this_one),
		row(what_waits_beside_it_stays_short),
		row(a_busy_one_is_not_waited_for_long),
		row(a_full_disk_loses_nothing_that_was_there),
		row(eight_at_once_lose_nothing),
		row(killed_at_any_moment_it_stays_sound),
		row(a_run_comes_back_as_it_was),
		row(the_latest_key_of_a_job_is_found),
		row(what_was_measured_last_is_found),
		row(a_tree_was_judged_where_a_run_of_it_was_good),
		row(a_guess_is_the_median_of_the_last_times),
		row(what_was_cut_spoils_no_guess),
		row(fewer_files_take_their_share),
		row(bypasses_are_listed_latest_first),
		row(a_memo_is_what_was_set_last),
		row(what_is_old_or_too_much_goes),
		row(a_folder_that_cannot_be_made_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The journal on a real disk: made, damaged, busy, full, killed, pruned. */
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
#include "journal_fixture.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/memo.h"
#include "store/migration.h"
#include "store/pass.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
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
		row(what_is_old_or_too_much_goes),
		row(a_folder_that_cannot_be_made_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

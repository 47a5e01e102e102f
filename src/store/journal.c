/* SPDX-License-Identifier: MIT */
/*
 * journal -- opens, mends and prunes the database; see journal.h.
 *
 * Keeps true:
 *   1. A damaged file is never written to again, and never removed: it is renamed.
 *   2. Of several that find the damage at once, one renames: they take turns by a lock beside the
 *      file and look again when it is theirs.
 *   3. The tables are those of this version, or there is no journal.
 *   4. Nothing here is slow where nothing is to be done: no sync, no checkpoint at closing.
 *
 *   absent --make--> empty --migrate--> sound --refuse() in statement.c--> damaged
 *                      ^                                                      |
 *                      +----------------- put_aside() <-----------------------+
 */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "store/journal_inside.h"
#include "store/memo.h"
#include "store/migration.h"
#include "store/statement.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
/* Pages that wait in the WAL.  Whoever opens it while nobody else has it open reads them all, which
 * is nearly always, and forgets which of them are in the database already: SQLite's own automatic
 * checkpoint would then never begin a new one.  To bring them there costs syncs: not too few. */
#define WAITING_MAX 64
#define ASIDE_MAX 100 /* damaged files beside it */

const struct journal_limits journal_limits = {
	.pass_ms = 60 * DAY_MS,
	.run_ms = 365 * DAY_MS,
	.runs = 20000,
	.bytes = (int64_t)128 << 20,
};

/* Others may have been quicker: what version it is counts when it is ours. */
static int
migrate(struct journal *j, struct error *err)
{
	char mark[64];
	int64_t from;
	int rc;

	if (statement_begin(j, true, err) < 0)
		return -1;
	rc = statement_number(&from, j, "PRAGMA user_version", err);
	for (size_t i = (size_t)from; rc == 0 && i < nmigrations; i++)
		rc = statement_run(j, migrations[i], err);
	snprintf(mark, sizeof(mark), "PRAGMA user_version = %zu", nmigrations);
	if (rc == 0)
		rc = statement_run(j, mark, err);
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

/* auto_vacuum and the kind of journal are of the file: asked for once, when it is made. */
static int
prepare(struct journal *j, struct error *err)
{
	int64_t version;

	if (statement_number(&version, j, "PRAGMA user_version", err) < 0)
		return -1;
	if (version > (int64_t)nmigrations)
		return error_set(err, ERR_LIMIT,
			"'%s' was made by a newer version of tta-check; install that one", j->path);
	if (version == 0 &&
		statement_run(
			j, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL", err) < 0)
		return -1;
	if (version < (int64_t)nmigrations && migrate(j, err) < 0)
		return -1;
	return statement_run(j, "PRAGMA synchronous = NORMAL", err);
}

static int
note_waiting(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct journal *j = ctx;

	(void)db;
	(void)name;
	j->waiting = pages;
	return SQLITE_OK;
}

/* We are one thread, and nobody asks SQLite how much memory it has: so it takes no lock for each
 * piece.  Counts before it is first used; later it changes nothing. */
static void
settle(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int
open_once(struct journal *j, struct error *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		    SQLITE_OPEN_NOFOLLOW;
	int rc;

	settle();
	rc = sqlite3_open_v2(j->path, &j->db, flags, NULL);
	if (rc != SQLITE_OK)
		return error_set(err, ERR_SYSTEM, "cannot open '%s': %s", j->path,
			j->db ? sqlite3_errmsg(j->db) : sqlite3_errstr(rc));
	sqlite3_busy_timeout(j->db, JOURNAL_WAIT_MS);
	sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_db_config(j->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_wal_hook(j->db, note_waiting, j); /* in the place of SQLite's own */
	return prepare(j, err);
}

static void
close_db(struct journal *j)
{
	sqlite3_close(j->db); /* NULL is fine */
	j->db = NULL;
}

/* Whether the file that has the name now is damaged: where it cannot be read, or says so. */
static bool
is_damaged(const char *path, struct arena *mem)
{
	struct journal again = {.path = path};
	struct statement s = {0};
	struct error ignored;
	const char *word = NULL;

	if (open_once(&again, &ignored) == 0 &&
		statement_open(&s, &again, "PRAGMA quick_check(1)", &ignored) == 0 &&
		statement_step(&s, &ignored) > 0)
		word = statement_get_text(&s, 0, mem);
	statement_close(&s);
	close_db(&again);
	return again.is_damaged || (word && strcmp(word, "ok") != 0);
}

/* NAME, NAME-wal and NAME-shm belong together. */
static int
rename_all(const char *path, const char *to, struct arena *mem, struct error *err)
{
	static const char *const parts[] = {"-shm", "-wal", ""};

	for (size_t i = 0; i < countof(parts); i++) {
		const char *from = arena_printf(mem, "%s%s", path, parts[i]);

		if (rename(from, arena_printf(mem, "%s%s", to, parts[i])) < 0 && errno != ENOENT)
			return error_errno(err, "cannot put '%s' aside", from);
	}
	return 0;
}

static int
put_aside(const char **said, const char *path, struct arena *mem, struct error *err)
{
	const char *lock_path = arena_printf(mem, "%s.lock", path), *to = NULL;
	int lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int rc = 0;

	if (lock >= 0)
		fs_give(lock_path);
	if (lock < 0 || flock(lock, LOCK_EX) < 0)
		rc = error_errno(err, "cannot open '%s'", lock_path);
	for (int i = 1; rc == 0 && !to; i++) {
		const char *name = arena_printf(mem, "%s.damaged-%d", path, i);

		if (i >= ASIDE_MAX || !fs_exists(name))
			to = name;
	}
	if (rc == 0 && is_damaged(path, mem)) {
		rc = rename_all(path, to, mem, err);
		*said = arena_printf(mem,
			"the journal was damaged; it is '%s' now, and a new one is begun",
			text_path(to, mem));
	}
	if (lock >= 0)
		close(lock);
	return rc;
}

/* Root leaves nothing of its own behind in another's folder; SQLite gives the files beside it to
 * whom the database belongs. */
static int
make_file(const char *path, struct error *err)
{
	int fd;

	if (geteuid() != 0 || fs_exists(path))
		return 0;
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return errno == EEXIST ? 0 : error_errno(err, "cannot make '%s'", path);
	close(fd);
	fs_give(path);
	return 0;
}

static int
open_at(struct journal **out, const char **said, const char *path, struct arena *mem,
	struct error *err)
{
	struct journal *j = arena_alloc(mem, 1, sizeof(*j));

	j->path = path;
	if (open_once(j, err) == 0) {
		*out = j;
		return 0;
	}
	close_db(j);
	if (!j->is_damaged || put_aside(said, path, mem, err) < 0 || make_file(path, err) < 0)
		return -1;
	j->is_damaged = false;
	if (open_once(j, err) < 0) {
		close_db(j);
		return -1;
	}
	*out = j;
	return 0;
}

static int
make_folder(const char *dir, struct error *err)
{
	if (fs_mkdirs(dir, 0755, err) < 0)
		return -1;
	fs_give(dir);
	return 0;
}

int
journal_open(struct journal **out, const char **said, const char *dir, struct arena *mem,
	struct error *err)
{
	const char *path = path_join(dir, JOURNAL_FILE, mem);

	*out = NULL;
	*said = NULL;
	if (!fs_is_dir(dir) && make_folder(dir, err) < 0)
		return -1;
	if (make_file(path, err) < 0)
		return -1;
	return open_at(out, said, path, mem, err);
}

int
journal_open_existing(struct journal **out, const char **said, const char *dir, struct arena *mem,
	struct error *err)
{
	const char *path = path_join(dir, JOURNAL_FILE, mem);

	*out = NULL;
	*said = NULL;
	return fs_exists(path) ? open_at(out, said, path, mem, err) : 0;
}

static int
check_version(struct journal *j, struct error *err)
{
	int64_t version;

	if (statement_number(&version, j, "PRAGMA user_version", err) < 0)
		return -1;
	if (version == (int64_t)nmigrations)
		return 0;
	return error_set(err, ERR_LIMIT, "'%s' was made by another version of tta-check", j->path);
}

/* Where even the files beside it cannot be opened (an immutable medium), what a writer left in the
 * log of SQLite is not seen. */
int
journal_open_reading(struct journal **out, const char *dir, struct arena *mem, struct error *err)
{
	struct journal *j = arena_alloc(mem, 1, sizeof(*j));
	const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
	int rc;

	*out = NULL;
	j->path = path_join(dir, JOURNAL_FILE, mem);
	if (!fs_exists(j->path))
		return 0;
	settle();
	rc = sqlite3_open_v2(j->path, &j->db, flags, NULL);
	if (rc != SQLITE_OK) {
		error_set(err, ERR_SYSTEM, "cannot open '%s': %s", j->path, sqlite3_errstr(rc));
		close_db(j);
		return -1;
	}
	sqlite3_busy_timeout(j->db, JOURNAL_WAIT_MS);
	if (check_version(j, err) < 0) {
		close_db(j);
		return -1;
	}
	j->is_reading = true;
	*out = j;
	return 0;
}

const char *
journal_path(const struct journal *j)
{
	return j->path;
}

/* Where somebody else reads it now, another one does it later. */
static void
empty_wal(struct journal *j)
{
	if (!j->db || j->is_damaged || j->waiting < WAITING_MAX)
		return;
	sqlite3_busy_timeout(j->db, 0);
	sqlite3_wal_checkpoint_v2(j->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

/* Damage that shows while it is in use is mended for the next one. */
void
journal_close_saying(struct journal *j, const char **said, struct arena *mem)
{
	struct error ignored;

	*said = NULL;
	if (!j)
		return;
	empty_wal(j);
	close_db(j);
	if (!j->is_damaged || j->is_reading)
		return;
	if (put_aside(said, j->path, mem, &ignored) < 0)
		j->is_damaged = true; /* the next one finds it as well */
}

void
journal_close(struct journal *j)
{
	struct arena *mem;
	const char *said;

	if (!j)
		return;
	mem = arena_new();
	journal_close_saying(j, &said, mem);
	arena_free(mem);
}

static int
run_with(struct journal *j, const char *sql, int64_t value, struct error *err)
{
	return statement_do(j, sql, &VALUE_OF_INT(value), 1, err);
}

static int
prune_by_age(struct journal *j, const struct journal_limits *l, struct error *err)
{
	if (run_with(j, "DELETE FROM pass WHERE used < ?", l->now_ms - l->pass_ms, err) < 0 ||
		run_with(j, "DELETE FROM memo WHERE at < ?", l->now_ms - l->pass_ms, err) < 0 ||
		run_with(j, "DELETE FROM run WHERE began < ?", l->now_ms - l->run_ms, err) < 0 ||
		run_with(j, "DELETE FROM bypass WHERE at < ?", l->now_ms - l->run_ms, err) < 0)
		return -1;
	if (run_with(j,
		    "DELETE FROM run WHERE id <= (SELECT id FROM run ORDER BY id DESC "
		    "LIMIT 1 OFFSET ?)",
		    l->runs, err) < 0)
		return -1;
	return run_with(j,
		"DELETE FROM bypass WHERE id <= (SELECT id FROM bypass ORDER BY id DESC "
		"LIMIT 1 OFFSET ?)",
		l->runs, err);
}

/* Bytes in use: pages less those that are free. */
static int
used_bytes(int64_t *out, struct journal *j, struct error *err)
{
	int64_t pages, unused, size;

	if (statement_number(&pages, j, "PRAGMA page_count", err) < 0 ||
		statement_number(&unused, j, "PRAGMA freelist_count", err) < 0 ||
		statement_number(&size, j, "PRAGMA page_size", err) < 0)
		return -1;
	*out = (pages - unused) * size;
	return 0;
}

/* Halves what is oldest until it fits. */
static int
prune_by_size(struct journal *j, const struct journal_limits *l, struct error *err)
{
	int64_t bytes, passes = 1, runs = 1;

	while (passes + runs > 0) {
		if (used_bytes(&bytes, j, err) < 0)
			return -1;
		if (bytes <= l->bytes)
			return 0;
		if (statement_number(&passes, j, "SELECT count(*) FROM pass", err) < 0 ||
			statement_number(&runs, j, "SELECT count(*) FROM run", err) < 0 ||
			run_with(j,
				"DELETE FROM run WHERE id IN (SELECT id FROM run ORDER BY id "
				"LIMIT ?)",
				(runs + 1) / 2, err) < 0 ||
			run_with(j,
				"DELETE FROM pass WHERE key IN (SELECT key FROM pass ORDER BY "
				"used LIMIT ?)",
				(passes + 1) / 2, err) < 0)
			return -1;
	}
	return 0;
}

int
journal_prune(
	struct journal *j, const struct journal_limits *limits, bool is_due, struct error *err)
{
	int64_t last;
	int rc = -1;

	if (statement_number(&last, j, "SELECT at FROM memo WHERE name = 'pruned'", err) < 0)
		return -1;
	if (!is_due && last <= limits->now_ms && limits->now_ms - last < DAY_MS)
		return 0;
	if (statement_begin(j, true, err) < 0)
		return -1;
	if (prune_by_age(j, limits, err) == 0 && prune_by_size(j, limits, err) == 0)
		rc = memo_set(j, "pruned", NULL, limits->now_ms, err);
	if (statement_end(j, rc == 0, err) < 0 || rc < 0)
		return -1;
	return statement_run(j, "PRAGMA incremental_vacuum", err);
}

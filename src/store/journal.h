/* SPDX-License-Identifier: MIT */
/*
 * journal -- the database of what ran in a repository: passes that may be served again, and the
 * history of runs.  Shared by all its worktrees; nothing in it needs a backup.
 *
 * Sequence:  journal_open(), then pass.h, history.h, bypass.h; journal_close() is legal on NULL.
 * Errors:    -1 and *err: there is no journal for this run.  The caller says so in a line and goes
 *            on: without it nothing is served and nothing is remembered, and no verdict differs.
 * Waiting:   JOURNAL_WAIT_MS for others' writing, then ERR_LIMIT.
 * Damage:    a file that is no sound database is renamed to NAME.damaged-N and made anew, once, by
 *            whoever finds it first; *said tells it.  One that a newer version made is left alone.
 * Killed:    at any moment; what a transaction held is there or is not (SQLite in WAL mode).
 *            A power cut may take the last runs.
 * Limits:    journal_prune() keeps it below them.
 */
#ifndef TTA_STORE_JOURNAL_H
#define TTA_STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct journal;

#define JOURNAL_FILE "journal.db"
#define JOURNAL_WAIT_MS 250

/* dir is made as needed, with everything above it.  *said stays NULL unless a damaged file was put
 * aside: then it is a line for people. */
int journal_open(struct journal **out, const char **said, const char *dir, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The same where there is one already; otherwise *out is NULL and nothing is made. */
int journal_open_existing(struct journal **out, const char **said, const char *dir,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The same to look only, where we may not write: nothing is made, mended or put aside. */
int journal_open_reading(
	struct journal **out, const char *dir, struct arena *mem, struct error *err) TTA_MUST_USE;
const char *journal_path(const struct journal *j);
void journal_close(struct journal *j);
/* The same; *said is a line for people where damage that had shown meanwhile was put aside. */
void journal_close_saying(struct journal *j, const char **said, struct arena *mem);

struct journal_limits {
	int64_t now_ms;          /* since the epoch, as all times here */
	int64_t pass_ms, run_ms; /* unused, and ended, for longer than that: goes */
	int64_t runs;            /* more of them, or of bypasses, than that: the oldest go */
	int64_t bytes;           /* of the file */
};
extern const struct journal_limits journal_limits; /* what is usual; now_ms is the caller's */

/* Does something at most once a day, or where is_due says so. */
int journal_prune(struct journal *j, const struct journal_limits *limits, bool is_due,
	struct error *err) TTA_MUST_USE;

#endif

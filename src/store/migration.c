/* SPDX-License-Identifier: MIT */
/*
 * migration -- see migration.h.  Times are milliseconds since the epoch, durations milliseconds,
 * ids of git's objects and keys are blobs of their bytes.
 *
 * pass    what may be served again; `used` is raised about once a day
 * run     one judgement, is_narrow: of less than was owed;  job: one of its jobs, in the order of
 *         the plan
 * bypass  what was skipped, switched off or committed unjudged, and why
 * memo    single texts by name
 * rise    components that rose to another stage, or went back
 * measures is what a gate was judged by, as measures_write() (model/measure) has it
 */
#include "store/migration.h"

#include "base/arena.h"

const char *const migrations[] = {
	"CREATE TABLE pass ("
	"  key BLOB PRIMARY KEY, job TEXT NOT NULL, ended INTEGER NOT NULL,"
	"  took INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX pass_used ON pass (used);"
	"CREATE TABLE run ("
	"  id INTEGER PRIMARY KEY, began INTEGER NOT NULL, took INTEGER NOT NULL,"
	"  event TEXT NOT NULL, what TEXT, branch TEXT, worktree TEXT,"
	"  tree BLOB, head BLOB, status INTEGER NOT NULL, files INTEGER NOT NULL,"
	"  reason TEXT, version TEXT NOT NULL, is_narrow INTEGER NOT NULL);"
	"CREATE INDEX run_tree ON run (tree);"
	"CREATE TABLE job ("
	"  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, seq INTEGER NOT NULL,"
	"  job TEXT NOT NULL, gate TEXT NOT NULL, component TEXT, target TEXT,"
	"  verdict TEXT NOT NULL, is_cached INTEGER NOT NULL, is_warning INTEGER NOT NULL,"
	"  took INTEGER NOT NULL, attempts INTEGER NOT NULL, files INTEGER NOT NULL,"
	"  findings INTEGER NOT NULL, why TEXT, key BLOB, parts TEXT, is_cut INTEGER NOT NULL,"
	"  PRIMARY KEY (run, seq)) WITHOUT ROWID;"
	/* What was served says nothing of how long it takes, and a run of 300 such would touch 120
	 * pages. */
	"CREATE INDEX job_ran ON job (job, run) WHERE is_cached = 0;"
	"CREATE TABLE bypass ("
	"  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, event TEXT NOT NULL,"
	"  subject TEXT, commit_id BLOB, branch TEXT, reason TEXT, who TEXT);"
	"CREATE INDEX bypass_at ON bypass (at);"
	"CREATE INDEX bypass_commit ON bypass (commit_id);"
	"CREATE TABLE memo (name TEXT PRIMARY KEY, value TEXT, at INTEGER NOT NULL) WITHOUT ROWID;",
	"ALTER TABLE pass ADD COLUMN measures TEXT; ALTER TABLE job ADD COLUMN measures TEXT;",
	"CREATE TABLE rise ("
	"  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, component TEXT NOT NULL,"
	"  from_stage TEXT NOT NULL, to_stage TEXT NOT NULL, who TEXT, reason TEXT, tree BLOB);",
};
const size_t nmigrations = countof(migrations);

/* SPDX-License-Identifier: MIT */
/*
 * took -- has the journal say that jobs took so long, so that tests need not wait for slow ones.
 *
 *	took JOURNAL JOB=MS...       all that ran of the job; a job that never ran is an error
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#define BUSY_MS 10000

static int
set(sqlite3 *db, const char *job, int n, long ms)
{
	static const char text[] = "UPDATE job SET took = ?2, files = 0 WHERE job = ?1";
	sqlite3_stmt *s = NULL;
	int rc = 1;

	if (sqlite3_prepare_v2(db, text, -1, &s, NULL) == SQLITE_OK &&
		sqlite3_bind_text(s, 1, job, n, SQLITE_STATIC) == SQLITE_OK &&
		sqlite3_bind_int64(s, 2, ms) == SQLITE_OK && sqlite3_step(s) == SQLITE_DONE &&
		sqlite3_changes(db) > 0)
		rc = 0;
	sqlite3_finalize(s);
	return rc;
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int rc = argc < 3;

	if (rc == 0)
		rc = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
		     sqlite3_busy_timeout(db, BUSY_MS) != SQLITE_OK;
	for (int i = 2; rc == 0 && i < argc; i++) {
		size_t n = strcspn(argv[i], "=");

		rc = argv[i][n] != '=' ||
		     set(db, argv[i], (int)n, strtol(argv[i] + n + 1, NULL, 10)) != 0;
		if (rc)
			fprintf(stderr, "took: %s: %s\n", argv[i], sqlite3_errmsg(db));
	}
	sqlite3_close(db);
	return rc;
}

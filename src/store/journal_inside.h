/* SPDX-License-Identifier: MIT */
/* journal_inside -- what journal.c and statement.c share, and nobody else sees. */
#ifndef TTA_STORE_JOURNAL_INSIDE_H
#define TTA_STORE_JOURNAL_INSIDE_H

#include <stdbool.h>

struct sqlite3;

struct journal {
	struct sqlite3 *db;
	const char *path; /* in the arena of the opener */
	bool is_damaged;  /* SQLite said so, at any time */
	bool is_reading;  /* opened to look only */
	int waiting;      /* pages in the WAL, after a commit of ours; 0: we wrote nothing */
};

#endif

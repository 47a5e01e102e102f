/* SPDX-License-Identifier: MIT */
/*
 * placing -- where the findings about staged files are in the work tree, for people who open it.
 *
 * Findings of files with unstaged changes get their line in the work tree, or are told to be gone
 * there; a note says how much is unstaged, and where, or the lines would puzzle.
 * Limits:  PLACING_FILES files are looked into, PLACING_NOTES are noted.
 * Errors:  none: what cannot be found out leaves the findings as they are, which are worth more.
 */
#ifndef TTA_CLI_PLACING_H
#define TTA_CLI_PLACING_H

struct assessment;
struct session;

#define PLACING_FILES 30
#define PLACING_NOTES 5

/* After all jobs have ended. */
void placing_apply(struct assessment *a, struct session *s);

#endif

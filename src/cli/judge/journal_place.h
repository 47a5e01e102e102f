/* SPDX-License-Identifier: MIT */
/*
 * journal_place -- which folder the journal of a repository lies in: its git folder's tta/, or,
 * where we may not write there, the repository's cache folder.
 */
#ifndef TTA_CLI_JOURNAL_PLACE_H
#define TTA_CLI_JOURNAL_PLACE_H

#include "base/error.h"

struct journal;
struct session;

/* Made as needed.  *said: a line for people, or NULL. */
int journal_place_open(
	struct journal **out, const char **said, struct session *s, struct error *err) TTA_MUST_USE;
/* Where there is one; *out is NULL where there is none. */
int journal_place_open_existing(
	struct journal **out, const char **said, struct session *s, struct error *err) TTA_MUST_USE;
/* To look only: what may not be written to is read as it is.  *out is NULL where there is none. */
int journal_place_look(
	struct journal **out, const char **said, struct session *s, struct error *err) TTA_MUST_USE;

#endif

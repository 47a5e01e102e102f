/* SPDX-License-Identifier: MIT */
/*
 * ledger -- what a fix is about to do to the user's files, written down before it is done, so that
 * the next one can say of each file whether it was, and finish it.
 *
 * Files are told by their bytes (SHA-256) and permissions.  For each there is another name (temp)
 * under which the old or the new file may lie when everything stops; see base/swap.h.
 * Errors:  -1: this is no ledger, or not a whole one.
 */
#ifndef TTA_GIT_LEDGER_H
#define TTA_GIT_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"
#include "model/change.h"

struct arena;
struct blob;
struct buf;

#define LEDGER_DIGEST 65 /* hex digits and a NUL */

struct ledger_state { /* of a file; digest "": there is none */
	char digest[LEDGER_DIGEST];
	mode_t mode; /* permissions */
};

struct ledger_line {
	const char *path, *temp;     /* from the root of the work tree; absolute */
	struct change_side old, new; /* of the index; new.mode 0: it goes */
	struct ledger_state before, after;
};

struct ledger {
	struct oid head; /* size 0: no commit yet */
	struct ledger_line *v;
	size_t n;
};

void ledger_format(struct buf *out, const struct ledger *l, struct arena *mem);
int ledger_parse(struct ledger *out, const char *text, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int ledger_digest(
	struct ledger_state *out, const struct blob *bytes, struct error *err) TTA_MUST_USE;

enum ledger_deed {
	LEDGER_NOTHING = 0,
	LEDGER_STAGE = 1 << 0,  /* the file is as it should be: so shall its entry be */
	LEDGER_DROP = 1 << 1,   /* nobody misses what lies under the other name */
	LEDGER_RETURN = 1 << 2, /* there lies what the user wrote last: it comes back */
	LEDGER_RESCUE = 1 << 3, /* the same, but its name holds something newer: it is kept */
};
/* What is to be done about a file, after what is found under its name and under the other. */
unsigned ledger_decide(const struct ledger_line *line, const struct ledger_state *file,
	const struct ledger_state *temp);

#endif

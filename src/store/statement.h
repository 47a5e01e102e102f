/* SPDX-License-Identifier: MIT */
/*
 * statement -- SQL with its values, for the files of this folder.
 *
 * Sequence:  statement_do() and statement_first() for one row of values.  For many:
 * statement_open() or statement_within(); for each row of values: statement_int() and the like,
 * from column 1 on, then statement_step() until it says 0, statement_reset(); statement_close() is
 *            legal on a zeroed one.
 * Values:    are borrowed until the reset.
 * Errors:    -1 with what SQLite says.  ERR_LIMIT: busy, or the disk is full.  ERR_GIT is never
 *            used; damage is ERR_SYSTEM and remembered by the journal (journal_close() puts the
 *            file aside).
 */
#ifndef TTA_STORE_STATEMENT_H
#define TTA_STORE_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct journal;
struct oid;
struct sqlite3_stmt;

struct statement {
	struct journal *journal;
	struct sqlite3_stmt *sql;
};

int statement_open(
	struct statement *out, struct journal *j, const char *sql, struct error *err) TTA_MUST_USE;
void statement_close(struct statement *s);
void statement_int(struct statement *s, int column, int64_t value);
void statement_text(struct statement *s, int column, const char *value); /* NULL is NULL */
void statement_blob(struct statement *s, int column, const void *data, size_t len);
void statement_oid(struct statement *s, int column, const struct oid *id); /* size 0 is NULL */
/* The same as a list, from column 1 on. */
struct statement_value {
	enum { VALUE_INT, VALUE_TEXT, VALUE_BLOB, VALUE_OID } kind;
	int64_t number; /* VALUE_INT; VALUE_BLOB: its bytes */
	const void *data;
};
#define VALUE_OF_INT(n) ((struct statement_value){VALUE_INT, (int64_t)(n), NULL})
#define VALUE_OF_TEXT(t) ((struct statement_value){VALUE_TEXT, 0, (t)})
#define VALUE_OF_BLOB(d, n) ((struct statement_value){VALUE_BLOB, (int64_t)(n), (d)})
#define VALUE_OF_OID(id) ((struct statement_value){VALUE_OID, 0, (id)})

/* 1: a row is there; 0: there is none, or no more; -1. */
int statement_step(struct statement *s, struct error *err) TTA_MUST_USE;
void statement_reset(struct statement *s);

/* Of the row that is there; columns from 0 on. */
int64_t statement_get_int(struct statement *s, int column);
/* NULL for NULL; copied. */
const char *statement_get_text(struct statement *s, int column, struct arena *mem);
void statement_get_oid(struct oid *out, struct statement *s, int column);

/* Opens it with those values and steps once; to be closed whatever it says. */
int statement_first(struct statement *out, struct journal *j, const char *sql,
	const struct statement_value *v, size_t n, struct error *err) TTA_MUST_USE;
/* The same of one that gives no rows, whole. */
int statement_do(struct journal *j, const char *sql, const struct statement_value *v, size_t n,
	struct error *err) TTA_MUST_USE;
/* One transaction, in which work() uses the statement as often as it likes. */
int statement_within(struct journal *j, const char *sql, bool is_writing,
	int (*work)(void *ctx, struct statement *s, struct error *err), void *ctx,
	struct error *err) TTA_MUST_USE;
/* Statements without values and rows. */
int statement_run(struct journal *j, const char *sql, struct error *err) TTA_MUST_USE;
/* One number, of a query without values. */
int statement_number(
	int64_t *out, struct journal *j, const char *sql, struct error *err) TTA_MUST_USE;
int64_t statement_last_id(const struct journal *j);

/* A transaction for reading or writing; `end` commits where is_good, else takes all back. */
int statement_begin(struct journal *j, bool is_writing, struct error *err) TTA_MUST_USE;
int statement_end(struct journal *j, bool is_good, struct error *err) TTA_MUST_USE;

#endif

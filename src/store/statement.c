/* SPDX-License-Identifier: MIT */
/* statement -- see statement.h.  The one place that turns SQLite's results into errors. */
#include "store/statement.h"

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "model/oid.h"
#include "store/journal_inside.h"

static int
refuse(struct journal *j, int rc, struct error *err)
{
	const char *what = j->db ? sqlite3_errmsg(j->db) : sqlite3_errstr(rc);

	rc &= 0xff; /* without the extension */
	if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB)
		j->is_damaged = true;
	if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return error_set(err, ERR_LIMIT, "'%s' is busy", j->path);
	return error_set(
		err, rc == SQLITE_FULL ? ERR_LIMIT : ERR_SYSTEM, "'%s': %s", j->path, what);
}

int
statement_open(struct statement *out, struct journal *j, const char *sql, struct error *err)
{
	int rc;

	*out = (struct statement){.journal = j};
	rc = sqlite3_prepare_v2(j->db, sql, -1, &out->sql, NULL);
	return rc == SQLITE_OK ? 0 : refuse(j, rc, err);
}

void
statement_close(struct statement *s)
{
	sqlite3_finalize(s->sql); /* NULL is fine */
	s->sql = NULL;
}

void
statement_int(struct statement *s, int column, int64_t value)
{
	sqlite3_bind_int64(s->sql, column, value);
}

void
statement_text(struct statement *s, int column, const char *value)
{
	sqlite3_bind_text(s->sql, column, value, -1, SQLITE_STATIC);
}

void
statement_blob(struct statement *s, int column, const void *data, size_t len)
{
	sqlite3_bind_blob64(s->sql, column, data, len, SQLITE_STATIC);
}

void
statement_oid(struct statement *s, int column, const struct oid *id)
{
	if (id && id->size)
		statement_blob(s, column, id->bytes, id->size);
	else
		sqlite3_bind_null(s->sql, column);
}

int
statement_step(struct statement *s, struct error *err)
{
	int rc = sqlite3_step(s->sql);

	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : refuse(s->journal, rc, err);
}

static void
bind(struct statement *s, int column, const struct statement_value *v)
{
	if (v->kind == VALUE_INT)
		statement_int(s, column, v->number);
	else if (v->kind == VALUE_TEXT)
		statement_text(s, column, v->data);
	else if (v->kind == VALUE_BLOB)
		statement_blob(s, column, v->data, (size_t)v->number);
	else
		statement_oid(s, column, v->data);
}

int
statement_first(struct statement *out, struct journal *j, const char *sql,
	const struct statement_value *v, size_t n, struct error *err)
{
	if (statement_open(out, j, sql, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		bind(out, (int)i + 1, &v[i]);
	return statement_step(out, err);
}

int
statement_do(struct journal *j, const char *sql, const struct statement_value *v, size_t n,
	struct error *err)
{
	struct statement s;
	int rc = statement_first(&s, j, sql, v, n, err);

	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
statement_within(struct journal *j, const char *sql, bool is_writing,
	int (*work)(void *ctx, struct statement *s, struct error *err), void *ctx,
	struct error *err)
{
	struct statement s;
	int rc = -1;

	if (statement_begin(j, is_writing, err) < 0)
		return -1;
	if (statement_open(&s, j, sql, err) == 0)
		rc = work(ctx, &s, err);
	statement_close(&s);
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

void
statement_reset(struct statement *s)
{
	sqlite3_reset(s->sql);
	sqlite3_clear_bindings(s->sql);
}

int64_t
statement_get_int(struct statement *s, int column)
{
	return sqlite3_column_int64(s->sql, column);
}

const char *
statement_get_text(struct statement *s, int column, struct arena *mem)
{
	const unsigned char *text = sqlite3_column_text(s->sql, column);

	return text ? arena_strdup(mem, (const char *)text) : NULL;
}

void
statement_get_oid(struct oid *out, struct statement *s, int column)
{
	const void *data = sqlite3_column_blob(s->sql, column);
	int n = sqlite3_column_bytes(s->sql, column);

	*out = (struct oid){0};
	if (!data || n <= 0 || n > OID_MAX)
		return;
	out->size = (unsigned char)n;
	memcpy(out->bytes, data, (size_t)n);
}

int
statement_run(struct journal *j, const char *sql, struct error *err)
{
	int rc = sqlite3_exec(j->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : refuse(j, rc, err);
}

int
statement_number(int64_t *out, struct journal *j, const char *sql, struct error *err)
{
	struct statement s;
	int rc;

	if (statement_open(&s, j, sql, err) < 0)
		return -1;
	rc = statement_step(&s, err);
	*out = rc > 0 ? statement_get_int(&s, 0) : 0;
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int64_t
statement_last_id(const struct journal *j)
{
	return sqlite3_last_insert_rowid(j->db);
}

int
statement_begin(struct journal *j, bool is_writing, struct error *err)
{
	return statement_run(j, is_writing ? "BEGIN IMMEDIATE" : "BEGIN", err);
}

int
statement_end(struct journal *j, bool is_good, struct error *err)
{
	struct error ignored;

	if (is_good && statement_run(j, "COMMIT", err) == 0)
		return 0;
	if (statement_run(j, "ROLLBACK", &ignored) < 0 && is_good)
		return -1; /* SQLite has taken it back itself */
	return is_good ? -1 : 0;
}

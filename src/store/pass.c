/* SPDX-License-Identifier: MIT */
/* pass -- see pass.h. */
#include "store/pass.h"

#include "store/statement.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

static int
find_each(struct pass *v, size_t n, struct statement *s, struct error *err)
{
	for (size_t i = 0; i < n; i++) {
		int rc;

		statement_blob(s, 1, v[i].key, PASS_KEY_BYTES);
		rc = statement_step(s, err);
		if (rc < 0)
			return -1;
		v[i].is_there = rc > 0;
		if (rc > 0) {
			v[i].ended_ms = statement_get_int(s, 0);
			v[i].took_ms = statement_get_int(s, 1);
			v[i].used_ms = statement_get_int(s, 2);
		}
		statement_reset(s);
	}
	return 0;
}

int
pass_find(struct pass *v, size_t n, struct journal *j, struct error *err)
{
	struct statement s;
	int rc = -1;

	if (n == 0)
		return 0;
	if (statement_begin(j, false, err) < 0)
		return -1;
	if (statement_open(&s, j, "SELECT ended, took, used FROM pass WHERE key = ?", err) == 0)
		rc = find_each(v, n, &s, err);
	statement_close(&s);
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

int
pass_add(struct journal *j, const struct pass *p, const char *job, struct error *err)
{
	struct statement s;
	int rc = -1;

	if (statement_open(&s, j,
		    "INSERT OR REPLACE INTO pass (key, job, ended, took, used, measures) "
		    "VALUES (?1, ?2, ?3, ?4, ?3, ?5)",
		    err) == 0) {
		statement_blob(&s, 1, p->key, PASS_KEY_BYTES);
		statement_text(&s, 2, job);
		statement_int(&s, 3, p->ended_ms);
		statement_int(&s, 4, p->took_ms);
		statement_text(&s, 5, p->measures);
		rc = statement_step(&s, err);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
pass_measures(const char **out, struct journal *j, const struct pass *p, struct arena *mem,
	struct error *err)
{
	struct statement s;
	int rc = -1;

	*out = NULL;
	if (statement_open(&s, j, "SELECT measures FROM pass WHERE key = ?", err) == 0) {
		statement_blob(&s, 1, p->key, PASS_KEY_BYTES);
		rc = statement_step(&s, err);
		if (rc > 0)
			*out = statement_get_text(&s, 0, mem);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
pass_drop(struct journal *j, const struct pass *p, struct error *err)
{
	struct statement s;
	int rc = -1;

	if (statement_open(&s, j, "DELETE FROM pass WHERE key = ?", err) == 0) {
		statement_blob(&s, 1, p->key, PASS_KEY_BYTES);
		rc = statement_step(&s, err);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

static bool
is_stale(const struct pass *p, int64_t now_ms)
{
	return p->is_there && (p->used_ms < now_ms - DAY_MS || p->used_ms > now_ms);
}

static int
touch_each(struct statement *s, const struct pass *v, size_t n, int64_t now_ms, struct error *err)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_stale(&v[i], now_ms))
			continue;
		statement_int(s, 1, now_ms);
		statement_blob(s, 2, v[i].key, PASS_KEY_BYTES);
		if (statement_step(s, err) < 0)
			return -1;
		statement_reset(s);
	}
	return 0;
}

int
pass_touch(struct journal *j, const struct pass *v, size_t n, int64_t now_ms, struct error *err)
{
	struct statement s;
	size_t stale = 0;
	int rc = -1;

	for (size_t i = 0; i < n; i++)
		stale += is_stale(&v[i], now_ms);
	if (stale == 0)
		return 0;
	if (statement_begin(j, true, err) < 0)
		return -1;
	if (statement_open(&s, j, "UPDATE pass SET used = ? WHERE key = ?", err) == 0)
		rc = touch_each(&s, v, n, now_ms, err);
	statement_close(&s);
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

int
pass_forget(size_t *n, struct journal *j, const char *job, struct error *err)
{
	struct statement s;
	int64_t gone = 0;
	int rc = -1;

	*n = 0;
	if (statement_begin(j, true, err) < 0)
		return -1;
	if (statement_open(&s, j, "DELETE FROM pass WHERE ?1 IS NULL OR job = ?1", err) == 0) {
		statement_text(&s, 1, job);
		rc = statement_step(&s, err);
	}
	statement_close(&s);
	if (rc == 0)
		rc = statement_number(&gone, j, "SELECT changes()", err);
	*n = (size_t)gone;
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

int
pass_count(struct pass_count *out, struct journal *j, struct error *err)
{
	int64_t passes, pages, size;

	if (statement_number(&passes, j, "SELECT count(*) FROM pass", err) < 0 ||
		statement_number(&out->oldest_ms, j, "SELECT min(ended) FROM pass", err) < 0 ||
		statement_number(&pages, j, "PRAGMA page_count", err) < 0 ||
		statement_number(&size, j, "PRAGMA page_size", err) < 0)
		return -1;
	out->passes = (size_t)passes;
	out->bytes = pages * size;
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* pass -- see pass.h. */
#include "store/pass.h"

#include "base/arena.h"
#include "store/statement.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

struct finding {
	struct pass *v;
	size_t n;
};

static int
find_each(void *ctx, struct statement *s, struct error *err)
{
	const struct finding *f = ctx;

	for (size_t i = 0; i < f->n; i++) {
		struct pass *p = &f->v[i];
		int rc;

		statement_blob(s, 1, p->key, PASS_KEY_BYTES);
		rc = statement_step(s, err);
		if (rc < 0)
			return -1;
		p->is_there = rc > 0;
		if (rc > 0) {
			p->ended_ms = statement_get_int(s, 0);
			p->took_ms = statement_get_int(s, 1);
			p->used_ms = statement_get_int(s, 2);
		}
		statement_reset(s);
	}
	return 0;
}

int
pass_find(struct pass *v, size_t n, struct journal *j, struct error *err)
{
	struct finding f = {.v = v, .n = n};

	if (n == 0)
		return 0;
	return statement_within(
		j, "SELECT ended, took, used FROM pass WHERE key = ?", false, find_each, &f, err);
}

int
pass_add(struct journal *j, const struct pass *p, const char *job, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_BLOB(p->key, PASS_KEY_BYTES),
		VALUE_OF_TEXT(job), VALUE_OF_INT(p->ended_ms), VALUE_OF_INT(p->took_ms),
		VALUE_OF_TEXT(p->measures)};

	return statement_do(j,
		"INSERT OR REPLACE INTO pass (key, job, ended, took, used, measures) "
		"VALUES (?1, ?2, ?3, ?4, ?3, ?5)",
		v, countof(v), err);
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
	const struct statement_value v[] = {VALUE_OF_BLOB(p->key, PASS_KEY_BYTES)};

	return statement_do(j, "DELETE FROM pass WHERE key = ?", v, countof(v), err);
}

static bool
is_stale(const struct pass *p, int64_t now_ms)
{
	return p->is_there && (p->used_ms < now_ms - DAY_MS || p->used_ms > now_ms);
}

struct touching {
	const struct pass *v;
	size_t n;
	int64_t now_ms;
};

static int
touch_each(void *ctx, struct statement *s, struct error *err)
{
	const struct touching *t = ctx;

	for (size_t i = 0; i < t->n; i++) {
		if (!is_stale(&t->v[i], t->now_ms))
			continue;
		statement_int(s, 1, t->now_ms);
		statement_blob(s, 2, t->v[i].key, PASS_KEY_BYTES);
		if (statement_step(s, err) < 0)
			return -1;
		statement_reset(s);
	}
	return 0;
}

int
pass_touch(struct journal *j, const struct pass *v, size_t n, int64_t now_ms, struct error *err)
{
	struct touching t = {.v = v, .n = n, .now_ms = now_ms};
	size_t stale = 0;

	for (size_t i = 0; i < n; i++)
		stale += is_stale(&v[i], now_ms);
	if (stale == 0)
		return 0;
	return statement_within(
		j, "UPDATE pass SET used = ? WHERE key = ?", true, touch_each, &t, err);
}

int
pass_forget(size_t *n, struct journal *j, const char *job, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_TEXT(job)};
	int64_t gone = 0;
	int rc;

	*n = 0;
	if (statement_begin(j, true, err) < 0)
		return -1;
	rc = statement_do(j, "DELETE FROM pass WHERE ?1 IS NULL OR job = ?1", v, countof(v), err);
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

/* SPDX-License-Identifier: MIT */
/* bypass -- see bypass.h. */
#include "store/bypass.h"

#include "base/arena.h"
#include "store/statement.h"

struct adding {
	const struct bypass *v;
	size_t n;
};

static int
add_each(void *ctx, struct statement *s, struct error *err)
{
	const struct bypass *v = ((const struct adding *)ctx)->v;

	for (size_t i = 0; i < ((const struct adding *)ctx)->n; i++) {
		statement_int(s, 1, v[i].at_ms);
		statement_text(s, 2, v[i].kind);
		statement_text(s, 3, v[i].event);
		statement_text(s, 4, v[i].subject);
		statement_oid(s, 5, &v[i].commit);
		statement_text(s, 6, v[i].branch);
		statement_text(s, 7, v[i].reason);
		statement_text(s, 8, v[i].who);
		if (statement_step(s, err) < 0)
			return -1;
		statement_reset(s);
	}
	return 0;
}

int
bypass_add(struct journal *j, const struct bypass *v, size_t n, struct error *err)
{
	struct adding a = {.v = v, .n = n};

	if (n == 0)
		return 0;
	return statement_within(j,
		"INSERT INTO bypass (at, kind, event, subject, commit_id, branch, reason, who)"
		" SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?5 IS NULL OR NOT EXISTS"
		" (SELECT 1 FROM bypass WHERE commit_id = ?5 AND kind = ?2)",
		true, add_each, &a, err);
}

int
bypass_has(
	bool *out, struct journal *j, const char *kind, const struct oid *commit, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_OID(commit), VALUE_OF_TEXT(kind)};
	struct statement s;
	int rc;

	rc = statement_first(&s, j, "SELECT 1 FROM bypass WHERE commit_id = ? AND kind = ? LIMIT 1",
		v, countof(v), err);
	statement_close(&s);
	*out = rc > 0;
	return rc < 0 ? -1 : 0;
}

static void
get(struct bypass *out, struct statement *s, struct arena *mem)
{
	*out = (struct bypass){
		.at_ms = statement_get_int(s, 0),
		.kind = statement_get_text(s, 1, mem),
		.event = statement_get_text(s, 2, mem),
		.subject = statement_get_text(s, 3, mem),
		.branch = statement_get_text(s, 5, mem),
		.reason = statement_get_text(s, 6, mem),
		.who = statement_get_text(s, 7, mem),
	};
	statement_get_oid(&out->commit, s, 4);
}

int
bypass_list(
	struct bypasses *out, struct journal *j, size_t most, struct arena *mem, struct error *err)
{
	struct statement s;
	int rc = -1;

	*out = (struct bypasses){0};
	if (statement_open(&s, j,
		    "SELECT at, kind, event, subject, commit_id, branch, reason, who FROM bypass "
		    "ORDER BY id DESC LIMIT ?",
		    err) == 0) {
		statement_int(&s, 1, (int64_t)most);
		while ((rc = statement_step(&s, err)) > 0) {
			out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
			get(&out->v[out->n++], &s, mem);
		}
	}
	statement_close(&s);
	return rc;
}

/* SPDX-License-Identifier: MIT */
/* history -- see history.h. */
#include "store/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/statement.h"

static int
add_run(struct journal *j, const struct history_run *run, struct error *err)
{
	const struct statement_value v[] = {
		VALUE_OF_INT(run->began_ms),
		VALUE_OF_INT(run->took_ms),
		VALUE_OF_TEXT(run->event),
		VALUE_OF_TEXT(run->what),
		VALUE_OF_TEXT(run->branch),
		VALUE_OF_TEXT(run->worktree),
		VALUE_OF_OID(&run->tree),
		VALUE_OF_OID(&run->head),
		VALUE_OF_INT(run->status),
		VALUE_OF_INT(run->files),
		VALUE_OF_TEXT(run->reason),
		VALUE_OF_TEXT(run->version),
		VALUE_OF_INT(run->is_narrow),
	};

	return statement_do(j,
		"INSERT INTO run (began, took, event, what, branch, worktree, tree, head, status, "
		"files, reason, version, is_narrow) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
		v, countof(v), err);
}

static void
bind_job(struct statement *s, int64_t run, size_t seq, const struct history_job *job)
{
	statement_int(s, 1, run);
	statement_int(s, 2, (int64_t)seq);
	statement_text(s, 3, job->job);
	statement_text(s, 4, job->gate);
	statement_text(s, 5, job->component);
	statement_text(s, 6, job->target);
	statement_text(s, 7, job->verdict);
	statement_int(s, 8, job->is_cached);
	statement_int(s, 9, job->is_warning);
	statement_int(s, 10, job->took_ms);
	statement_int(s, 11, job->attempts);
	statement_int(s, 12, (int64_t)job->files);
	statement_int(s, 13, (int64_t)job->findings);
	statement_text(s, 14, job->why);
	if (job->has_key)
		statement_blob(s, 15, job->key, PASS_KEY_BYTES);
	statement_text(s, 16, job->parts);
	statement_int(s, 17, job->is_cut);
	statement_text(s, 18, job->measures);
}

static int
add_jobs(struct journal *j, const struct history_run *run, struct error *err)
{
	struct statement s;
	int64_t id = statement_last_id(j);
	int rc;

	rc = statement_open(
		&s, j, "INSERT INTO job VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", err);
	for (size_t i = 0; rc == 0 && i < run->njobs; i++) {
		bind_job(&s, id, i, &run->jobs[i]);
		rc = statement_step(&s, err);
		statement_reset(&s);
	}
	statement_close(&s);
	return rc;
}

int
history_add(struct journal *j, const struct history_run *run, struct error *err)
{
	int rc;

	if (statement_begin(j, true, err) < 0)
		return -1;
	rc = add_run(j, run, err);
	if (rc == 0)
		rc = add_jobs(j, run, err);
	return statement_end(j, rc == 0, err) < 0 ? -1 : rc;
}

static void
get_run(struct history_run *out, struct statement *s, struct arena *mem)
{
	*out = (struct history_run){
		.id = statement_get_int(s, 0),
		.began_ms = statement_get_int(s, 1),
		.took_ms = statement_get_int(s, 2),
		.event = statement_get_text(s, 3, mem),
		.what = statement_get_text(s, 4, mem),
		.branch = statement_get_text(s, 5, mem),
		.worktree = statement_get_text(s, 6, mem),
		.status = (int)statement_get_int(s, 9),
		.files = (size_t)statement_get_int(s, 10),
		.reason = statement_get_text(s, 11, mem),
		.version = statement_get_text(s, 12, mem),
		.is_narrow = statement_get_int(s, 13) != 0,
		.nran = (size_t)statement_get_int(s, 14),
		.ncached = (size_t)statement_get_int(s, 15),
	};
	statement_get_oid(&out->tree, s, 7);
	statement_get_oid(&out->head, s, 8);
}

#define RAN "verdict IN ('pass', 'fail', 'warn', 'broken')"

int
history_runs(struct history_runs *out, struct journal *j, size_t most, struct arena *mem,
	struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_INT(most)};
	struct statement s;
	int rc;

	*out = (struct history_runs){0};
	rc = statement_first(&s, j,
		"SELECT id, began, took, event, what, branch, worktree, tree, head, status, "
		"files, reason, version, is_narrow, "
		"(SELECT count(*) FROM job WHERE run = id AND is_cached = 0 AND " RAN "), "
		"(SELECT count(*) FROM job WHERE run = id AND is_cached <> 0) "
		"FROM run ORDER BY id DESC LIMIT ?",
		v, countof(v), err);
	for (; rc > 0; rc = statement_step(&s, err)) {
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		get_run(&out->v[out->n++], &s, mem);
	}
	statement_close(&s);
	return rc;
}

#define JOB_COLUMNS                                                                                \
	"job, gate, component, target, verdict, is_cached, is_warning, job.took, attempts, "       \
	"job.files, findings, why, key, parts, is_cut, measures"

static void
get_job(struct history_job *out, struct statement *s, struct arena *mem)
{
	struct oid key;

	*out = (struct history_job){
		.job = statement_get_text(s, 0, mem),
		.gate = statement_get_text(s, 1, mem),
		.component = statement_get_text(s, 2, mem),
		.target = statement_get_text(s, 3, mem),
		.verdict = statement_get_text(s, 4, mem),
		.is_cached = statement_get_int(s, 5) != 0,
		.is_warning = statement_get_int(s, 6) != 0,
		.took_ms = statement_get_int(s, 7),
		.attempts = (int)statement_get_int(s, 8),
		.files = (size_t)statement_get_int(s, 9),
		.findings = (size_t)statement_get_int(s, 10),
		.why = statement_get_text(s, 11, mem),
		.parts = statement_get_text(s, 13, mem),
		.is_cut = statement_get_int(s, 14) != 0,
		.measures = statement_get_text(s, 15, mem),
	};
	statement_get_oid(&key, s, 12);
	out->has_key = key.size == PASS_KEY_BYTES;
	memcpy(out->key, key.bytes, PASS_KEY_BYTES);
}

int
history_jobs(struct history_run *run, struct journal *j, struct arena *mem, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_INT(run->id)};
	struct statement s;
	size_t cap = 0;
	int rc = statement_first(&s, j,
		"SELECT " JOB_COLUMNS " FROM job WHERE run = ? ORDER BY seq", v, countof(v), err);

	run->jobs = NULL;
	run->njobs = 0;
	for (; rc > 0; rc = statement_step(&s, err)) {
		run->jobs = arena_grow(mem, run->jobs, run->njobs, &cap, sizeof(*run->jobs));
		get_job(&run->jobs[run->njobs++], &s, mem);
	}
	statement_close(&s);
	return rc;
}

int
history_last(struct history_job *out, bool *found, struct journal *j, const char *job,
	struct arena *mem, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_TEXT(job)};
	struct statement s;
	int rc = statement_first(&s, j,
		"SELECT " JOB_COLUMNS ", run.began + run.took, run.tree "
		"FROM job JOIN run ON run.id = job.run WHERE job = ? AND is_cached = 0 AND "
		"parts IS NOT NULL ORDER BY job.run DESC LIMIT 1",
		v, countof(v), err);

	*found = false;
	if (rc > 0) {
		get_job(out, &s, mem);
		out->ended_ms = statement_get_int(&s, 16);
		statement_get_oid(&out->tree, &s, 17);
		*found = true;
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
history_latest(struct history_latest *out, struct journal *j, struct arena *mem, struct error *err)
{
	struct statement s;
	int rc = -1;

	*out = (struct history_latest){0};
	if (statement_open(&s, j,
		    "SELECT " JOB_COLUMNS ", run.began + run.took, run.tree "
		    "FROM job JOIN run ON run.id = job.run JOIN "
		    "(SELECT job AS name, max(run) AS last FROM job "
		    "WHERE verdict IN ('pass', 'fail', 'warn', 'broken') GROUP BY job) "
		    "ON job = name AND job.run = last ORDER BY job",
		    err) == 0) {
		while ((rc = statement_step(&s, err)) > 0) {
			struct history_job job;

			get_job(&job, &s, mem);
			job.ended_ms = statement_get_int(&s, 16);
			statement_get_oid(&job.tree, &s, 17);
			out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
			out->v[out->n++] = job;
		}
	}
	statement_close(&s);
	return rc;
}

const struct history_job *
history_latest_find(const struct history_latest *list, const char *job)
{
	size_t low = 0, high = list->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(list->v[middle].job, job);

		if (order == 0)
			return &list->v[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

int
history_has_tree(
	bool *out, struct journal *j, const struct oid *tree, const char *event, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_OID(tree), VALUE_OF_TEXT(event)};
	struct statement s;
	int rc = statement_first(&s, j,
		"SELECT 1 FROM run WHERE tree = ?1 AND (?2 IS NULL OR event = ?2) AND "
		"status = 0 AND is_narrow = 0 LIMIT 1",
		v, countof(v), err);

	statement_close(&s);
	*out = rc > 0;
	return rc < 0 ? -1 : 0;
}

int
history_savings(struct history_savings *out, struct journal *j, size_t most, struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_INT(most)};
	struct statement s;
	int rc = statement_first(&s, j,
		"SELECT count(DISTINCT run), sum(is_cached = 0), sum(is_cached <> 0), "
		"sum(took * (is_cached <> 0)) FROM job WHERE " RAN " AND run IN "
		"(SELECT id FROM run ORDER BY id DESC LIMIT ?)",
		v, countof(v), err);

	*out = (struct history_savings){0};
	if (rc > 0) {
		out->runs = (size_t)statement_get_int(&s, 0);
		out->ran = (size_t)statement_get_int(&s, 1);
		out->cached = (size_t)statement_get_int(&s, 2);
		out->saved_ms = statement_get_int(&s, 3);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

#define HISTORY_ROWS (2 * HISTORY_SAMPLE) /* that are looked at, for a sample */

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Of one that took so long over so many files. */
static int64_t
share(int64_t took_ms, int64_t files, size_t now)
{
	if (now == 0 || files <= 0 || (int64_t)now >= files)
		return took_ms;
	return (int64_t)((double)took_ms * (double)now / (double)files);
}

/* What was cut short tells nothing of how long it takes; that the budget cut it is no failure. */
static int
guess(struct history_guess *out, struct statement *s, struct error *err)
{
	int64_t took[HISTORY_SAMPLE];
	bool has_last = false;
	size_t n = 0;
	int rc;

	out->likely_ms = -1;
	out->failed_last = false;
	statement_text(s, 1, out->job);
	statement_int(s, 2, HISTORY_ROWS);
	while ((rc = statement_step(s, err)) > 0) {
		bool is_broken = statement_get_int(s, 1), is_no = statement_get_int(s, 2),
		     is_cut = statement_get_int(s, 3);

		if (!has_last && !(is_broken && is_cut)) {
			out->failed_last = is_broken || is_no;
			has_last = true;
		}
		if (!is_broken && !is_cut && n < HISTORY_SAMPLE)
			took[n++] =
				share(statement_get_int(s, 0), statement_get_int(s, 4), out->files);
	}
	statement_reset(s);
	if (n) {
		qsort(took, n, sizeof(*took), by_size);
		out->likely_ms = took[n / 2];
	}
	return rc;
}

struct guessing {
	struct history_guess *v;
	size_t n;
};

static int
guess_each(void *ctx, struct statement *s, struct error *err)
{
	const struct guessing *g = ctx;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->n; i++)
		rc = guess(&g->v[i], s, err);
	return rc;
}

int
history_guess(struct history_guess *v, size_t n, struct journal *j, struct error *err)
{
	struct guessing g = {.v = v, .n = n};

	if (n == 0)
		return 0;
	return statement_within(j,
		"SELECT took, verdict = 'broken', verdict = 'fail', is_cut, files FROM job "
		"WHERE job = ? AND is_cached = 0 AND attempts > 0 AND " RAN
		" ORDER BY run DESC LIMIT ?",
		false, guess_each, &g, err);
}

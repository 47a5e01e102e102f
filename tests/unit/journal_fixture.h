/* SPDX-License-Identifier: MIT */
/*
 * journal_fixture -- a journal in a folder of its own for each test, and what is put into it.
 *
 *	row(a_test) in the list of tests: state is a struct place.
 */
#ifndef TTA_JOURNAL_FIXTURE_H
#define TTA_JOURNAL_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/pass.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
#define NOW_MS ((int64_t)1700000000000)

struct place {
	struct arena *mem;
	const char *dir, *file;
	const char *said;
	struct error err;
};

static inline int
setup(void **state)
{
	struct arena *mem = arena_new();
	struct place *p = arena_alloc(mem, 1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");

	p->mem = mem;
	p->dir = fs_temp_dir(tmp ? tmp : "/tmp", mem, &p->err);
	assert_non_null(p->dir);
	p->file = path_join(p->dir, JOURNAL_FILE, mem);
	*state = p;
	return 0;
}

static inline int
teardown(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_remove_tree(p->dir, &p->err), 0);
	arena_free(p->mem);
	return 0;
}

static inline struct journal *
open_it(struct place *p)
{
	struct journal *j;

	if (journal_open(&j, &p->said, p->dir, p->mem, &p->err) < 0)
		fail_msg("%s", p->err.msg);
	return j;
}

static inline struct pass
a_pass(unsigned n)
{
	struct pass p = {.ended_ms = NOW_MS, .took_ms = 12};

	memcpy(p.key, &n, sizeof(n));
	return p;
}

static inline void
add_passes(struct place *p, struct journal *j, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		struct pass pass = a_pass(i);

		if (pass_add(j, &pass, "lint@core", &p->err) < 0)
			fail_msg("%s", p->err.msg);
	}
}

static inline size_t
passes_in(struct place *p)
{
	struct journal *j = open_it(p);
	struct pass_count count;

	assert_int_equal(pass_count(&count, j, &p->err), 0);
	journal_close(j);
	return count.passes;
}

static const struct history_job jobs[] = {
	{.job = "lint@core",
		.gate = "lint",
		.component = "core",
		.target = "staging",
		.verdict = "pass",
		.took_ms = 30,
		.attempts = 1,
		.files = 4,
		.has_key = true,
		.key = {1, 2, 3},
		.parts = "files 0123\ntool 4567\n"},
	{.job = "types",
		.gate = "types",
		.target = "staging",
		.verdict = "fail",
		.took_ms = 900,
		.attempts = 2,
		.findings = 3,
		.why = "exit 1"},
};

static inline void
add_run(struct place *p, struct journal *j, int64_t began_ms, int status, int64_t took_ms,
	const char *verdict)
{
	struct history_job v[2] = {jobs[0], jobs[1]};
	struct history_run run = {.began_ms = began_ms,
		.took_ms = 1000,
		.event = "pre-commit",
		.what = "staged",
		.branch = "main",
		.worktree = "/w",
		.version = "1",
		.status = status,
		.files = 4,
		.jobs = v,
		.njobs = 2};

	run.tree.size = 20;
	run.tree.bytes[0] = (unsigned char)status;
	v[0].took_ms = took_ms;
	v[0].verdict = verdict;
	if (history_add(j, &run, &p->err) < 0)
		fail_msg("%s", p->err.msg);
}

#define row(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif

/* SPDX-License-Identifier: MIT */
/* gates_fixture -- judging files out of a table by a built-in, and mending them. */
#ifndef TTA_TESTS_GATES_FIXTURE_H
#define TTA_TESTS_GATES_FIXTURE_H

#include "test.h"

#include "base/strs.h"
#include "gates/registry.h"
#include "model/builtin.h"
#include "tree_fixture.h"

#define ROWS 8

struct judged {
	struct arena *mem;
	struct findings found;
	struct error err;
	int rc;
};

/* Judges the rows with `given` set, all as added, or as changed where is_old. */
static void
judge_rows(struct judged *out, const char *id, const char *args, const struct tree_row *rows,
	bool is_old)
{
	struct tree_fixture fixture = {.rows = rows};
	const struct blob_source tree = tree_fixture_source(&fixture);
	const struct builtin *b = builtin_find(id);
	struct change changes[ROWS];
	struct strs words = {0};
	struct builtin_input in = {.v = changes, .tree = &tree, .args = &words};

	assert_non_null(b);
	*out = (struct judged){.mem = arena_new()};
	strs_split(&words, args, out->mem);
	for (size_t i = 0; rows[i].path; i++) {
		struct tree_entry e = tree_fixture_entry(rows[i].path, rows[i].mode, i);

		assert_true(i < ROWS);
		changes[in.n++] = (struct change){.path = rows[i].path,
			.kind = is_old ? 'M' : 'A',
			.new = {.mode = e.mode, .id = e.id},
			.old = {.mode = is_old ? MODE_FILE : 0}};
	}
	out->rc = b->judge(&out->found, &in, out->mem, &out->err);
}

/* "PATH:LINE TEXT" of each finding, or "error: MESSAGE". */
static const char *
told(const struct judged *j)
{
	const char *s = "";

	if (j->rc < 0)
		return arena_printf(j->mem, "error: %s", j->err.msg);
	for (size_t i = 0; i < j->found.n; i++) {
		const struct finding *f = &j->found.v[i];

		s = arena_printf(
			j->mem, "%s%s%s:%d %s", s, i ? "; " : "", f->path, f->line, f->text);
	}
	return s;
}

static void
expect(const char *id, const char *args, const struct tree_row *rows, const char *wanted)
{
	struct judged j;

	judge_rows(&j, id, args, rows, false);
	if (strcmp(told(&j), wanted) != 0)
		fail_msg("%s %s: '%s', not '%s'", id, args, told(&j), wanted);
	arena_free(j.mem);
}

struct content_row {
	const char *args, *path, *content, *wanted;
};

static inline void
expect_all(const char *id, const struct content_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct tree_row tree[] = {{rows[i].path, rows[i].content, 0}, {0}};

		expect(id, rows[i].args, tree, rows[i].wanted);
	}
}

/* What its fixer makes of a file. */
static inline const char *
mended(const char *id, const char *args, const char *path, const char *content, struct arena *mem)
{
	const struct builtin *b = builtin_find(id);
	const struct change file = {.path = path, .new = {.mode = MODE_FILE}};
	const struct blob in = {.data = content, .len = strlen(content)};
	struct strs words = {0};
	const struct builtin_fix_input input = {.file = &file, .blob = &in, .args = &words};
	struct blob out;
	struct error err;

	strs_split(&words, args, mem);
	if (b->fix(&out, &input, mem, &err) < 0)
		return arena_printf(mem, "error: %s", err.msg);
	return arena_strndup(mem, out.data, out.len);
}

#endif

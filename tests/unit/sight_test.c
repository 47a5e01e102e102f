/* SPDX-License-Identifier: MIT */
/* sight: a change in what a view shows changes the digest, one outside does not. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/evidence/sight.h"
#include "model/plan/pattern.h"
#include "model/plan/view.h"
#include "tree_fixture.h"

/* Ids come from the row's number, so a row put in the place of another has another id. */
static const struct tree_row base[] = {
	{"a/one.py", "", 0},
	{"a/two.py", "", 0},
	{"b/x.py", "", 0},
	{"b/deep/y.py", "", 0},
	{"conf.ini", "", 0},
	{"docs/index.md", "", 0},
	{0},
};

struct change {
	size_t row;
	struct tree_row now; /* path NULL: the row goes */
};

static struct view
view_of(struct patterns lists[2], const char *near, const char *inputs, const char *ignored,
	struct arena *mem)
{
	struct view v = {.name = "x", .is_whole = !near};
	struct error err;

	memset(lists, 0, 2 * sizeof(*lists));
	if (near)
		strs_split(&v.near, near, mem);
	if (inputs) {
		assert_int_equal(patterns_add(&lists[0], inputs, 0, mem, &err), 0);
		v.inputs = &lists[0];
	}
	if (ignored) {
		assert_int_equal(patterns_add(&lists[1], ignored, 0, mem, &err), 0);
		v.ignored = &lists[1];
	}
	return v;
}

static void
digest(unsigned char out[SIGHT_BYTES], const struct view *v, const struct change *change,
	struct arena *mem)
{
	struct tree_row rows[countof(base)];
	struct tree_fixture f = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&f);
	struct error err;

	memcpy(rows, base, sizeof(base));
	if (change && change->now.path)
		rows[change->row] = change->now;
	else if (change)
		memmove(&rows[change->row], &rows[change->row + 1],
			(countof(base) - change->row - 1) * sizeof(*rows));
	assert_int_equal(sight_digest(out, v, &tree, mem, &err), 0);
}

static void
what_is_shown_counts(void **state)
{
	static const struct {
		const char *near, *inputs, *ignored;
		struct change change;
		bool differs;
	} cases[] = {
		/* a mode, a name, a file that goes; of the last file, so that no other id moves */
		{NULL, NULL, NULL, {4, {"conf.ini", "", MODE_EXECUTABLE}}, true},
		{NULL, NULL, NULL, {5, {"other/index.md", "", 0}}, true},
		{NULL, NULL, NULL, {5, {0}}, true},
		{NULL, NULL, "docs/", {5, {0}}, false},
		{NULL, NULL, "a/", {5, {0}}, true},
		{"a", NULL, NULL, {5, {0}}, false},
		{"a", NULL, NULL, {4, {"conf.ini", "", MODE_EXECUTABLE}}, true},
		{"a", NULL, NULL, {3, {"b/deep/y.py", "", MODE_EXECUTABLE}}, false},
		{"a", "docs/*.md", NULL, {5, {"docs/index.md", "", MODE_EXECUTABLE}}, true},
		{"a", "docs/*.md", NULL, {5, {"docs/index.txt", "", 0}}, true},
		{"a", "docs/*.rst", NULL, {5, {0}}, false},
		{"a", "docs/*.rst", NULL, {5, {"docs/.gitattributes", "", 0}}, true},
		{"a", NULL, NULL, {5, {"docs/.gitattributes", "", 0}}, false},
		{"b/deep", NULL, NULL, {2, {"b/x.py", "", MODE_EXECUTABLE}}, true},
		{"b/deep", NULL, NULL, {1, {"a/two.py", "", MODE_EXECUTABLE}}, false},
		{"b/deep/y.py", NULL, NULL, {3, {"b/deep/y.py", "", MODE_EXECUTABLE}}, true},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct patterns lists[2];
		struct view v =
			view_of(lists, cases[i].near, cases[i].inputs, cases[i].ignored, mem);
		unsigned char before[SIGHT_BYTES], now[SIGHT_BYTES];

		digest(before, &v, NULL, mem);
		digest(now, &v, &cases[i].change, mem);
		if ((memcmp(before, now, SIGHT_BYTES) != 0) != cases[i].differs)
			fail_msg("case %zu", i);
		patterns_release(&lists[0]);
		patterns_release(&lists[1]);
	}
	arena_free(mem);
}

static void
a_folder_that_cannot_be_read_is_an_error(void **state)
{
	struct arena *mem = arena_new();
	struct tree_fixture f = {.rows = base, .broken = "b"};
	struct blob_source tree = tree_fixture_source(&f);
	struct patterns none[2];
	struct view v = view_of(none, "b/deep", NULL, NULL, mem);
	unsigned char out[SIGHT_BYTES];
	struct error err;

	(void)state;
	assert_int_equal(sight_digest(out, &v, &tree, mem, &err), -1);
	arena_free(mem);
}

static void
whole_folders_are_not_looked_into(void **state)
{
	struct arena *mem = arena_new();
	struct tree_fixture f = {.rows = base};
	struct blob_source tree = tree_fixture_source(&f);
	struct patterns none[2];
	struct view v = view_of(none, "a b", NULL, NULL, mem);
	unsigned char out[SIGHT_BYTES];
	struct error err;

	(void)state;
	assert_int_equal(sight_digest(out, &v, &tree, mem, &err), 0);
	assert_int_equal(f.nlist, 1);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_shown_counts),
		cmocka_unit_test(a_folder_that_cannot_be_read_is_an_error),
		cmocka_unit_test(whole_folders_are_not_looked_into),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

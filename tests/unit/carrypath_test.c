/* SPDX-License-Identifier: MIT */
/* carrypath -- wildcards in the folders of `carry`. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/config/carrypath.h"
#include "tree_fixture.h"

static const struct tree_row rows[] = {
	{"packages/a/x.js", "", 0},
	{"packages/b-1/deep/y.js", "", 0},
	{"packages/.hidden/z.js", "", 0},
	{"packages/file", "", 0},
	{"other/a/x.js", "", 0},
	{0},
};

static void
folders_are_those_of_the_tree(void **state)
{
	static const struct {
		const char *path, *wanted;
	} cases[] = {
		{"packages/*/node_modules", "packages/.hidden/node_modules packages/a/node_modules "
					    "packages/b-1/node_modules"},
		{"packages/b-?/.venv", "packages/b-1/.venv"},
		{"*/a/node_modules", "other/a/node_modules packages/a/node_modules"},
		{"packages/*/deep/nm",
			"packages/.hidden/deep/nm packages/a/deep/nm packages/b-1/deep/nm"},
		{"packages/?/*/nm", ""},
		{"none/*/nm", ""},
		{"*/*/deep/*/nm", ""},
	};
	struct tree_fixture fixture = {.rows = rows};
	const struct blob_source tree = tree_fixture_source(&fixture);
	struct arena *mem = arena_new();
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct strs found = {0};

		assert_true(carrypath_is_wild(cases[i].path));
		assert_int_equal(carrypath_expand(&found, cases[i].path, &tree, mem, &err), 0);
		assert_string_equal(strs_join(&found, " ", mem), cases[i].wanted);
	}
	arena_free(mem);
}

static void
what_cannot_be_told_is_an_error(void **state)
{
	struct tree_fixture fixture = {.rows = rows, .broken = "packages"};
	const struct blob_source tree = tree_fixture_source(&fixture);
	struct arena *mem = arena_new();
	struct strs found = {0};
	struct error err;

	(void)state;
	assert_int_equal(carrypath_expand(&found, "packages/*/nm", &tree, mem, &err), -1);
	assert_int_equal(carrypath_expand(&found, "packages/a/*", &tree, mem, &err), -1);
	assert_string_equal(
		err.msg, "carry: 'packages/a/*' ends in a wildcard; name what is carried");
	assert_false(carrypath_is_wild("packages/[a]/node_modules"));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_are_those_of_the_tree),
		cmocka_unit_test(what_cannot_be_told_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

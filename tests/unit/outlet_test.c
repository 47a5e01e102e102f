/* SPDX-License-Identifier: MIT */
/* outlet: which committed links lead out of the repository, and who is shown one. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/evidence/outlet.h"
#include "model/plan/view.h"
#include "tree_fixture.h"

static void
what_leads_out(void **state)
{
	static const struct {
		const char *path, *text;
		bool is_out;
	} rows[] = {
		{"link", "/etc/hosts", true},
		{"link", "file", false},
		{"link", "./file", false},
		{"link", "", false},
		{"link", "..", true},
		{"link", "../file", true},
		{"link", "..file", false},
		{"a/link", "../file", false},
		{"a/link", "..", false},
		{"a/link", "../../file", true},
		{"a/b/link", "../..//../file", true},
		{"a/b/link", ".././../c", false},
		{"a/link", "b/../c", true}, /* b may be a link to the root */
		{"a/link", "../.git/HEAD", true},
		{"link", ".git", true},
		{"a/link", ".git/x", false}, /* no folder of git's: it cannot be in a tree */
		{"link", ".gitignore", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		if (outlet_is(rows[i].path, rows[i].text) != rows[i].is_out)
			fail_msg("%s -> %s", rows[i].path, rows[i].text);
	}
}

static void
only_one_that_is_shown_is_found(void **state)
{
	static const struct tree_row rows[] = {{"a/f", "", 0}, {"a/in/link", "/etc", MODE_SYMLINK},
		{"b/f", "", 0}, {"b/link", "../a/f", MODE_SYMLINK}, {"c/text", "/etc", 0}, {0}};
	static const struct {
		const char *near, *found;
	} views[] = {{"a", "a/in/link"}, {"b c", NULL}, {NULL, "a/in/link"}};
	struct tree_fixture f = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&f);
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(views); i++) {
		struct view v = {.name = "x", .is_whole = !views[i].near};
		const char *found;
		struct error err;

		if (views[i].near)
			strs_split(&v.near, views[i].near, mem);
		assert_int_equal(outlet_find(&found, &v, &tree, mem, &err), 0);
		if (views[i].found)
			assert_string_equal(found, views[i].found);
		else
			assert_null(found);
	}
	arena_free(mem);
}

static void
one_that_cannot_be_read_is_an_error(void **state)
{
	static const struct tree_row rows[] = {{"a/link", NULL, MODE_SYMLINK}, {0}};
	struct tree_fixture f = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&f);
	struct arena *mem = arena_new();
	struct view whole = {.name = "x", .is_whole = true};
	const char *found;
	struct error err;

	(void)state;
	assert_int_equal(outlet_find(&found, &whole, &tree, mem, &err), -1);
	f.broken = "a";
	assert_int_equal(outlet_find(&found, &whole, &tree, mem, &err), -1);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_leads_out),
		cmocka_unit_test(only_one_that_is_shown_is_found),
		cmocka_unit_test(one_that_cannot_be_read_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

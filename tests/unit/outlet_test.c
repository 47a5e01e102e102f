/* SPDX-License-Identifier: MIT */
/* outlet, links: which committed links lead out of the repository, and who is shown one. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/evidence/links.h"
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

static int
find(const char **path, const struct view *v, const struct blob_source *tree, struct arena *mem)
{
	struct links links;
	struct error err;

	if (links_find(&links, tree, v, NULL, NULL, mem, &err) < 0)
		return -1;
	return outlet_find(path, &links.v, v, tree, mem, &err);
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

		if (views[i].near)
			strs_split(&v.near, views[i].near, mem);
		assert_int_equal(find(&found, &v, &tree, mem), 0);
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

	(void)state;
	assert_int_equal(find(&found, &whole, &tree, mem), -1);
	f.broken = "a";
	assert_int_equal(find(&found, &whole, &tree, mem), -1);
	arena_free(mem);
}

static void
folders_that_are_the_same_are_not_looked_into(void **state)
{
	static const struct tree_row before[] = {{"a/f", "", 0}, {"a/in/link", "x", MODE_SYMLINK},
		{"a.b/link", "x", MODE_SYMLINK}, {"aa/link", "x", MODE_SYMLINK}, {"b/f", "", 0},
		{"b/link", "x", MODE_SYMLINK}, {"c", "", 0}, {"m/f", "", 0}, {0}};
	static const struct tree_row after[] = {{"a/f", "", 0}, {"a/in/link", "x", MODE_SYMLINK},
		{"a.b/link", "x", MODE_SYMLINK}, {"c/link", "x", MODE_SYMLINK}, {"d/f", "", 0},
		{"e", "x", MODE_SYMLINK}, {"m/link", "x", MODE_SYMLINK}, {0}};
	const char *all = "a.b/link a/in/link aa/link b/link";
	const char *want = "a.b/link a/in/link c/link e m/link";
	struct tree_fixture f = {.rows = before}, g = {.rows = after};
	struct blob_source tree = tree_fixture_source(&f), other = tree_fixture_source(&g);
	struct view whole = {.name = "x", .is_whole = true}, part = {.name = "y"};
	struct arena *mem = arena_new();
	struct links known, found;
	struct strs read;
	struct error err;

	(void)state;
	assert_int_equal(links_find(&known, &tree, &whole, NULL, NULL, mem, &err), 0);
	assert_true(known.is_whole);
	assert_string_equal(strs_join(&known.v, " ", mem), all);
	links_read(&read, links_text(&known.v, mem), mem);
	assert_string_equal(strs_join(&read, " ", mem), all);

	assert_int_equal(links_find(&found, &other, &whole, &tree, &read, mem, &err), 0);
	assert_string_equal(strs_join(&found.v, " ", mem), want);
	assert_int_equal(g.nlist, 4); /* the root, c, d, m */

	strs_split(&part.near, "a d", mem);
	assert_int_equal(links_find(&found, &other, &part, NULL, NULL, mem, &err), 0);
	assert_false(found.is_whole);
	assert_string_equal(strs_join(&found.v, " ", mem), "a/in/link e");
	arena_free(mem);
}

static void
too_many_links_are_no_text(void **state)
{
	struct arena *mem = arena_new();
	struct strs links = {0}, read;

	(void)state;
	assert_string_equal(links_text(&links, mem), "");
	links_read(&read, "", mem);
	assert_int_equal(read.n, 0);
	for (int i = 0; i < 10000; i++)
		strs_add(&links, arena_printf(mem, "%d", i), mem);
	assert_null(links_text(&links, mem));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_leads_out),
		cmocka_unit_test(only_one_that_is_shown_is_found),
		cmocka_unit_test(folders_that_are_the_same_are_not_looked_into),
		cmocka_unit_test(too_many_links_are_no_text),
		cmocka_unit_test(one_that_cannot_be_read_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

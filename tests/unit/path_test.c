/* SPDX-License-Identifier: MIT */
/* path_test -- paths as bytes. */
#include "test.h"

#include "base/arena.h"
#include "base/path.h"

static void
base_and_dir_part_at_the_last_slash(void **state)
{
	static const struct {
		const char *path, *base, *dir;
	} rows[] = {
		{"a", "a", ""},
		{"a/b", "b", "a"},
		{"a/b/c.d", "c.d", "a/b"},
		{"/a", "a", "/"},
		{"/", "", "/"},
		{"//a", "a", "/"},
		{"a//b", "b", "a"},
		{"a/", "", "a"},
		{"", "", ""},
		{"\xff/\n", "\n", "\xff"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		assert_string_equal(path_base(rows[i].path), rows[i].base);
		assert_string_equal(path_dir(rows[i].path, mem), rows[i].dir);
	}
	arena_free(mem);
}

static void
join_puts_one_slash_between(void **state)
{
	static const struct {
		const char *dir, *name, *path;
	} rows[] = {
		{"a", "b", "a/b"},
		{"a/", "b", "a/b"},
		{"", "b", "b"},
		{"a", "", "a"},
		{"", "", ""},
		{"/", "b", "/b"},
		{"a", "/b", "/b"},
		{"", "/b", "/b"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(path_join(rows[i].dir, rows[i].name, mem), rows[i].path);
	arena_free(mem);
}

static void
below_counts_whole_components(void **state)
{
	static const struct {
		const char *path, *dir;
		bool is_below;
	} rows[] = {
		{"a/b", "a", true},
		{"a/b", "a/", true},
		{"a/b", "a//", true},
		{"a", "a", true},
		{"a", "a/", true},
		{"ab", "a", false},
		{"b/a", "a", false},
		{"a", "a/b", false},
		{"a", "", true},
		{"", "", true},
		{"", "a", false},
		{"/a", "/", true},
		{"a", "/", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		if (path_is_below(rows[i].path, rows[i].dir) != rows[i].is_below)
			fail_msg("'%s' below '%s'", rows[i].path, rows[i].dir);
	}
}

static void
clean_leaves_what_counts(void **state)
{
	static const struct {
		const char *path, *clean;
	} rows[] = {
		{"a", "a"},
		{"./a", "a"},
		{"a/./b", "a/b"},
		{"a//b///c/", "a/b/c"},
		{"a/../b", "b"},
		{"a/b/../../c", "c"},
		{"a/b/..", "a"},
		{"a/..", ""},
		{".", ""},
		{"", ""},
		{"..", NULL},
		{"../a", NULL},
		{"a/../../b", NULL},
		{"a/../..", NULL},
		{"/", "/"},
		{"//", "/"},
		{"/..", "/"},
		{"/../a/../../b", "/b"},
		{"/a/./b/", "/a/b"},
		{"...", "..."},
		{".a/..b", ".a/..b"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		char *clean = path_clean(rows[i].path, mem);

		if (!rows[i].clean)
			assert_null(clean);
		else
			assert_string_equal(clean, rows[i].clean);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_and_dir_part_at_the_last_slash),
		cmocka_unit_test(join_puts_one_slash_between),
		cmocka_unit_test(below_counts_whole_components),
		cmocka_unit_test(clean_leaves_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

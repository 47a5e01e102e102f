/* SPDX-License-Identifier: MIT */
/* linemap_test -- lines found again by a diff, and diffs that are none. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/linemap.h"

#define HEAD "diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n"

static const struct {
	const char *name, *diff;
	size_t nhunks;
	int lines[8]; /* old, new, old, new, ...; 0 ends */
} cases[] = {
	{"no difference", "", 0, {1, 1, 99, 99}},
	{"a mode", "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n", 1, {7, 7}},
	{"binary", HEAD "Binary files a/f and b/f differ\n", 1, {1, 1}},
	{"a line added", HEAD "@@ -1,3 +1,4 @@\n a\n+b\n c\n d\n", 1, {1, 1, 2, 3, 3, 4, 50, 51}},
	{"at the start", HEAD "@@ -0,0 +1,2 @@\n+a\n+b\n", 1, {1, 3, 2, 4}},
	{"in front, no context", HEAD "@@ -4,0 +5 @@ int main\n+x\n", 1, {4, 4, 5, 6}},
	{"a line gone", HEAD "@@ -1,3 +1,2 @@\n a\n-b\n c\n", 1, {1, 1, 2, -1, 3, 2}},
	{"all gone", HEAD "@@ -1,2 +0,0 @@\n-a\n-b\n", 1, {1, -1, 2, -1}},
	{"a line changed", HEAD "@@ -2 +2 @@\n-b\n+c\n", 1, {1, 1, 2, -1, 3, 3}},
	{"two hunks", HEAD "@@ -2 +2,3 @@\n-b\n+c\n+d\n+e\n@@ -9,2 +11 @@ @@\n-x\n y\n", 2,
		{3, 5, 9, -1, 10, 11, 11, 12}},
	{"content like headers", HEAD "@@ -1,3 +1,3 @@\n-@@ -7,7 +9,9 @@\n+-- x\n --- a\n @@\n", 1,
		{1, -1, 2, 2, 9, 9}},
	{"no newline at the end",
		HEAD "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end\n", 1,
		{1, -1, 2, 2}},
	{"an empty line of context", HEAD "@@ -1,2 +1,3 @@\n\n+x\n b\n", 1, {1, 1, 2, 3}},
	{"another type: gone, and new", HEAD "@@ -1 +0,0 @@\n-a\n" HEAD "@@ -0,0 +1 @@\n+b\n", 2,
		{1, -1}},
};

static void
lines_are_found(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct linemap m;
		struct error err;

		if (linemap_read(&m, cases[i].diff, strlen(cases[i].diff), mem, &err) < 0)
			fail_msg("%s: %s", cases[i].name, err.msg);
		if (m.nhunks != cases[i].nhunks)
			fail_msg("%s: %zu hunks", cases[i].name, m.nhunks);
		for (size_t k = 0; k + 1 < countof(cases[i].lines) && cases[i].lines[k]; k += 2) {
			int want = cases[i].lines[k + 1], got = linemap_find(&m, cases[i].lines[k]);

			if (got != (want < 0 ? 0 : want))
				fail_msg(
					"%s: line %d is %d", cases[i].name, cases[i].lines[k], got);
		}
	}
	arena_free(mem);
}

static void
changes_are_whole(void **state)
{
	static const char diff[] = HEAD "@@ -1,4 +1,5 @@\n a\n-b\n-c\n+x\n+y\n+z\n d\n";
	struct arena *mem = arena_new();
	struct linemap m;
	struct error err;

	(void)state;
	assert_int_equal(linemap_read(&m, diff, sizeof(diff) - 1, mem, &err), 0);
	assert_int_equal(m.n, 1);
	assert_int_equal(m.v[0].old_first, 2);
	assert_int_equal(m.v[0].nold, 2);
	assert_int_equal(m.v[0].new_first, 2);
	assert_int_equal(m.v[0].nnew, 3);
	arena_free(mem);
}

static void
what_is_none_is_refused(void **state)
{
	static const char *const wrong[] = {
		"@@ -1,3 +1,4 @@\n a\n",
		"@@ -1 +1 @@\n-a\n-b\n+c\n",
		"@@ -1 +1 @@\n-a\n+b\n+c\n+d\n@@ -x +1 @@\n",
		"@@ -1,1\n",
		"@@ -1 1 @@\n",
		"@@ -1 +1\n-a\n+b\n",
		"@@ -99999999999 +1 @@\n",
		"@@ -1 +1 @@\n?\n",
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(wrong); i++) {
		struct linemap m;
		struct error err;

		if (linemap_read(&m, wrong[i], strlen(wrong[i]), mem, &err) == 0)
			fail_msg("%s", wrong[i]);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_found),
		cmocka_unit_test(changes_are_whole),
		cmocka_unit_test(what_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

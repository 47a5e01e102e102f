/* SPDX-License-Identifier: MIT */
/* processors_test -- the limits of control groups, of both versions, wherever above us they stand.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/processors.h"

#define FILES_MAX 4

static const struct {
	const char *groups;
	const char *files[FILES_MAX][2]; /* below the root, and what is in it */
	size_t allowed;
} rows[] = {
	{"0::/\n", {{"cpu.max", "200000 100000\n"}}, 2},
	{"0::/\n", {{"cpu.max", "150000 100000\n"}}, 2},
	{"0::/\n", {{"cpu.max", "20000 100000\n"}}, 1},
	{"0::/\n", {{"cpu.max", "max 100000\n"}}, 0},
	{"0::/\n", {{"cpu.max", ""}}, 0},
	{"0::/\n", {{"cpu.max", "100000 0\n"}}, 0},
	{"0::/\n", {{NULL, NULL}}, 0},
	{"", {{"cpu.max", "100000 100000\n"}}, 0},
	{"nonsense\n\n:\n", {{"cpu.max", "100000 100000\n"}}, 0},
	/* ours and those above it: the least of them */
	{"0::/a/b\n", {{"a/b/cpu.max", "max 100000\n"}, {"a/cpu.max", "300000 100000\n"}}, 3},
	{"0::/a/b\n", {{"a/b/cpu.max", "400000 100000\n"}, {"a/cpu.max", "300000 100000\n"}}, 3},
	{"0::/a/b\n", {{"a/b/cpu.max", "100000 50000\n"}, {"a/cpu.max", "300000 100000\n"}}, 2},
	/* the host's path in a container, whose own group is the root */
	{"0::/docker/0123\n", {{"cpu.max", "500000 100000\n"}}, 5},
	{"4:memory:/m\n3:cpu,cpuacct:/docker/0123\n0::/\n",
		{{"cpu,cpuacct/cpu.cfs_quota_us", "250000\n"},
			{"cpu,cpuacct/cpu.cfs_period_us", "100000\n"}},
		3},
	{"1:cpu:/x\n",
		{{"cpu/x/cpu.cfs_quota_us", "100000\n"}, {"cpu/x/cpu.cfs_period_us", "100000\n"}},
		1},
	{"1:cpu:/x\n",
		{{"cpu/x/cpu.cfs_quota_us", "-1\n"}, {"cpu/x/cpu.cfs_period_us", "100000\n"}}, 0},
	{"1:cpu:/x\n", {{"cpu/x/cpu.cfs_quota_us", "100000\n"}}, 0},
	{"1:cpuset:/x\n",
		{{"cpu/x/cpu.cfs_quota_us", "100000\n"}, {"cpu/x/cpu.cfs_period_us", "100000\n"}},
		0},
	/* both versions at once */
	{"1:cpu:/\n0::/u\n",
		{{"cpu/cpu.cfs_quota_us", "700000\n"}, {"cpu/cpu.cfs_period_us", "100000\n"},
			{"unified/u/cpu.max", "600000 100000\n"}},
		6},
};

static void
groups_of_both_versions_are_read(void **state)
{
	const char *temp = getenv("TMPDIR");

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		struct error err = {0};
		char *root = fs_temp_dir(temp ? temp : "/tmp", mem, &err);

		assert_non_null(root);
		for (size_t k = 0; k < FILES_MAX && rows[i].files[k][0]; k++) {
			const char *path = path_join(root, rows[i].files[k][0], mem);
			const char *text = rows[i].files[k][1];

			assert_int_equal(fs_mkdirs(path_dir(path, mem), 0755, &err), 0);
			assert_int_equal(fs_write(path, text, strlen(text), 0644, &err), 0);
		}
		if (processors_allowed(rows[i].groups, root) != rows[i].allowed)
			fail_msg("row %zu: %zu, not %zu", i,
				processors_allowed(rows[i].groups, root), rows[i].allowed);
		assert_int_equal(fs_remove_tree(root, &err), 0);
		arena_free(mem);
	}
}

static void
there_is_always_one(void **state)
{
	(void)state;
	assert_true(processors_count() >= 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_of_both_versions_are_read),
		cmocka_unit_test(there_is_always_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

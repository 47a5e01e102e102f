/* SPDX-License-Identifier: MIT */
/* weed_test -- what stays and what goes, by a list; names that begin like others among them. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/judged/index.h"
#include "git/snapshot/weed.h"

static struct index_entry wanted[] = {
	{.path = "a", .mode = 0100644},
	{.path = "b-c/x", .mode = 0100644},
	{.path = "b/x", .mode = 0100644},
	{.path = "b0/x", .mode = 0100644},
	{.path = "empty/"},
	{.path = "mod", .mode = 0160000},
};

/* '/' at the end makes a folder, '|' a FIFO, '@' a symlink to /etc; where it stays, 's'. */
static const struct {
	const char *path;
	char fate;
} rows[] = {
	{"a", 's'},
	{"b/x", 's'},
	{"b-c/x", 's'},
	{"b0/x", 's'},
	{"b/y", 'g'},
	{"b/fifo|", 'g'},
	{"b/etc@", 'g'},
	{"b/.git/HEAD", 'g'},
	{"b/.git/", 'g'},
	{".git/HEAD", 's'},
	{"bb/x", 'g'},
	{"bb/", 'g'},
	{"none/", 'g'},
	{"empty/", 's'},
	{"mod/x", 'g'},
	{"mod/", 's'},
	{"b/.cache/x", 's'},
	{".cache/x/y", 's'},
	{"new/.cache/x", 'g'},
	{"new/", 'g'},
	{"out/kept/x", 's'},
	{"out/other/x", 'g'},
	{"out/other/", 'g'},
	{"way/to/nothing", 'g'},
	{"way/", 'g'},
	{"b/one.tmp", 's'},
	{"b/one.tmpx", 'g'},
};

static void
make(const char *root, const char *row, struct arena *mem)
{
	char *path = path_join(root, row, mem);
	char *last = path + strlen(path) - 1, kind = *last;
	struct error err;

	if (strchr("/|@", kind))
		*last = '\0';
	if (kind == '/') {
		assert_int_equal(fs_mkdirs(path, 0755, &err), 0);
		return;
	}
	assert_int_equal(fs_mkdirs(path_dir(path, mem), 0755, &err), 0);
	if (kind == '|')
		assert_int_equal(mkfifo(path, 0600), 0);
	else if (kind == '@')
		assert_int_equal(symlink("/etc", path), 0);
	else
		assert_int_equal(fs_write(path, "", 0, 0644, &err), 0);
}

static void
rows_stay_or_go(void **state)
{
	static const char *const names[] = {".cache/", "out/kept", "way/to/some", "*.tmp"};
	struct arena *mem = arena_new();
	const struct weed_list list = {.v = wanted, .n = countof(wanted)};
	struct strs keep = {0};
	struct error err;
	char *root = fs_temp_dir("/tmp", mem, &err);

	(void)state;
	for (size_t i = 0; i < countof(names); i++)
		strs_add(&keep, names[i], mem);
	for (size_t i = 0; i < countof(rows); i++)
		make(root, rows[i].path, mem);
	assert_int_equal(chmod(path_join(root, "b0", mem), 0555), 0);
	assert_int_equal(weed_by_list(root, &list, &keep, mem, &err), 0);
	for (size_t i = 0; i < countof(rows); i++) {
		char *path = path_join(root, rows[i].path, mem);

		path[strcspn(path, "|@")] = '\0';
		if (fs_exists(path) != (rows[i].fate == 's'))
			fail_msg("%s", rows[i].path);
	}
	assert_int_equal(fs_remove_tree(root, &err), 0);
	arena_free(mem);
}

static void
kinds_are_set_right(void **state)
{
	struct arena *mem = arena_new();
	const struct weed_list list = {.v = wanted, .n = countof(wanted)};
	const struct strs keep = {0};
	struct error err;
	char *root = fs_temp_dir("/tmp", mem, &err);

	(void)state;
	make(root, "a/folder/x", mem); /* a file is wanted */
	make(root, "b", mem);          /* a folder is */
	make(root, "b0@", mem);
	make(root, "mod@", mem);
	assert_int_equal(weed_by_list(root, &list, &keep, mem, &err), 0);
	assert_int_equal(rmdir(root), 0); /* so nothing was left, and nothing followed */
	assert_true(fs_is_dir("/etc"));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stay_or_go),
		cmocka_unit_test(kinds_are_set_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

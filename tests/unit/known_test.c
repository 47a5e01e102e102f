/* SPDX-License-Identifier: MIT */
/* known_test -- what is kept comes back whole, for its key alone, or not at all. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/snapshot/foldersize.h"
#include "git/snapshot/known.h"

struct place {
	struct arena *mem;
	const char *top, *file;
};

static void
place_open(struct place *p)
{
	struct error err;

	p->mem = arena_new();
	p->top = fs_temp_dir("/tmp", p->mem, &err);
	assert_non_null(p->top);
	p->file = path_join(p->top, "file", p->mem);
}

static void
place_close(struct place *p)
{
	struct error err;

	assert_int_equal(fs_remove_tree(p->top, &err), 0);
	arena_free(p->mem);
}

static const char data[] = "one\0\0two\0\1\2\3"; /* and its NUL */

static void
comes_back_for_its_key(void **state)
{
	const char bytes[4] = {1, 2, 3, 0};
	struct place p;
	struct known k;
	char got[4];

	(void)state;
	place_open(&p);
	assert_null(known_find(p.file, "key", p.mem).at);
	known_keep(p.file, "key", data, sizeof(data), p.mem);
	k = known_find(p.file, "key", p.mem);
	assert_string_equal(known_take_text(&k), "one");
	assert_string_equal(known_take_text(&k), "");
	assert_string_equal(known_take_text(&k), "two");
	assert_true(known_take(&k, got, sizeof(got)));
	assert_memory_equal(got, bytes, sizeof(bytes));
	assert_false(known_take(&k, got, 1));
	assert_null(known_take_text(&k));
	assert_null(known_find(p.file, "keY", p.mem).at);
	assert_null(known_find(p.file, "key1", p.mem).at);
	assert_null(known_find(p.file, "", p.mem).at);
	known_keep(p.file, "", "", 0, p.mem);
	k = known_find(p.file, "", p.mem);
	assert_non_null(k.at);
	assert_null(known_take_text(&k));
	assert_null(known_find(p.file, "key", p.mem).at);
	place_close(&p);
}

static void
nowhere_keeps_nothing(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	known_keep(NULL, "key", data, sizeof(data), mem);
	assert_null(known_find(NULL, "key", mem).at);
	known_keep("/nonexistent/folder/file", "key", data, sizeof(data), mem);
	assert_null(known_find("/nonexistent/folder/file", "key", mem).at);
	arena_free(mem);
}

static void
a_part_of_it_is_none(void **state)
{
	struct error err;
	struct place p;
	char *text;
	size_t len;

	(void)state;
	place_open(&p);
	known_keep(p.file, "key", data, sizeof(data), p.mem);
	assert_int_equal(fs_read(&text, &len, p.file, 4096, p.mem, &err), 0);
	for (size_t n = 0; n < len; n++) {
		assert_int_equal(fs_write(p.file, text, n, 0600, &err), 0);
		assert_null(known_find(p.file, "key", p.mem).at);
	}
	text[len] = 'x'; /* in place of the NUL behind it */
	assert_int_equal(fs_write(p.file, text, len + 1, 0600, &err), 0);
	assert_null(known_find(p.file, "key", p.mem).at);
	for (size_t i = 0; i + sizeof(data) < len; i++) { /* another boot, key, length, version */
		text[i] ^= 1;
		assert_int_equal(fs_write(p.file, text, len, 0600, &err), 0);
		assert_null(known_find(p.file, "key", p.mem).at);
		text[i] ^= 1;
	}
	assert_int_equal(fs_write(p.file, text, len, 0600, &err), 0);
	assert_non_null(known_find(p.file, "key", p.mem).at);
	place_close(&p);
}

static void
a_stamp_is_settled_after_two_seconds(void **state)
{
	const int64_t s = 1000000000;
	struct fs_stamp stamp = {.ino = 1, .mtime_ns = 99 * s, .ctime_ns = 10 * s};

	(void)state;
	assert_true(
		known_is_settled(&stamp, 13 * s)); /* a time that anybody can set is no matter */
	assert_false(known_is_settled(&stamp, 12 * s));
	assert_false(known_is_settled(&stamp, 10 * s));
	assert_false(known_is_settled(&stamp, 5 * s)); /* the clock was turned back */
	stamp.ino = 0;                                 /* what is not there has no time */
	assert_true(known_is_settled(&stamp, 5 * s));
	assert_true(known_now_ns() > 1600000000 * s);
}

static void
a_folder_is_as_big_as_its_files(void **state)
{
	struct error err;
	struct place p;

	(void)state;
	place_open(&p);
	assert_int_equal(foldersize(p.top), 0);
	assert_int_equal(foldersize(p.file), 0);
	assert_int_equal(fs_write(p.file, "12345", 5, 0600, &err), 0);
	assert_int_equal(foldersize(p.file), 0); /* no folder */
	assert_int_equal(fs_mkdirs(path_join(p.top, "a/b", p.mem), 0700, &err), 0);
	assert_int_equal(fs_write(path_join(p.top, "a/b/.c", p.mem), "123", 3, 0600, &err), 0);
	assert_int_equal(symlink("/", path_join(p.top, "a/root", p.mem)), 0);
	assert_int_equal(mkfifo(path_join(p.top, "a/fifo", p.mem), 0600), 0);
	assert_int_equal(foldersize(p.top), 8);
	place_close(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_for_its_key),
		cmocka_unit_test(nowhere_keeps_nothing),
		cmocka_unit_test(a_part_of_it_is_none),
		cmocka_unit_test(a_stamp_is_settled_after_two_seconds),
		cmocka_unit_test(a_folder_is_as_big_as_its_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* record_test -- what is remembered of a snapshot comes back the same, or not at all. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/snapshot/record.h"

static const unsigned char id[20] = {1, 2, 3};
static unsigned char stat_of_file[INDEX_STAT_LEN] = {9, 8, 7, 6, 5, 4, 3, 2, 1};

struct world {
	struct arena *mem;
	struct shelf shelf;
	struct record_note note;
	const char *folder, *path;
	struct error err;
};

static void
setup(struct world *w)
{
	static struct index_entry entries[] = {
		{.path = "a/b/x", .len = 5, .id = id, .mode = 0100644, .stat = stat_of_file},
		{.path = "a/y", .len = 3, .id = id, .mode = 0100644, .stat = stat_of_file},
	};
	static struct shelf_folder folders[] = {
		{.name = "", .id = id, .entries = 2, .folders = 1, .next = 3},
		{.name = "a",
			.id = id,
			.entries = 2,
			.folders = 1,
			.next = 3,
			.stamp = {.ino = 77, .ctime_ns = 1700000000123456789}},
		{.name = "b",
			.id = id,
			.entries = 1,
			.next = 3,
			.stamp = {.ino = 78, .ctime_ns = -5}},
	};
	const char *temp = getenv("TMPDIR");
	struct shelf_bytes image;

	*w = (struct world){.mem = arena_new()};
	w->shelf = (struct shelf){.v = entries, .n = 2, .folders = folders, .nfolders = 3};
	memset(&w->note, 3, sizeof(w->note));
	w->folder = fs_temp_dir(temp ? temp : "/tmp", w->mem, &w->err);
	assert_non_null(w->folder);
	w->path = path_join(w->folder, "record", w->mem);
	assert_int_equal(shelf_image(&image, &w->shelf, w->mem, &w->err), 0);
	for (int i = 0; i < 2; i++) /* the second one changes places with the first */
		assert_int_equal(
			record_write(w->path, &w->note, image, &w->shelf, w->mem, &w->err), 0);
}

static void
teardown(struct world *w)
{
	assert_int_equal(fs_remove_tree(w->folder, &w->err), 0);
	arena_free(w->mem);
}

static void
comes_back_with_the_stamps_of_its_folders(void **state)
{
	struct record r;
	struct world w;

	(void)state;
	setup(&w);
	record_open(&r, w.path, w.note.surroundings, w.mem);
	assert_non_null(r.image.data);
	assert_memory_equal(&r.note, &w.note, sizeof(w.note));
	assert_int_equal(r.shelf.n, 2);
	assert_string_equal(r.shelf.v[0].path, "a/b/x");
	assert_int_equal(r.shelf.nfolders, 3);
	for (size_t i = 0; i < 3; i++)
		assert_memory_equal(&r.shelf.folders[i].stamp, &w.shelf.folders[i].stamp,
			sizeof(struct shelf_stamp));
	record_close(&r);
	teardown(&w);
}

static void
is_nothing_under_other_surroundings(void **state)
{
	unsigned char other[HASH_MAX] = {0};
	struct record r;
	struct world w;

	(void)state;
	setup(&w);
	record_open(&r, w.path, other, w.mem);
	assert_null(r.image.data);
	assert_int_equal(r.shelf.nfolders, 0);
	record_close(&r);
	record_open(&r, path_join(w.folder, "none", w.mem), w.note.surroundings, w.mem);
	assert_null(r.image.data);
	teardown(&w);
}

/* Every cut, every byte that is another one, and what is behind its end. */
static void
is_whole_or_nothing(void **state)
{
	struct record r = {0};
	struct world w;
	char *text;
	size_t len;

	(void)state;
	setup(&w);
	assert_int_equal(fs_read(&text, &len, w.path, 1 << 20, w.mem, &w.err), 0);
	assert_true(record_read(&r, (const unsigned char *)text, len, w.note.surroundings, w.mem));
	for (size_t n = 0; n < len; n++)
		assert_false(record_read(
			&r, (const unsigned char *)text, n, w.note.surroundings, w.mem));
	assert_false(
		record_read(&r, (const unsigned char *)text, len + 1, w.note.surroundings, w.mem));
	for (size_t i = 0; i < len; i++) {
		text[i] = (char)(text[i] ^ 0x10);
		if (record_read(&r, (const unsigned char *)text, len, w.note.surroundings, w.mem))
			fail_msg("another byte %zu of %zu", i, len);
		text[i] = (char)(text[i] ^ 0x10);
	}
	teardown(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_with_the_stamps_of_its_folders),
		cmocka_unit_test(is_nothing_under_other_surroundings),
		cmocka_unit_test(is_whole_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

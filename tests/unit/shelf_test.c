/* SPDX-License-Identifier: MIT */
/* shelf_test -- an index file is written and read back the same; what is not whole is no shelf. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/path.h"
#include "git/snapshot/shelf.h"

#define ID "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24"
#define NAME_LONG 5000

static const unsigned char *
id(void)
{
	return (const unsigned char *)ID;
}

static void
add(struct shelf *s, const char *path, uint32_t mode, bool is_hidden, const unsigned char *stat,
	struct arena *mem)
{
	s->v = arena_grow(mem, s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = (struct index_entry){.path = path,
		.len = (uint32_t)strlen(path),
		.id = id(),
		.mode = mode,
		.is_hidden = is_hidden,
		.stat = stat};
}

static void
add_folder(struct shelf *s, const char *name, size_t entries, size_t folders, size_t next,
	struct arena *mem)
{
	s->folders = arena_grow(mem, s->folders, s->nfolders, &s->cfolders, sizeof(*s->folders));
	s->folders[s->nfolders++] = (struct shelf_folder){
		.name = name, .id = id(), .entries = entries, .folders = folders, .next = next};
}

static const unsigned char *
some_stat(struct arena *mem)
{
	unsigned char *out = arena_alloc(mem, INDEX_STAT_LEN, 1);
	struct stat st = {.st_ino = 7, .st_size = 5, .st_uid = 1, .st_gid = 2, .st_dev = 3};

	st.st_ctim.tv_sec = 1700000000;
	st.st_ctim.tv_nsec = 5;
	st.st_mtim.tv_sec = 1600000000;
	shelf_stat(out, &st);
	return out;
}

static void
make(struct shelf *s, struct arena *mem)
{
	char *name = arena_alloc(mem, NAME_LONG + 1, 1);

	*s = (struct shelf){0};
	memset(name, 'z', NAME_LONG);
	add(s, "a-b/", SHELF_FOLDER, true, shelf_no_stat, mem);
	add(s, "a.txt", 0100644, false, some_stat(mem), mem);
	add(s, "a/b/x", 0100755, true, shelf_no_stat, mem);
	add(s, "a/due", 0100644, false, NULL, mem);
	add(s, "a/link", 0120000, false, some_stat(mem), mem);
	add(s, "mod", SHELF_SUBMODULE, false, shelf_no_stat, mem);
	add(s, name, 0100644, false, some_stat(mem), mem);
	add_folder(s, "", s->n, 2, 4, mem);
	add_folder(s, "a-b", 1, 0, 2, mem);
	add_folder(s, "a", 3, 1, 4, mem);
	add_folder(s, "b", 1, 0, 4, mem);
}

static void
what_is_written_reads_the_same(void **state)
{
	struct arena *mem = arena_new();
	struct shelf s, got;
	struct shelf_bytes image;
	struct error err;

	(void)state;
	make(&s, mem);
	assert_int_equal(shelf_image(&image, &s, mem, &err), 0);
	assert_int_equal(index_check(image.data, image.len, &err), 0);
	assert_true(shelf_read(&got, image.data, image.len, mem));
	assert_int_equal(got.n, s.n);
	for (size_t i = 0; i < s.n; i++) {
		assert_string_equal(got.v[i].path, s.v[i].path);
		assert_int_equal(got.v[i].len, s.v[i].len);
		assert_int_equal(got.v[i].mode, s.v[i].mode);
		assert_int_equal(got.v[i].is_hidden, s.v[i].is_hidden);
		assert_int_equal(shelf_is_due(&got.v[i]), shelf_is_due(&s.v[i]));
		assert_memory_equal(got.v[i].id, ID, 20);
		assert_true(!s.v[i].stat || shelf_same_stat(got.v[i].stat, s.v[i].stat));
	}
	assert_int_equal(got.nfolders, s.nfolders);
	for (size_t i = 0; i < s.nfolders; i++) {
		assert_string_equal(got.folders[i].name, s.folders[i].name);
		assert_int_equal(got.folders[i].entries, s.folders[i].entries);
		assert_int_equal(got.folders[i].folders, s.folders[i].folders);
		assert_int_equal(got.folders[i].next, s.folders[i].next);
	}
	arena_free(mem);
}

static void
what_is_cut_is_none(void **state)
{
	struct arena *mem = arena_new();
	struct shelf s, got;
	struct shelf_bytes image;
	struct error err;

	(void)state;
	make(&s, mem);
	assert_int_equal(shelf_image(&image, &s, mem, &err), 0);
	for (size_t len = 0; len < image.len; len += len < 700 || len + 300 > image.len ? 1 : 97) {
		unsigned char *copy = malloc(len + 1); /* so that a sanitizer sees its end */

		if (len + 8 == image.len) { /* without the last extension: whole, but for its sum */
			free(copy);
			continue;
		}
		memcpy(copy, image.data, len);
		assert_false(shelf_read(&got, copy, len, mem));
		free(copy);
	}
	arena_free(mem);
}

static void
folders_must_add_up(void **state)
{
	static const struct {
		size_t folder, entries, folders;
	} rows[] = {{0, 6, 2}, {0, 8, 2}, {0, 7, 3}, {0, 7, 1}, {1, 9, 0}, {2, 7, 1}, {3, 4, 0},
		{3, 1, 1}};
	struct arena *mem = arena_new();
	struct shelf s, got;
	struct shelf_bytes image;
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		make(&s, mem);
		s.folders[rows[i].folder].entries = rows[i].entries;
		s.folders[rows[i].folder].folders = rows[i].folders;
		assert_int_equal(shelf_image(&image, &s, mem, &err), 0);
		if (shelf_read(&got, image.data, image.len, mem))
			fail_msg("row %zu", i);
	}
	arena_free(mem);
}

static void
paths_are_found_from_anywhere(void **state)
{
	static const struct {
		const char *path;
		size_t from, at;
	} rows[] = {{"", 0, 0}, {"a-b/", 0, 0}, {"a.txt", 0, 1}, {"a.txt", 1, 1}, {"a.u", 0, 2},
		{"a/", 0, 2}, {"a/due", 2, 3}, {"b", 0, 5}, {"zzzz", 3, 6}, {"~", 0, 7},
		{"x", 7, 7}, {"a", 4, 4}};
	struct arena *mem = arena_new();
	struct shelf s;

	(void)state;
	make(&s, mem);
	for (size_t i = 0; i < countof(rows); i++)
		assert_int_equal(shelf_find(&s, rows[i].from, rows[i].path), rows[i].at);
	arena_free(mem);
}

static void
every_change_of_a_file_shows(void **state)
{
	unsigned char one[INDEX_STAT_LEN], two[INDEX_STAT_LEN];
	struct stat st = {.st_ino = 1}, other;

	(void)state;
	shelf_stat(one, &st);
	shelf_stat(two, &st);
	assert_true(shelf_same_stat(one, two));
#define SHOWS(member, is_seen)                                                                     \
	other = st;                                                                                \
	other.member = 9;                                                                          \
	shelf_stat(two, &other);                                                                   \
	assert_int_equal(shelf_same_stat(one, two), !(is_seen))
	SHOWS(st_ctim.tv_sec, true);
	SHOWS(st_ctim.tv_nsec, true);
	SHOWS(st_mtim.tv_sec, true);
	SHOWS(st_mtim.tv_nsec, true);
	SHOWS(st_ino, true);
	SHOWS(st_uid, true);
	SHOWS(st_gid, true);
	SHOWS(st_size, true);
	SHOWS(st_dev, false);
#undef SHOWS
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_the_same),
		cmocka_unit_test(what_is_cut_is_none),
		cmocka_unit_test(folders_must_add_up),
		cmocka_unit_test(paths_are_found_from_anywhere),
		cmocka_unit_test(every_change_of_a_file_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

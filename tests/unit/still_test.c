/* SPDX-License-Identifier: MIT */
/* still_test -- a folder is still as long as nothing in it or below it is another, and no longer.
 */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/snapshot/shelf.h"
#include "git/snapshot/still.h"
#include "git/snapshot/tick.h"

enum { ROOT, A, A_B, C, D, HIDDEN, FOLDERS };

static const char *const paths[] = {
	"a/b/one", "a/b/two", "a/three", "c/four", "d/five", "hidden/", "top"};
static const struct {
	const char *name, *path;
	size_t entries, folders, next;
} folders[FOLDERS] = {
	[ROOT] = {"", NULL, 7, 4, 6},
	[A] = {"a", "a", 3, 1, 3},
	[A_B] = {"b", "a/b", 2, 0, 3},
	[C] = {"c", "c", 1, 0, 4},
	[D] = {"d", "d", 1, 0, 5},
	[HIDDEN] = {"hidden", NULL, 1, 0, 6},
};

struct scene {
	struct arena *mem;
	char *root;
	int fd;
	struct shelf shelf;
};

static void
make_file(const struct scene *s, const char *path)
{
	struct error err;

	assert_int_equal(fs_write(path_join(s->root, path, s->mem), "x\n", 2, 0644, &err), 0);
}

static struct stat
look_at(const struct scene *s, const char *path)
{
	struct stat st;

	assert_int_equal(fstatat(s->fd, path, &st, AT_SYMLINK_NOFOLLOW), 0);
	return st;
}

static void
add_entry(struct scene *s, const char *path)
{
	size_t len = strlen(path);
	bool is_hidden = path[len - 1] == '/';
	unsigned char *now = arena_alloc(s->mem, INDEX_STAT_LEN, 1);
	struct stat st;

	if (!is_hidden) {
		make_file(s, path);
		st = look_at(s, path);
		shelf_stat(now, &st);
	}
	s->shelf.v[s->shelf.n++] = (struct index_entry){.path = path,
		.len = (uint32_t)len,
		.mode = is_hidden ? SHELF_FOLDER : 0100644,
		.is_hidden = is_hidden,
		.stat = now};
}

static void
begin(struct scene *s)
{
	struct error err;

	*s = (struct scene){.mem = arena_new()};
	s->root = fs_temp_dir("/tmp", s->mem, &err);
	assert_non_null(s->root);
	s->fd = open(s->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = A; i < HIDDEN; i++)
		assert_int_equal(
			fs_mkdirs(path_join(s->root, folders[i].path, s->mem), 0755, &err), 0);
	s->shelf.v = arena_alloc(s->mem, countof(paths), sizeof(*s->shelf.v));
	for (size_t i = 0; i < countof(paths); i++)
		add_entry(s, paths[i]);
	s->shelf.folders = arena_alloc(s->mem, FOLDERS, sizeof(*s->shelf.folders));
	for (size_t i = 0; i < FOLDERS; i++) {
		struct shelf_folder *f = &s->shelf.folders[s->shelf.nfolders++];

		*f = (struct shelf_folder){.name = folders[i].name,
			.entries = folders[i].entries,
			.folders = folders[i].folders,
			.next = folders[i].next};
		if (folders[i].path) {
			struct stat st = look_at(s, folders[i].path);

			f->stamp = shelf_stamp_of(&st);
		}
	}
	assert_int_equal(tick_pass(s->root, s->mem, &err), 0);
}

static void
end(struct scene *s)
{
	struct error err;

	close(s->fd);
	assert_int_equal(fs_remove_tree(s->root, &err), 0);
	arena_free(s->mem);
}

/* The letters of the folders that are still. */
static const char *
stills(const struct scene *s)
{
	char *out = arena_alloc(s->mem, FOLDERS + 1, 1);
	struct still still;
	size_t n = 0;

	still_find(&still, &s->shelf, s->fd, s->mem);
	for (size_t i = 0; i < FOLDERS; i++) {
		if (still_is(&still, i))
			out[n++] = "rabcdh"[i];
	}
	still_release(&still);
	return out;
}

static void
write_it(const struct scene *s)
{
	int fd = openat(s->fd, "a/b/two", O_WRONLY | O_CLOEXEC);

	assert_int_equal(write(fd, "yy\n", 3), 3);
	close(fd);
}

static void
add_it(const struct scene *s)
{
	make_file(s, "c/new");
}

static void
remove_it(const struct scene *s)
{
	assert_int_equal(unlinkat(s->fd, "a/three", 0), 0);
}

static void
close_it(const struct scene *s)
{
	assert_int_equal(fchmodat(s->fd, "d", 0500, 0), 0);
}

static void
swap_it(const struct scene *s)
{
	assert_int_equal(renameat(s->fd, "a", s->fd, "e"), 0);
	assert_int_equal(symlinkat("e", s->fd, "a"), 0);
}

static void
leave_it(const struct scene *s)
{
	(void)s;
}

static void
what_was_done_is_seen(void **state)
{
	static const struct {
		void (*deed)(const struct scene *s);
		const char *still;
	} rows[] = {
		{leave_it, "abcd"}, {write_it, "cd"}, {add_it, "abd"}, {remove_it, "bcd"},
		{close_it, "abc"},
		{swap_it, "bcd"}, /* b is what it was: that it lies elsewhere is seen above it */
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct scene s;

		begin(&s);
		rows[i].deed(&s);
		assert_string_equal(stills(&s), rows[i].still);
		end(&s);
	}
}

static void
what_is_due_or_not_known_is_not_still(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	s.shelf.v[0].stat = NULL;
	s.shelf.folders[C].stamp = (struct shelf_stamp){0};
	s.shelf.v[4].mode = SHELF_SUBMODULE;
	assert_string_equal(stills(&s), "");
	end(&s);
}

static void
what_is_no_shelf_has_none(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	s.shelf.folders[C].name = "x";
	assert_string_equal(stills(&s), "");
	s.shelf.nfolders = 0;
	assert_string_equal(stills(&s), "");
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_done_is_seen),
		cmocka_unit_test(what_is_due_or_not_known_is_not_still),
		cmocka_unit_test(what_is_no_shelf_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

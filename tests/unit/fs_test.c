/* SPDX-License-Identifier: MIT */
/* fs_test -- reading, writing whole, removing trees: in a folder of its own. */
#define _XOPEN_SOURCE 700

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fs.h"
#include "base/path.h"

struct place {
	struct arena *mem;
	char *dir;
	struct error err;
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");

	p->mem = arena_new();
	p->dir = fs_temp_dir(tmp ? tmp : "/tmp", p->mem, &p->err);
	*state = p;
	return p->dir ? 0 : -1;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	int rc = fs_remove_tree(p->dir, &p->err);

	if (rc < 0 || fs_exists(p->dir))
		print_error("%s\n", p->err.msg);
	arena_free(p->mem);
	free(p);
	return rc;
}

static char *
at(struct place *p, const char *name)
{
	return path_join(p->dir, name, p->mem);
}

static void
put(struct place *p, const char *name, const char *text)
{
	assert_int_equal(fs_write(at(p, name), text, strlen(text), 0644, &p->err), 0);
}

static const char *
get(struct place *p, const char *name)
{
	char *text;
	size_t len;

	if (fs_read(&text, &len, at(p, name), 1000, p->mem, &p->err) < 0)
		fail_msg("%s", p->err.msg);
	assert_int_equal(strlen(text), len);
	return text;
}

static void
reads_the_whole_file(void **state)
{
	struct place *p = *state;
	char *text = NULL;
	size_t len = 0;

	assert_int_equal(fs_write(at(p, "f"), "a\0b", 3, 0644, &p->err), 0);
	assert_int_equal(fs_read(&text, &len, at(p, "f"), 3, p->mem, &p->err), 0);
	assert_int_equal(len, 3);
	assert_memory_equal(text, "a\0b", 4);
	put(p, "empty", "");
	assert_string_equal(get(p, "empty"), "");
	assert_int_equal(fs_read(&text, &len, at(p, "empty"), 0, p->mem, &p->err), 0);
	if (fs_exists("/proc/self/status")) { /* of no size, and longer than a guess */
		assert_int_equal(
			fs_read(&text, &len, "/proc/self/status", 65536, p->mem, &p->err), 0);
		assert_in_range(len, 100, 65536);
		assert_int_equal(
			fs_read(&text, &len, "/proc/self/status", 99, p->mem, &p->err), -1);
		assert_int_equal(p->err.code, ERR_LIMIT);
	}
}

static void
refuses_what_is_no_file(void **state)
{
	struct place *p = *state;
	char *text;
	size_t len;

	assert_int_equal(fs_read(&text, &len, p->dir, 10, p->mem, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "is a directory"));
	assert_int_equal(mkfifo(at(p, "fifo"), 0600), 0);
	assert_int_equal(fs_read(&text, &len, at(p, "fifo"), 10, p->mem, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "is not a regular file"));
	assert_int_equal(fs_read(&text, &len, "/dev/null", 10, p->mem, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "is not a regular file"));
	assert_int_equal(fs_read(&text, &len, at(p, "none"), 10, p->mem, &p->err), -1);
	assert_int_equal(p->err.code, ERR_SYSTEM);
	assert_non_null(strstr(p->err.msg, "No such file"));
	put(p, "f", "12345");
	assert_int_equal(fs_read(&text, &len, at(p, "f"), 4, p->mem, &p->err), -1);
	assert_int_equal(p->err.code, ERR_LIMIT);
	assert_non_null(strstr(p->err.msg, "longer than 4 bytes"));
}

static void
writes_whole_or_not_at_all(void **state)
{
	struct place *p = *state;
	struct stat st;
	mode_t mask = umask(077);

	put(p, "f", "one");
	assert_int_equal(fs_write(at(p, "f"), "two", 3, 0755, &p->err), 0);
	umask(mask);
	assert_string_equal(get(p, "f"), "two");
	assert_int_equal(stat(at(p, "f"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(mkdir(at(p, "d"), 0700), 0);
	put(p, "d/x", "");
	assert_int_equal(fs_write(at(p, "d"), "x", 1, 0644, &p->err), -1);
	assert_int_equal(p->err.code, ERR_SYSTEM);
	assert_int_equal(fs_write(at(p, "none/f"), "x", 1, 0644, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "No such file"));
	assert_int_equal(unlink(at(p, "f")), 0);
	assert_int_equal(unlink(at(p, "d/x")), 0);
	assert_int_equal(rmdir(at(p, "d")), 0);
	assert_int_equal(rmdir(p->dir), 0); /* no temporary is left */
}

static void
replaces_a_symlink(void **state)
{
	struct place *p = *state;

	put(p, "target", "kept");
	assert_int_equal(symlink("target", at(p, "link")), 0);
	put(p, "link", "new");
	assert_string_equal(get(p, "target"), "kept");
	assert_string_equal(get(p, "link"), "new");
}

static void
copies_bytes_and_mode(void **state)
{
	struct place *p = *state;
	size_t len = 200000, got;
	char *big = arena_alloc(p->mem, len, 1), *text;
	struct stat st;

	for (size_t i = 0; i < len; i++)
		big[i] = (char)(i * 7);
	assert_int_equal(fs_write(at(p, "a"), big, len, 0600, &p->err), 0);
	assert_int_equal(fs_copy(at(p, "b"), at(p, "a"), 0711, &p->err), 0);
	assert_int_equal(fs_read(&text, &got, at(p, "b"), len, p->mem, &p->err), 0);
	assert_int_equal(got, len);
	assert_memory_equal(text, big, len);
	assert_int_equal(stat(at(p, "b"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0711);
	assert_int_equal(fs_copy(at(p, "c"), at(p, "none"), 0644, &p->err), -1);
	assert_int_equal(fs_copy(at(p, "c"), p->dir, 0644, &p->err), -1);
	assert_false(fs_exists(at(p, "c")));
}

static void
makes_folders(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_mkdirs(at(p, "a/b//c/"), 0700, &p->err), 0);
	assert_int_equal(fs_mkdirs(at(p, "a/b/c"), 0700, &p->err), 0);
	assert_true(fs_is_dir(at(p, "a/b/c")));
	assert_int_equal(symlink("a", at(p, "l")), 0);
	assert_int_equal(fs_mkdirs(at(p, "l/d"), 0700, &p->err), 0);
	assert_true(fs_is_dir(at(p, "a/d")));
	put(p, "f", "");
	assert_int_equal(fs_mkdirs(at(p, "f"), 0700, &p->err), -1);
	assert_non_null(strstr(p->err.msg, "File exists"));
	assert_int_equal(fs_mkdirs(at(p, "f/g"), 0700, &p->err), -1);
}

/* Digests are made of stamps: what lay in the memory before must not be in them. */
static void
stamps_are_the_same_byte_for_byte(void **state)
{
	struct place *p = *state;
	struct fs_stamp a, b, c;
	struct stat st;

	put(p, "f", "1");
	memset(&a, 0xaa, sizeof(a));
	memset(&b, 0x55, sizeof(b));
	memset(&c, 0x33, sizeof(c));
	assert_int_equal(fs_stamp(&a, at(p, "f"), &p->err), 0);
	assert_int_equal(fs_stamp_target(&b, at(p, "f"), &p->err), 0);
	assert_int_equal(lstat(at(p, "f"), &st), 0);
	c = fs_stamp_of(&st);
	assert_memory_equal(&a, &b, sizeof(a));
	assert_memory_equal(&a, &c, sizeof(a));
}

static void
looks_at_what_is_there(void **state)
{
	struct place *p = *state;
	struct fs_stamp a, b;

	put(p, "f", "1");
	assert_int_equal(symlink("none", at(p, "dangling")), 0);
	assert_int_equal(symlink("f", at(p, "link")), 0);
	assert_true(fs_exists(at(p, "dangling")));
	assert_false(fs_is_file(at(p, "dangling")));
	assert_true(fs_is_file(at(p, "link")));
	assert_false(fs_is_dir(at(p, "f")));
	assert_false(fs_exists(at(p, "none")));
	assert_string_equal(fs_real(at(p, "link"), p->mem), fs_real(at(p, "f"), p->mem));
	assert_null(fs_real(at(p, "dangling"), p->mem));

	assert_int_equal(fs_stamp(&a, at(p, "f"), &p->err), 0);
	assert_int_equal(fs_stamp(&b, at(p, "f"), &p->err), 0);
	assert_true(fs_stamp_equal(&a, &b));
	put(p, "f", "2");
	assert_int_equal(fs_stamp(&b, at(p, "f"), &p->err), 0);
	assert_false(fs_stamp_equal(&a, &b));
	assert_int_equal(fs_stamp(&a, at(p, "none"), &p->err), 0);
	assert_int_equal(fs_stamp(&b, at(p, "f/g"), &p->err), 0);
	assert_true(fs_stamp_equal(&a, &b));
	assert_true(fs_stamp_equal(&a, &(struct fs_stamp){0}));
}

static void
removes_no_more_than_the_tree(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_mkdirs(at(p, "t/a/b"), 0700, &p->err), 0);
	assert_int_equal(fs_mkdirs(at(p, "t/c"), 0700, &p->err), 0);
	assert_int_equal(fs_mkdirs(at(p, "out/side"), 0700, &p->err), 0);
	put(p, "out/side/kept", "kept");
	put(p, "t/a/b/f", "");
	put(p, "t/-rf", "");
	put(p, "t/\xff\n", "");
	assert_int_equal(symlink("../out", at(p, "t/link")), 0);
	assert_int_equal(symlink("../../out/side", at(p, "t/c/link")), 0);
	assert_int_equal(symlink("none", at(p, "t/dangling")), 0);
	assert_int_equal(mkfifo(at(p, "t/fifo"), 0600), 0);
	assert_int_equal(fs_remove_tree(at(p, "t"), &p->err), 0);
	assert_false(fs_exists(at(p, "t")));
	assert_int_equal(symlink("out", at(p, "link")), 0);
	assert_int_equal(fs_remove_tree(at(p, "link/"), &p->err), 0);
	assert_false(fs_exists(at(p, "link")));
	assert_int_equal(fs_remove_tree(at(p, "nothing"), &p->err), 0);
	assert_int_equal(fs_remove_tree(at(p, "out/side/kept/x"), &p->err), 0);
	assert_string_equal(get(p, "out/side/kept"), "kept");
}

static void
removes_what_may_not_be_written(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_mkdirs(at(p, "t/a/b"), 0700, &p->err), 0);
	put(p, "t/a/b/f", "");
	put(p, "t/a/f", "");
	assert_int_equal(chmod(at(p, "t/a/b"), 0), 0);
	assert_int_equal(chmod(at(p, "t/a"), 0500), 0);
	assert_int_equal(chmod(at(p, "t"), 0500), 0);
	if (fs_remove_tree(at(p, "t"), &p->err) < 0)
		fail_msg("%s", p->err.msg);
	assert_false(fs_exists(at(p, "t")));
}

/* Deeper than PATH_MAX and than there are descriptors. */
static void
removes_deep_trees(void **state)
{
	struct place *p = *state;
	int fd = open(p->dir, O_RDONLY | O_DIRECTORY), below;

	for (int i = 0; i < 3000; i++) {
		assert_int_equal(mkdirat(fd, "deep", 0700), 0);
		below = openat(fd, "deep", O_RDONLY | O_DIRECTORY);
		assert_true(below >= 0);
		close(fd);
		fd = below;
	}
	close(fd);
	if (fs_remove_tree(at(p, "deep"), &p->err) < 0)
		fail_msg("%s", p->err.msg);
	assert_false(fs_exists(at(p, "deep")));
}

static void
finds_programs_as_execvp_does(void **state)
{
	struct place *p = *state;
	const char *bin = at(p, "bin");

	assert_int_equal(fs_mkdirs(at(p, "bin/folder"), 0755, &p->err), 0);
	assert_int_equal(fs_write(at(p, "bin/tool"), "", 0, 0755, &p->err), 0);
	put(p, "bin/data", "");
	assert_string_equal(fs_find_program("tool", bin, "/", p->mem), at(p, "bin/tool"));
	assert_string_equal(
		fs_find_program("tool", arena_printf(p->mem, "/none:%s:/bin", bin), "/", p->mem),
		at(p, "bin/tool"));
	assert_null(fs_find_program("data", bin, "/", p->mem));
	assert_null(fs_find_program("folder", bin, "/", p->mem));
	assert_null(fs_find_program("none", bin, "/", p->mem));
	assert_null(fs_find_program("", bin, "/", p->mem));
	assert_null(fs_find_program("tool", "", "/", p->mem));
	assert_string_equal(fs_find_program("bin/tool", "/bin", p->dir, p->mem), at(p, "bin/tool"));
	assert_string_equal(fs_find_program("./tool", "/bin", bin, p->mem),
		arena_printf(p->mem, "%s/./tool", bin));
	assert_string_equal(fs_find_program(at(p, "bin/tool"), "", "/", p->mem), at(p, "bin/tool"));
	assert_string_equal(fs_find_program("tool", "none:bin", p->dir, p->mem), at(p, "bin/tool"));
	assert_string_equal(fs_find_program("tool", "/none:", bin, p->mem), at(p, "bin/tool"));
	assert_non_null(fs_find_program("sh", NULL, "/", p->mem));
}

static void
finds_programs_from_where_we_are(void **state)
{
	struct place *p = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY);

	assert_int_equal(fs_mkdirs(at(p, "bin"), 0755, &p->err), 0);
	assert_int_equal(fs_write(at(p, "bin/tool"), "", 0, 0755, &p->err), 0);
	assert_int_equal(chdir(p->dir), 0);
	assert_string_equal(fs_find_program("bin/tool", "", NULL, p->mem),
		path_join(fs_real(p->dir, p->mem), "bin/tool", p->mem));
	assert_string_equal(fs_find_program("./tool", "", "bin", p->mem),
		path_join(fs_real(p->dir, p->mem), "bin/./tool", p->mem));
	assert_int_equal(fchdir(here), 0);
	close(here);
}

static void
temporary_folders_are_private(void **state)
{
	struct place *p = *state;
	char *a = fs_temp_dir(at(p, "new/parent"), p->mem, &p->err);
	char *b = fs_temp_dir(at(p, "new/parent"), p->mem, &p->err);
	struct stat st;

	assert_non_null(a);
	assert_non_null(b);
	assert_string_not_equal(a, b);
	assert_int_equal(stat(a, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	put(p, "f", "");
	assert_null(fs_temp_dir(at(p, "f"), p->mem, &p->err));
	assert_int_equal(p->err.code, ERR_SYSTEM);
}

static void
the_running_program_is_this_one(void **state)
{
	struct place *p = *state;
	const char *real = fs_real("/proc/self/exe", p->mem);

	assert_non_null(real);
	assert_string_equal(fs_running(p->mem), real);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_the_whole_file),
		TEST(refuses_what_is_no_file),
		TEST(writes_whole_or_not_at_all),
		TEST(replaces_a_symlink),
		TEST(copies_bytes_and_mode),
		TEST(makes_folders),
		TEST(stamps_are_the_same_byte_for_byte),
		TEST(looks_at_what_is_there),
		TEST(removes_no_more_than_the_tree),
		TEST(removes_what_may_not_be_written),
		TEST(removes_deep_trees),
		TEST(finds_programs_as_execvp_does),
		TEST(finds_programs_from_where_we_are),
		TEST(the_running_program_is_this_one),
		TEST(temporary_folders_are_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

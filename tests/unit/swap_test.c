/* SPDX-License-Identifier: MIT */
/*
 * swap_test -- a file is replaced only while it holds what was read, and then as a whole.
 *
 * Whatever gives a file another name passes here first, before the kernel does it: so somebody else
 * can write in the very moment between the look and the exchange, and a file system can be one that
 * does not exchange names.
 */
#define _GNU_SOURCE /* renameat2 */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/swap.h"

struct other { /* who writes meanwhile */
	const char *file;
	const char *texts[2]; /* at the first and the second time; NULL: nothing */
	bool is_by_name;      /* writes another file, and renames it */
};

static struct {
	struct other other;
	size_t times;
	bool has_no_exchange;
} kernel;

static int
give_name(int from_dir, const char *from, int to_dir, const char *to, unsigned int flags)
{
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
}

static void
write_meanwhile(const struct other *o, const char *text)
{
	char name[4096];
	int fd;

	snprintf(name, sizeof(name), "%s%s", o->file, o->is_by_name ? ".theirs" : "");
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
	if (o->is_by_name)
		assert_int_equal(give_name(AT_FDCWD, name, AT_FDCWD, o->file, 0), 0);
}

static void
let_others_write(void)
{
	const struct other *o = &kernel.other;
	size_t time = kernel.times++;

	if (time < countof(o->texts) && o->texts[time])
		write_meanwhile(o, o->texts[time]);
}

int
renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned int flags)
{
	if (kernel.has_no_exchange && flags) {
		errno = EINVAL;
		return -1;
	}
	let_others_write();
	return give_name(from_dir, from, to_dir, to, flags);
}

int
rename(const char *from, const char *to)
{
	let_others_write();
	return give_name(AT_FDCWD, from, AT_FDCWD, to, 0);
}

struct place {
	struct arena *mem;
	const char *top, *aside, *file;
};

static void
place_open(struct place *p, const char *text)
{
	struct error err;

	memset(&kernel, 0, sizeof(kernel));
	p->mem = arena_new();
	p->top = fs_temp_dir("/tmp", p->mem, &err);
	assert_non_null(p->top);
	p->aside = path_join(p->top, "aside", p->mem);
	p->file = path_join(p->top, "file", p->mem);
	assert_int_equal(fs_mkdirs(p->aside, 0700, &err), 0);
	assert_int_equal(fs_write(p->file, text, strlen(text), 0644, &err), 0);
}

static void
place_close(struct place *p)
{
	struct error err;

	assert_int_equal(rmdir(p->aside), 0); /* nothing is left there */
	assert_int_equal(fs_remove_tree(p->top, &err), 0);
	arena_free(p->mem);
}

static const char *
text_in(const struct place *p, const char *name)
{
	struct error err;
	char *text;
	size_t len;

	return fs_read(&text, &len, name, 100, p->mem, &err) == 0 ? text : NULL;
}

static const char *
text_of(const struct place *p)
{
	return text_in(p, p->file);
}

static int
try_swap(bool *done, const struct place *p, const char *old, const char *new)
{
	const struct swap s = {.path = p->file,
		.temp = path_join(p->aside, "temp", p->mem),
		.old = old,
		.old_len = old ? strlen(old) : 0,
		.data = new,
		.len = new ? strlen(new) : 0,
		.mode = 0640};
	struct error err;

	kernel.times = 0;
	return swap_file(done, &s, p->mem, &err);
}

static bool
swap(const struct place *p, const char *old, const char *new)
{
	bool done;

	assert_int_equal(try_swap(&done, p, old, new), 0);
	return done;
}

static void
replaces_what_was_read(void **state)
{
	struct place p;
	struct stat st;

	(void)state;
	place_open(&p, "old");
	assert_true(swap(&p, "old", "new"));
	assert_string_equal(text_of(&p), "new");
	assert_int_equal(stat(p.file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_true(swap(&p, "new", ""));
	assert_string_equal(text_of(&p), "");
	place_close(&p);
}

static void
leaves_what_is_another(void **state)
{
	static const char *const others[] = {"olD", "ol", "old ", ""};
	struct place p;

	(void)state;
	for (size_t i = 0; i < countof(others); i++) {
		place_open(&p, others[i]);
		assert_false(swap(&p, "old", "new"));
		assert_false(swap(&p, "old", NULL));
		assert_string_equal(text_of(&p), others[i]);
		place_close(&p);
	}
}

static void
removes_what_was_read(void **state)
{
	struct place p;

	(void)state;
	place_open(&p, "old");
	assert_true(swap(&p, "old", NULL));
	assert_null(text_of(&p));
	assert_false(swap(&p, "old", "new")); /* what is gone stays so */
	assert_null(text_of(&p));
	place_close(&p);
}

static void
makes_what_is_not_there(void **state)
{
	struct place p;
	struct stat st;

	(void)state;
	place_open(&p, "mine");
	assert_false(swap(&p, NULL, "new"));
	assert_string_equal(text_of(&p), "mine");
	assert_int_equal(unlink(p.file), 0);
	assert_int_equal(symlink("nowhere", p.file), 0);
	assert_false(swap(&p, NULL, "new"));
	assert_int_equal(unlink(p.file), 0);
	assert_true(swap(&p, NULL, "new"));
	assert_string_equal(text_of(&p), "new");
	assert_int_equal(stat(p.file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(st.st_nlink, 1);
	place_close(&p);
}

static void
never_goes_through_a_link(void **state)
{
	struct place p;
	const char *target;

	(void)state;
	place_open(&p, "old");
	target = path_join(p.top, "target", p.mem);
	assert_int_equal(rename(p.file, target), 0);
	assert_int_equal(symlink("target", p.file), 0);
	assert_false(swap(&p, "old", "new"));
	assert_false(swap(&p, "old", NULL));
	assert_string_equal(text_of(&p), "old");
	place_close(&p);
}

/* Between the look and the exchange. */
static void
what_is_written_meanwhile_comes_back(void **state)
{
	static const char *const others[] = {"mine", "olD", ""};
	static const char *const news[] = {"new", NULL};
	struct place p;

	(void)state;
	for (size_t i = 0; i < countof(others) * countof(news) * 2; i++) {
		const char *other = others[i % 3];

		place_open(&p, "old");
		kernel.other = (struct other){
			.file = p.file, .texts = {other}, .is_by_name = i / 3 % 2 == 0};
		assert_false(swap(&p, "old", news[i / 6]));
		assert_int_equal(kernel.times, news[i / 6] ? 2 : 1);
		assert_string_equal(text_of(&p), other);
		place_close(&p);
	}
}

static void
what_is_written_twice_is_kept_twice(void **state)
{
	struct place p;
	const char *temp;
	bool done;

	(void)state;
	place_open(&p, "old");
	temp = path_join(p.aside, "temp", p.mem);
	kernel.other =
		(struct other){.file = p.file, .texts = {"first", "second"}, .is_by_name = true};
	assert_int_equal(try_swap(&done, &p, "old", "new"), -1);
	assert_false(done);
	assert_string_equal(text_of(&p), "first");
	assert_string_equal(text_in(&p, temp), "second");
	assert_int_equal(unlink(temp), 0);
	place_close(&p);
}

static void
names_that_cannot_be_exchanged_are_given(void **state)
{
	struct place p;

	(void)state;
	place_open(&p, "old");
	kernel.has_no_exchange = true;
	assert_true(swap(&p, "old", "new"));
	assert_string_equal(text_of(&p), "new");
	assert_false(swap(&p, "old", "newer"));
	assert_false(swap(&p, NULL, "newer"));
	assert_string_equal(text_of(&p), "new");
	assert_true(swap(&p, "new", NULL));
	assert_true(swap(&p, NULL, "newer"));
	assert_string_equal(text_of(&p), "newer");
	place_close(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaces_what_was_read),
		cmocka_unit_test(leaves_what_is_another),
		cmocka_unit_test(removes_what_was_read),
		cmocka_unit_test(makes_what_is_not_there),
		cmocka_unit_test(never_goes_through_a_link),
		cmocka_unit_test(what_is_written_meanwhile_comes_back),
		cmocka_unit_test(what_is_written_twice_is_kept_twice),
		cmocka_unit_test(names_that_cannot_be_exchanged_are_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

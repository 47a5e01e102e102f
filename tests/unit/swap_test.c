/* SPDX-License-Identifier: MIT */
/* swap_test -- a file is replaced only while it holds what was read, and then as a whole. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/swap.h"

struct place {
	struct arena *mem;
	const char *top, *aside, *file;
};

static void
place_open(struct place *p, const char *text)
{
	struct error err;

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
text_of(const struct place *p)
{
	struct error err;
	char *text;
	size_t len;

	return fs_read(&text, &len, p->file, 100, p->mem, &err) == 0 ? text : NULL;
}

static bool
swap(const struct place *p, const char *old, const char *new)
{
	const struct swap s = {.path = p->file,
		.temp = path_join(p->aside, "temp", p->mem),
		.old = old,
		.old_len = old ? strlen(old) : 0,
		.data = new,
		.len = new ? strlen(new) : 0,
		.mode = 0640};
	struct error err;
	bool done;

	assert_int_equal(swap_file(&done, &s, p->mem, &err), 0);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaces_what_was_read),
		cmocka_unit_test(leaves_what_is_another),
		cmocka_unit_test(removes_what_was_read),
		cmocka_unit_test(makes_what_is_not_there),
		cmocka_unit_test(never_goes_through_a_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

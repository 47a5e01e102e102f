/* SPDX-License-Identifier: MIT */
/* contain_test -- what may be written where some folders may not. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/contain.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"

/* Below TOP: folders, and `link` to a/work, `to-b` to b. */
static const char *const folders[] = {
	"a/work/src", "a/work/.git", "a/beside/deep", "b/cache/snapshot", "c"};

struct place {
	struct arena *mem;
	const char *top;
};

static int
place_open(void **state)
{
	struct arena *mem = arena_new();
	struct place *p = arena_alloc(mem, 1, sizeof(*p));
	struct error err;

	p->mem = mem;
	p->top = fs_real(fs_temp_dir("/tmp", mem, &err), mem);
	assert_non_null(p->top);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		assert_int_equal(fs_mkdirs(path_join(p->top, folders[i], mem), 0700, &err), 0);
	assert_int_equal(fs_write(path_join(p->top, "a/file", mem), "", 0, 0600, &err), 0);
	assert_int_equal(symlink("a/work", path_join(p->top, "link", mem)), 0);
	assert_int_equal(symlink("../b", path_join(p->top, "a/to-b", mem)), 0);
	*state = p;
	return 0;
}

static int
place_close(void **state)
{
	struct place *p = *state;
	struct error err;

	assert_int_equal(fs_remove_tree(p->top, &err), 0);
	arena_free(p->mem);
	return 0;
}

/* Kept paths, apart at blanks, below TOP, and what may be written below TOP, sorted. */
static const struct {
	const char *kept, *allowed;
} cases[] = {
	{"a/work", "a/beside a/file b c"},
	{"link", "a/beside a/file b c"},
	{"a/work/.git", "a/beside a/file a/work/src b c"},
	{"a/work a/work/.git", "a/beside a/file b c"},
	{"a/work b/cache", "a/beside a/file c"},
	{"a", "b c"},
	{"a/file", "a/beside a/work b c"},
	{"a b c", ""},
	{"a/work/src a/beside/deep", "a/file a/work/.git b c"},
	{"", ""},
};

static void
names_all_but_what_leads_to_a_kept_one(void **state)
{
	const struct place *p = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strs words = {0}, kept = {0}, all = {0}, below = {0};
		struct error err;

		strs_split(&words, cases[i].kept, p->mem);
		for (size_t k = 0; k < words.n; k++)
			strs_add(&kept, path_join(p->top, words.v[k], p->mem), p->mem);
		if (words.n == 0)
			strs_add(&kept, p->top, p->mem);
		assert_int_equal(contain_allowed(&all, &kept, p->mem, &err), 0);
		for (size_t k = 0; k < all.n; k++) {
			if (path_is_below(all.v[k], p->top))
				strs_add(&below, all.v[k] + strlen(p->top) + 1, p->mem);
		}
		strs_sort_unique(&below);
		assert_string_equal(strs_join(&below, " ", p->mem), cases[i].allowed);
	}
}

/* Of the folders above, which are this machine's: none is allowed that holds a kept one, and
 * /dev, which leads to none, is. */
static void
never_allows_a_folder_above(void **state)
{
	const struct place *p = *state;
	struct strs kept = {0}, all = {0};
	struct error err;

	strs_add(&kept, path_join(p->top, "a/work", p->mem), p->mem);
	assert_int_equal(contain_allowed(&all, &kept, p->mem, &err), 0);
	for (size_t i = 0; i < all.n; i++)
		assert_false(path_is_below(kept.v[0], all.v[i]));
	assert_true(strs_has(&all, "/dev"));
}

static void
nothing_is_allowed_where_all_is_kept(void **state)
{
	const struct place *p = *state;
	struct strs kept = {0}, all = {0};
	struct error err;

	strs_add(&kept, "/", p->mem);
	assert_int_equal(contain_allowed(&all, &kept, p->mem, &err), 0);
	assert_int_equal(all.n, 0);
}

static void
what_is_not_there_cannot_be_kept(void **state)
{
	const struct place *p = *state;
	struct strs kept = {0}, all = {0};
	struct error err;

	strs_add(&kept, path_join(p->top, "gone", p->mem), p->mem);
	assert_int_equal(contain_allowed(&all, &kept, p->mem, &err), -1);
	assert_non_null(strstr(err.msg, "gone"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			names_all_but_what_leads_to_a_kept_one, place_open, place_close),
		cmocka_unit_test_setup_teardown(
			never_allows_a_folder_above, place_open, place_close),
		cmocka_unit_test_setup_teardown(
			nothing_is_allowed_where_all_is_kept, place_open, place_close),
		cmocka_unit_test_setup_teardown(
			what_is_not_there_cannot_be_kept, place_open, place_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

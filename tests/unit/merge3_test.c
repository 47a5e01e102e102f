/* SPDX-License-Identifier: MIT */
/* merge3_test -- what is put together, and what is a conflict. */
#include "test.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/mend/merge3.h"
#include "model/blob_source.h"

static struct blob
blob_of(const char *text)
{
	return (struct blob){.data = text, .len = strlen(text)};
}

static void
merges_what_does_not_touch(void **state)
{
	static const struct {
		const char *base, *ours, *theirs, *want; /* want NULL: a conflict */
	} rows[] = {
		{"a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n"},
		{"a\nb\n", "A\nb\n", "a\nb\n", "A\nb\n"},
		{"a\nb\n", "a\nB\n", "a\nB\n", "a\nB\n"},
		{"a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"},
		{"a\nb\nc\n", "A\nb\nc\n", "", NULL},
		{"a\n", "b\n", "c\n", NULL},
		{"a\nb\nc\n", "a\nb\nc", "A\nb\nc\n", "A\nb\nc"},
		{"", "mine\n", "", "mine\n"},
		/* a checkout that converts line ends is no edit */
		{"a\r\nb\r\nc\r\n", "a\nb\nc\n", "A\r\nb\r\nc\r\n", "A\nb\nc\n"},
		{"a\nb\nc\n", "a\r\nb\r\nC\r\n", "A\nb\nc\n", "A\r\nb\r\nC\r\n"},
		{"a\r\nb\r\n", "a\nb\r\n", "a\r\nB\r\n", NULL},
		{"a\r\nb\r\n", "x\ny\n", "A\r\nB\r\n", NULL},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct blob base = blob_of(rows[i].base), ours = blob_of(rows[i].ours),
				  theirs = blob_of(rows[i].theirs);
		const struct merge3 in = {.base = &base, .ours = &ours, .theirs = &theirs};
		struct blob out;
		struct error err;
		bool is_clean;

		assert_int_equal(merge3(&out, &is_clean, &in, mem, &err), 0);
		if (is_clean != (rows[i].want != NULL) ||
			(is_clean && (out.len != strlen(rows[i].want) ||
					     memcmp(out.data, rows[i].want, out.len) != 0)))
			fail_msg("row %zu: %.*s", i, is_clean ? (int)out.len : 8,
				is_clean ? out.data : "conflict");
	}
	arena_free(mem);
}

static void
never_mixes_binary_files(void **state)
{
	const struct blob base = {.data = "a\n\0\nb\nc\nd\n", .len = 10},
			  ours = {.data = "A\n\0\nb\nc\nd\n", .len = 10},
			  theirs = {.data = "a\n\0\nb\nc\nD\n", .len = 10};
	const struct merge3 both = {.base = &base, .ours = &ours, .theirs = &theirs},
			    one = {.base = &base, .ours = &base, .theirs = &theirs};
	struct arena *mem = arena_new();
	struct blob out;
	struct error err;
	bool is_clean;

	(void)state;
	assert_int_equal(merge3(&out, &is_clean, &both, mem, &err), 0);
	assert_false(is_clean);
	assert_int_equal(merge3(&out, &is_clean, &one, mem, &err), 0);
	assert_true(is_clean);
	assert_memory_equal(out.data, theirs.data, 10);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_what_does_not_touch),
		cmocka_unit_test(never_mixes_binary_files),
	};

	git_libgit2_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

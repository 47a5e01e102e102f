/* SPDX-License-Identifier: MIT */
/* committed_test -- the subject of a commit is its first paragraph in one line. */
#include "test.h"

#include "base/arena.h"
#include "git/commit/committed.h"

static void
the_first_paragraph_is_the_subject(void **state)
{
	static const struct {
		const char *message, *subject;
	} rows[] = {
		{"", ""},
		{"\n\n", ""},
		{" \t\n", ""},
		{"fix: a door", "fix: a door"},
		{"fix: a door\n", "fix: a door"},
		{"\n\nfix: a door\n\nIt stood open.\n", "fix: a door"},
		{"fix: a door\nthat stood open\n", "fix: a door that stood open"},
		{"fix: a door \r\n\tthat stood open\n", "fix: a door that stood open"},
		{"  fix:  a\tdoor  \n", "  fix:  a\tdoor"},
		{"fix: a door\n \t\r\nIt stood open.\n", "fix: a door"},
		{"fix: a door\n  ", "fix: a door"},
		{"\n \nfix: a door\n", " fix: a door"},
		{" \nfix: a door\n", " fix: a door"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct committed c = {.message = rows[i].message};

		assert_string_equal(committed_subject(&c, mem), rows[i].subject);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_paragraph_is_the_subject),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

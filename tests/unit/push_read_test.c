/* SPDX-License-Identifier: MIT */
/* push_read_test -- the lines of pre-push, good and bad. */
#include "test.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "git/push/push.h"

#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define ZERO "0000000000000000000000000000000000000000"
#define LONG A "333333333333333333333333"

static const struct {
	const char *text;
	int n; /* refs; -1: refused */
	const char *local, *remote;
	bool is_delete, is_new;
} rows[] = {
	{"", 0, NULL, NULL, false, false},
	{"refs/heads/x " A " refs/heads/x " B "\n", 1, "refs/heads/x", "refs/heads/x", false,
		false},
	{"HEAD " A " refs/heads/y " ZERO "\n", 1, "HEAD", "refs/heads/y", false, true},
	{"HEAD^{/fix the bug} " A " r " B "\n", 1, "HEAD^{/fix the bug}", "r", false, false},
	{"(delete) " ZERO " refs/heads/x " B "\n", 1, "(delete)", "refs/heads/x", true, false},
	{"x " A " r " B, 1, "x", "r", false, false},
	{"x " A " r " B "\ny " A " r2 " B "\n", 2, "x", "r", false, false},
	{"x " LONG " r " LONG "\n", 1, "x", "r", false, false},
	{"\n", -1, NULL, NULL, false, false},
	{"x " A " r " B "\n\n", -1, NULL, NULL, false, false},
	{"x " A " r " B " \n", -1, NULL, NULL, false, false},
	{"x  r " B "\n", -1, NULL, NULL, false, false},
	{" " A " r " B "\n", -1, NULL, NULL, false, false},
	{A " r " B "\n", -1, NULL, NULL, false, false},
	{"x " A " r " B "0\n", -1, NULL, NULL, false, false},
	{"x " A " r " LONG "\n", -1, NULL, NULL, false, false},
	{"x g" A " r " B "\n", -1, NULL, NULL, false, false},
	{"x " ZERO " r " B "\n", -1, NULL, NULL, false, false},
	{"(delete) " A " r " B "\n", -1, NULL, NULL, false, false},
	{"x " A " r " B "\r\n", -1, NULL, NULL, false, false},
};

static void
lines(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct push_refs refs;
		struct error err;
		int rc = push_read(&refs, rows[i].text, strlen(rows[i].text), mem, &err);

		if (rc != (rows[i].n < 0 ? -1 : 0))
			fail_msg("row %zu: %d", i, rc);
		if (rows[i].n < 0)
			assert_non_null(strstr(err.msg, "from git push"));
		if (rows[i].n >= 0)
			assert_int_equal(refs.n, rows[i].n);
		if (rows[i].n < 1)
			continue;
		assert_string_equal(refs.v[0].local, rows[i].local);
		assert_string_equal(refs.v[0].remote, rows[i].remote);
		assert_int_equal(refs.v[0].is_delete, rows[i].is_delete);
		assert_int_equal(refs.v[0].is_new, rows[i].is_new);
	}
	arena_free(mem);
}

static void
a_nul_is_refused(void **state)
{
	static const char text[] = "x\0y " A " r " B "\n";
	struct arena *mem = arena_new();
	struct push_refs refs;
	struct error err;

	(void)state;
	assert_int_equal(push_read(&refs, text, sizeof(text) - 1, mem, &err), -1);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(a_nul_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* live_test -- the one line of a terminal never takes two. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "cli/tell/live.h"

static const struct {
	size_t done, n;
	const char *id;
	int64_t ms;
	int width;
	const char *line;
	const char *left; /* "": nobody knows */
} cases[] = {
	{0, 1, "lint", 300, 80, "tta-check: 0 of 1 done, lint running, 0.3s", ""},
	{3, 12, "tests@story", 61234, 80, "tta-check: 3 of 12 done, tests@story running, 61.2s",
		""},
	{3, 12, "tests@story", 61234, 52, "tta-check: 3 of 12 done, tests@story running, 61.2s",
		""},
	{3, 12, "tests@story", 61234, 51, "tta-check: 3 of 12 done, tests@s... running, 61.2s", ""},
	{3, 12, "tests@story", 61234, 45, "tta-check: 3 of 12 done, t... running, 61.2s", ""},
	{3, 12, "tests@story", 61234, 44, "tta-check: 3 of 12 done, 61.2s", ""},
	{3, 12, "tests@story", 61234, 31, "tta-check: 3 of 12 done, 61.2s", ""},
	{3, 12, "tests@story", 61234, 30, "3 of 12, 61.2s", ""},
	{3, 12, "tests@story", 61234, 10, "3 of 12, ", ""},
	{3, 21, "tests@x", 61234, 80, "tta-check: 3 of 21 done, tests@x running, about 1m20s left",
		"about 1m20s left"},
	{3, 21, "tests@x", 61234, 58, "tta-check: 3 of 21 done, tes... running, about 1m20s left",
		"about 1m20s left"},
	{3, 21, "tests@x", 61234, 45, "tta-check: 3 of 21 done, about 1m20s left",
		"about 1m20s left"},
	/* what is not ASCII may take two columns; none is cut apart */
	{0, 1, "\xc3\xa4\xc3\xb6\xc3\xbc", 300, 46,
		"tta-check: 0 of 1 done, \xc3\xa4\xc3\xb6\xc3\xbc running, 0.3s", ""},
	{0, 1, "\xc3\xa4\xc3\xb6\xc3\xbc", 300, 44,
		"tta-check: 0 of 1 done, \xc3\xa4... running, 0.3s", ""},
};

static void
lines_fit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out;

		buf_init(&out, 4096);
		live_line(&out,
			&(struct live_state){.done = cases[i].done,
				.n = cases[i].n,
				.id = cases[i].id,
				.ms = cases[i].ms,
				.left = cases[i].left},
			cases[i].width);
		assert_string_equal(out.data, cases[i].line);
		buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines_fit)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

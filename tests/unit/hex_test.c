/* SPDX-License-Identifier: MIT */
/* hex_test -- digits, bytes as digits, and escapes of URIs. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/hex.h"

static void
digits_are_those_alone(void **state)
{
	static const char digits[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";

	(void)state;
	for (int c = 0; c < 256; c++) {
		const char *lower = c ? strchr(digits, c) : NULL;
		const char *other = c ? strchr(upper, c) : NULL;
		int want = lower ? (int)(lower - digits) : other ? (int)(other - upper) : -1;

		assert_int_equal(hex_digit((char)c), want);
	}
}

static void
bytes_are_written_in_lower_case(void **state)
{
	static const unsigned char bytes[] = {0x00, 0x9a, 0xff};
	char out[2 * sizeof(bytes) + 1];

	(void)state;
	hex_write(out, bytes, sizeof(bytes));
	assert_string_equal(out, "009aff");
	hex_write(out, bytes, 0);
	assert_string_equal(out, "");
}

static void
escapes_are_undone_and_nothing_else(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", ""},
		{"a%20b%C3%a9", "a b\xc3\xa9"},
		{"%2541", "%41"},
		{"%", "%"},
		{"%2", "%2"},
		{"100%25", "100%"},
		{"%g0%0g", "%g0%0g"},
		{"%\x10\x11", "%\x10\x11"},
		{"a%00b", "a%00b"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(
			hex_percents(rows[i].text, strlen(rows[i].text), mem), rows[i].want);
	assert_string_equal(hex_percents("a%20b", 3, mem), "a%2");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_are_those_alone),
		cmocka_unit_test(bytes_are_written_in_lower_case),
		cmocka_unit_test(escapes_are_undone_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* oid_test -- ids of both lengths. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/oid.h"

#define HEX40 "0123456789abcdef0123456789abcdef01234567"
#define HEX64 HEX40 "89abcdef0123456789abcdef"

static void
hex_goes_both_ways(void **state)
{
	static const char *const texts[] = {HEX40, HEX64};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct oid id, same;

		assert_int_equal(oid_parse(&id, texts[i], strlen(texts[i])), 0);
		assert_int_equal(id.size * 2, strlen(texts[i]));
		assert_string_equal(oid_hex(&id, mem), texts[i]);
		assert_string_equal(oid_short(&id, mem), "0123456");
		assert_int_equal(oid_parse(&same, texts[i], strlen(texts[i])), 0);
		assert_true(oid_equal(&id, &same));
		assert_false(oid_is_zero(&id));
		same.bytes[id.size - 1] ^= 1;
		assert_false(oid_equal(&id, &same));
	}
	arena_free(mem);
}

static void
capitals_are_digits_too(void **state)
{
	struct oid a, b;

	(void)state;
	assert_int_equal(oid_parse(&a, "ABCDEFabcdef0123456789ABCDEF0123456789AB", 40), 0);
	assert_int_equal(oid_parse(&b, "abcdefabcdef0123456789abcdef0123456789ab", 40), 0);
	assert_true(oid_equal(&a, &b));
}

static void
other_text_is_no_id(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} rows[] = {
		{"", 0},
		{HEX40, 39},
		{HEX64, 41},
		{HEX64, 63},
		{"0123456789abcdef0123456789abcdef0123456g", 40},
		{"g123456789abcdef0123456789abcdef01234567", 40},
		{"0123456789abcdef0123456789abcdef0123456\n", 40},
		{"-123456789abcdef0123456789abcdef01234567", 40},
	};
	struct oid id = {.size = 7};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_int_equal(oid_parse(&id, rows[i].text, rows[i].n), -1);
	assert_int_equal(id.size, 7);
}

static void
nothing_is_zero(void **state)
{
	struct arena *mem = arena_new();
	const struct oid none = {0};
	struct oid zero = {.size = 20}, last = {.size = 20};

	(void)state;
	last.bytes[19] = 1;
	assert_true(oid_is_zero(&none));
	assert_true(oid_is_zero(&zero));
	assert_false(oid_is_zero(&last));
	assert_false(oid_equal(&none, &zero));
	assert_string_equal(oid_hex(&none, mem), "");
	assert_string_equal(oid_short(&none, mem), "");
	assert_string_equal(oid_short(&zero, mem), "0000000");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hex_goes_both_ways),
		cmocka_unit_test(capitals_are_digits_too),
		cmocka_unit_test(other_text_is_no_id),
		cmocka_unit_test(nothing_is_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

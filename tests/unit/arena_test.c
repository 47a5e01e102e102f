/* SPDX-License-Identifier: MIT */
/* arena_test -- what is handed out is zeroed, also where it was handed out before. */
#include "test.h"

#include <string.h>

#include "base/arena.h"

static void
assert_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(p[i], 0);
}

static void
what_is_cleared_is_handed_out_anew(void **state)
{
	static const size_t sizes[] = {1, 100, 60000, 100000, 3, 0, 17000, 64 * 1024, 8};
	struct arena *mem = arena_new();

	(void)state;
	arena_clear(mem);
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < countof(sizes); i++) {
			size_t n = sizes[(i + round) % countof(sizes)];
			char *p = arena_alloc(mem, n, 1);

			assert_zero(p, n);
			memset(p, 0xff, n);
		}
		arena_clear(mem);
	}
	arena_free(mem);
}

static void
texts_of_any_length_are_printed(void **state)
{
	char text[1000];
	struct arena *mem = arena_new();

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t n = 0; n < sizeof(text); n++) {
		const char *printed = arena_printf(mem, "%.*s", (int)n, text);

		assert_int_equal(strlen(printed), n);
		assert_memory_equal(printed, text, n);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_cleared_is_handed_out_anew),
		cmocka_unit_test(texts_of_any_length_are_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

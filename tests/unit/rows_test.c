/* SPDX-License-Identifier: MIT */
/* rows_test -- lists as JSON, whole texts. */
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "report/rows.h"

static void
expect(struct rows *rows, const char *want)
{
	struct buf out;

	buf_init(&out, 4096);
	rows_close(&out, rows);
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void
a_list_without_rows_is_empty(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	expect(rows_open("runs", mem), "{\n \"version\": 1,\n \"runs\": []\n}\n");
	arena_free(mem);
}

static void
values_keep_their_order_and_are_utf8(void **state)
{
	struct arena *mem = arena_new();
	struct rows *rows = rows_open("runs", mem);

	(void)state;
	rows_begin(rows);
	rows_text(rows, "what", "a \"b\"\n\377");
	rows_text(rows, "branch", NULL);
	rows_number(rows, "ms", -3);
	rows_begin(rows);
	rows_number(rows, "ms", INT64_MAX);
	expect(rows, "{\n \"version\": 1,\n \"runs\": [\n  {\n   \"what\": \"a "
		     "\\\"b\\\"\\n\357\277\275\",\n"
		     "   \"branch\": null,\n   \"ms\": -3\n  },\n  {\n   \"ms\": "
		     "9223372036854775807\n  }\n ]\n}\n");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_without_rows_is_empty),
		cmocka_unit_test(values_keep_their_order_and_are_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

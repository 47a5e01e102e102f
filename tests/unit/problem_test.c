/* SPDX-License-Identifier: MIT */
/* problem_test -- problems, the lines they stand on, and the stages' names. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/origin.h"
#include "model/config/problem.h"
#include "model/stage.h"

static void
are_kept_as_copies(void **state)
{
	struct problems list = {.mem = arena_new()};
	char file[] = "tta.ini", name[] = "tests";

	(void)state;
	problem_add(&list, PROBLEM_WARNING, file, 3, "unknown gate '%s'", name);
	memset(file, 'x', sizeof(file) - 1);
	memset(name, 'x', sizeof(name) - 1);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].kind, PROBLEM_WARNING);
	assert_string_equal(list.v[0].origin.file, "tta.ini");
	assert_int_equal(list.v[0].origin.line, 3);
	assert_string_equal(list.v[0].text, "unknown gate 'tests'");
	arena_free(list.mem);
}

static void
refuse_only_for_errors(void **state)
{
	struct problems list = {.mem = arena_new()};

	(void)state;
	assert_false(problems_refuse(&list));
	problem_add(&list, PROBLEM_WARNING, NULL, 0, "a");
	assert_false(problems_refuse(&list));
	problem_add(&list, PROBLEM_ERROR, NULL, 0, "b");
	problem_add(&list, PROBLEM_WARNING, NULL, 0, "c");
	assert_true(problems_refuse(&list));
	arena_free(list.mem);
}

static void
sort_by_place_and_then_as_they_came(void **state)
{
	static const struct {
		const char *file;
		int line;
	} rows[] = {
		{"tta.ini", 9},
		{"tta.ini", 2},
		{"preset go", 2},
		{NULL, 0},
		{"tta.ini", 2},
		{"preset go", 1},
		{"tta.ini", 2},
		{NULL, 0},
	};
	static const char *const want[] = {"3", "7", "5", "2", "1", "4", "6", "0"};
	struct problems list = {.mem = arena_new()};

	(void)state;
	problems_sort(&list);
	for (size_t i = 0; i < countof(rows); i++)
		problem_add(&list, PROBLEM_ERROR, rows[i].file, rows[i].line, "%zu", i);
	problems_sort(&list);
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(list.v[i].text, want[i]);
	arena_free(list.mem);
}

static void
origins_are_places(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	assert_string_equal(origin_text(&(struct origin){"tta.ini", 41}, mem), "tta.ini:41");
	assert_string_equal(origin_text(&(struct origin){"preset go", 0}, mem), "preset go");
	assert_string_equal(origin_text(&(struct origin){NULL, 0}, mem), "built in");
	arena_free(mem);
}

static void
stages_are_found_by_name(void **state)
{
	struct stage rows[] = {{.name = "development"}, {.name = "production"}};
	const struct stages list = {.v = rows, .n = 2}, none = {0};

	(void)state;
	assert_int_equal(stage_find(&list, "development"), 0);
	assert_int_equal(stage_find(&list, "production"), 1);
	assert_int_equal(stage_find(&list, "prod"), STAGE_NONE);
	assert_int_equal(stage_find(&none, "production"), STAGE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_kept_as_copies),
		cmocka_unit_test(refuse_only_for_errors),
		cmocka_unit_test(sort_by_place_and_then_as_they_came),
		cmocka_unit_test(origins_are_places),
		cmocka_unit_test(stages_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

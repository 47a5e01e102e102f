/* SPDX-License-Identifier: MIT */
/* describe_test -- every key of the table has a text, and the texts are as one would write them. */
#include "test.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/explain/describe.h"
#include "model/config/config.h"

static const struct stages no_stages;

static char *
gate_value(const char *key, const struct gate *g, struct arena *mem)
{
	return describe_value(key_find(SECTION_GATE, key), g, &no_stages, mem);
}

static void
durations_are_whole_numbers(void **state)
{
	static const struct {
		int64_t ms;
		const char *want;
	} cases[] = {
		{0, "0ms"},
		{1, "1ms"},
		{1500, "1500ms"},
		{30000, "30s"},
		{90000, "90s"},
		{600000, "10m"},
		{7200000, "2h"},
		{90LL * 86400000, "90d"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		const struct gate g = {.timeout_ms = cases[i].ms};

		assert_string_equal(gate_value("timeout", &g, mem), cases[i].want);
	}
	arena_free(mem);
}

static void
values_are_as_written(void **state)
{
	struct arena *mem = arena_new();
	struct stage v[] = {{.name = "alpha"}, {.name = "beta"}};
	const struct stages stages = {.v = v, .n = 2};
	struct pattern patterns[] = {{.text = "a b/"}, {.text = "*.c", .is_negated = true}};
	struct gate g = {
		.run = {.text = "sh x {files}"},
		.from = 1,
		.dependants = STAGE_NONE,
		.scope = SCOPE_REPOSITORY,
		.exclusive = true,
		.retry = {.times = 2, .when = "timed out"},
		.min = {72.5},
		.max = {NAN},
		.files = {.v = patterns, .n = 2},
	};

	(void)state;
	strs_add(&g.types, "c", mem);
	strs_add(&g.types, "shell", mem);
	assert_string_equal(gate_value("run", &g, mem), "sh x {files}");
	assert_string_equal(gate_value("scope", &g, mem), "repository");
	assert_string_equal(gate_value("exclusive", &g, mem), "yes");
	assert_string_equal(gate_value("retry", &g, mem), "2 when \"timed out\"");
	assert_string_equal(gate_value("min", &g, mem), "72.5");
	assert_string_equal(gate_value("max", &g, mem), "");
	assert_string_equal(gate_value("files", &g, mem), "\"a b/\" !*.c");
	assert_string_equal(gate_value("types", &g, mem), "c shell");
	assert_string_equal(
		describe_value(key_find(SECTION_GATE, "from"), &g, &stages, mem), "beta");
	assert_string_equal(
		describe_value(key_find(SECTION_GATE, "dependants"), &g, &stages, mem), "");
	arena_free(mem);
}

/* Zeroed structs, so that a type without a branch, or a field of another type, shows itself. */
static void
every_key_has_a_text(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < nkeys; i++) {
		const void *section = arena_alloc(mem, 1, 4096);

		assert_non_null(describe_value(&keys[i], section, &no_stages, mem));
	}
	arena_free(mem);
}

static void
only_given_keys_are_told(void **state)
{
	struct arena *mem = arena_new();
	const struct gate g = {.on = "ci", .in = "python"};
	struct origin *origins = arena_alloc(mem, key_count(SECTION_GATE), sizeof(*origins));
	struct buf out;

	(void)state;
	buf_init(&out, SIZE_MAX);
	origins[key_index(key_find(SECTION_GATE, "on"))] = (struct origin){"tta.ini", 7};
	describe_keys(&out, SECTION_GATE, &g, origins, &no_stages, mem);
	assert_string_equal(out.data, "  on            tta.ini:7         ci\n");
	buf_clear(&out);
	describe_keys(&out, SECTION_GATE, &g, NULL, &no_stages, mem);
	assert_string_equal(out.data, "");
	buf_release(&out);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_are_whole_numbers),
		cmocka_unit_test(values_are_as_written),
		cmocka_unit_test(every_key_has_a_text),
		cmocka_unit_test(only_given_keys_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

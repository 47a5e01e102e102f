/* SPDX-License-Identifier: MIT */
/*
 * key_test -- every row of the table of keys: found by its name, in the place of its section, with
 * a default that can be read and a sentence for people.
 */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "config_fixture.h"
#include "model/config/key.h"
#include "model/config/value.h"

union any { /* a struct of any section */
	struct settings settings;
	struct stage stage;
	struct component component;
	struct component_template component_template;
	struct env env;
	struct gate gate;
	struct branch branch;
	struct commit_rules commit_rules;
	struct commit_rule commit_rule;
};

static void
sections_stand_together(void **state)
{
	size_t total = 0;

	(void)state;
	for (size_t i = 1; i < nkeys; i++) {
		if (keys[i].section != keys[i - 1].section)
			assert_ptr_equal(key_first(keys[i].section), &keys[i]);
	}
	for (int kind = 0; kind < SECTION_KINDS; kind++) {
		assert_true(key_count((enum section_kind)kind) > 0);
		assert_non_null(sections[kind].word);
		assert_non_null(sections[kind].help);
		total += key_count((enum section_kind)kind);
	}
	assert_int_equal(total, nkeys);
}

static void
rows_are_found_and_described(void **state)
{
	(void)state;
	for (size_t i = 0; i < nkeys; i++) {
		const struct key *k = &keys[i];

		assert_ptr_equal(key_find(k->section, k->name), k);
		assert_ptr_equal(key_first(k->section) + key_index(k), k);
		assert_non_null(type_name(k->type));
		assert_null(strpbrk(k->name, " ._="));
		assert_true(strlen(k->help) > 10);
		assert_int_equal(k->help[strlen(k->help) - 1], '.');
		assert_int_equal(k->choices != NULL, k->type == TYPE_CHOICE);
		assert_true(k->field < sizeof(union any));
	}
	assert_null(key_find(SECTION_TTA, "run"));
}

static void
fallbacks_and_choices_can_be_read(void **state)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct stages stages = {0};
	struct strs known = {0}, words = {0};
	struct value_context ctx = {
		.stages = &stages, .known = &known, .problems = &problems, .mem = mem};

	(void)state;
	for (size_t i = 0; i < nkeys; i++) {
		struct given s = given_default(&keys[i], mem);
		union any object = {0};

		assert_int_equal(s.n, keys[i].fallback ? 1 : 0);
		value_read(&object, &keys[i], &s, &ctx);
		words = (struct strs){0};
		if (keys[i].choices)
			strs_split(&words, keys[i].choices, mem);
		for (size_t k = 0; k < words.n; k++) {
			struct part part = {.text = words.v[k]};
			struct given choice = {.v = &part, .n = 1};

			value_read(&object, &keys[i], &choice, &ctx);
			assert_int_equal(*(int *)(void *)((char *)&object + keys[i].field), k);
		}
	}
	assert_int_equal(problems.n, 0);
	arena_free(mem);
}

static void
the_reference_names_every_key(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, (size_t)1 << 20);
	config_reference(&text);
	for (size_t i = 0; i < nkeys; i++) {
		char row[128];

		snprintf(row, sizeof(row), "\n| `%s` | ", keys[i].name);
		assert_non_null(strstr(text.data, row));
	}
	for (int kind = 0; kind < SECTION_KINDS; kind++) {
		char header[128];

		snprintf(header, sizeof(header), "\n## [%s%s]\n", sections[kind].word,
			sections[kind].named ? " NAME" : "");
		assert_non_null(strstr(text.data, header));
	}
	assert_non_null(strstr(text.data, "| `timeout` | duration | `10m` | yes | yes | How long"));
	assert_non_null(
		strstr(text.data, "| `level` | `fail` `warn` `off` | `fail` | yes | yes | "));
	assert_int_equal(text.dropped, 0);
	buf_release(&text);
}

static void
the_reference_is_the_one_in_docs(void **state)
{
	struct arena *mem = arena_new();
	struct error err = {0};
	struct buf want;
	char *text;
	size_t len;

	(void)state;
	if (fs_read(&text, &len, "docs/configuration.md", (size_t)1 << 20, mem, &err) < 0) {
		print_message("skipped: %s\n", err.msg);
		arena_free(mem);
		skip();
	}
	buf_init(&want, (size_t)1 << 20);
	config_reference(&want);
	assert_string_equal(text, want.data); /* if not: make docs */
	buf_release(&want);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_stand_together),
		cmocka_unit_test(rows_are_found_and_described),
		cmocka_unit_test(fallbacks_and_choices_can_be_read),
		cmocka_unit_test(the_reference_names_every_key),
		cmocka_unit_test(the_reference_is_the_one_in_docs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

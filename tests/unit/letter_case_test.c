/* SPDX-License-Identifier: MIT */
/* letter_case_test -- cases as lodash makes them; each row was asked of es-toolkit 1.53. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/strs.h"
#include "gates/message/letter_case.h"

static void
cases_are_those_of_lodash(void **state)
{
	static const struct {
		const char *text, *in, *not_in;
	} rows[] = {
		{"foo", "lower-case camel-case kebab-case snake-case",
			"upper-case pascal-case sentence-case start-case"},
		{"Foo", "pascal-case sentence-case start-case",
			"lower-case upper-case camel-case kebab-case snake-case"},
		{"FOO", "upper-case sentence-case start-case", "lower-case pascal-case camel-case"},
		{"fooBar", "camel-case", "lower-case kebab-case pascal-case"},
		{"FooBar", "pascal-case sentence-case", "camel-case start-case"},
		{"Foo Bar", "start-case sentence-case", "pascal-case"},
		{"foo-bar", "kebab-case lower-case", "camel-case snake-case"},
		{"foo_bar", "snake-case lower-case", "kebab-case"},
		{"fooBar2", "camel-case", "kebab-case"},
		{"foo-bar-2", "kebab-case", "snake-case"},
		{"foo1bar", "lower-case", "kebab-case camel-case"},
		{"1st-place", "lower-case upper-case sentence-case kebab-case", ""},
		{"", "lower-case upper-case camel-case start-case", ""},
		{"`Quoted` x", "lower-case", "upper-case"},
		{"'A' `B` \"C\"", "lower-case upper-case kebab-case", ""},
		{"'A", "upper-case sentence-case", "lower-case"},
		{"\xc3\x9f", "lower-case", "upper-case sentence-case"},
		{"\xce\xa3\xce\x9f\xce\xa3", "upper-case sentence-case", "lower-case"},
		{"\xcf\x83\xce\xbf\xcf\x82", "lower-case", "upper-case"},
		{"\xcf\x83\xce\xbf\xcf\x83", "lower-case", "upper-case"},
		{"caf\xc3\xa9", "lower-case", "kebab-case camel-case"},
		{"\xc7\x85x", "", "lower-case upper-case sentence-case"},
		{"\xf0\x90\x90\x80x", "sentence-case", "lower-case upper-case"},
	};
	struct arena *mem = arena_new();
	struct regex *words = NULL;
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		for (int want = 0; want < 2; want++) {
			struct strs names = {0};

			strs_split(&names, want ? rows[i].in : rows[i].not_in, mem);
			for (size_t k = 0; k < names.n; k++) {
				enum letter_case which;

				assert_true(letter_case_read(&which, names.v[k]));
				if (letter_case_is(span_of(rows[i].text), which, &words, mem,
					    &err) != want)
					fail_msg("'%s' in %s", rows[i].text, names.v[k]);
			}
		}
	}
	regex_free(words);
	arena_free(mem);
}

static void
bytes_become_characters_as_browsers_read_them(void **state)
{
	static const struct {
		const char *bytes;
		size_t characters;
	} rows[] = {
		{"a\xff", 2},
		{"\xe2\x82", 1},
		{"\xe2\x82z", 2},
		{"\xf0\x9f\x98", 1},
		{"\xf0\x9f\x98\x80", 2},
		{"\xed\xa0\x80", 3},
		{"\xc0\xaf", 2},
		{"\xf5\x80", 2},
		{"\xc3\xc3\xa9", 2},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_int_equal(
			units_count(units_clean(rows[i].bytes, strlen(rows[i].bytes), mem)),
			rows[i].characters);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_are_those_of_lodash),
		cmocka_unit_test(bytes_become_characters_as_browsers_read_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

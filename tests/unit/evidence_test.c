/* SPDX-License-Identifier: MIT */
/* evidence: equal lists have equal keys, others have not, and what differs is named. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/evidence/evidence.h"

static struct evidence
list(const char *const *pairs, struct arena *mem)
{
	struct evidence e = {0};
	struct error err;

	for (; *pairs; pairs += 2)
		assert_int_equal(
			evidence_add(&e, pairs[0], pairs[1], strlen(pairs[1]), mem, &err), 0);
	return e;
}

static void
keys_tell_lists_apart(void **state)
{
	static const struct {
		const char *a[9], *b[9];
		bool are_equal;
	} cases[] = {
		{{"x", "1", "y", "2", NULL}, {"y", "2", "x", "1", NULL}, true},
		{{NULL}, {NULL}, true},
		{{"x", "1", NULL}, {"x", "2", NULL}, false},
		{{"x", "1", NULL}, {"y", "1", NULL}, false},
		{{"x", "1", NULL}, {"x", "1", "x", "1", NULL}, false},
		{{"x", "", NULL}, {NULL}, false},
		{{"x", "1", "y", "2", NULL}, {"x", "2", "y", "1", NULL}, false},
		{{"x", "1", "x", "2", NULL}, {"x", "2", "x", "1", NULL}, true},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct evidence a = list(cases[i].a, mem), b = list(cases[i].b, mem);
		unsigned char x[EVIDENCE_BYTES], y[EVIDENCE_BYTES];
		struct error err;

		assert_int_equal(evidence_key(x, &a, &err), 0);
		assert_int_equal(evidence_key(y, &b, &err), 0);
		if ((memcmp(x, y, sizeof(x)) == 0) != cases[i].are_equal)
			fail_msg("case %zu", i);
	}
	arena_free(mem);
}

static void
what_differs_is_named(void **state)
{
	static const struct {
		const char *before[9], *now[9], *differ;
	} cases[] = {
		{{"a", "1", "b", "2", NULL}, {"a", "1", "b", "2", NULL}, ""},
		{{"a", "1", "b", "2", NULL}, {"a", "1", "b", "3", NULL}, "b"},
		{{"a", "1", NULL}, {"a", "1", "b", "3", NULL}, "b"},
		{{"a", "1", "b", "2", "c", "3", NULL}, {"c", "4", NULL}, "a b c"},
		{{"a", "1", "ab", "2", NULL}, {"ab", "2", NULL}, "a"},
		{{"x", "1", "x", "2", NULL}, {"x", "3", NULL}, "x"},
		{{NULL}, {NULL}, ""},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct evidence a = list(cases[i].before, mem), b = list(cases[i].now, mem);
		struct strs names = {0};

		evidence_differ(&names, evidence_text(&a, mem), evidence_text(&b, mem), mem);
		assert_string_equal(strs_join(&names, " ", mem), cases[i].differ);
	}
	arena_free(mem);
}

static void
a_text_has_a_sorted_line_a_part(void **state)
{
	static const char *const pairs[] = {"tool", "x", "env:CC", "", NULL};
	struct arena *mem = arena_new();
	struct evidence e = list(pairs, mem);

	(void)state;
	assert_string_equal(
		evidence_text(&e, mem), "env:CC e3b0c44298fc1c14\ntool 2d711642b726b044\n");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_tell_lists_apart),
		cmocka_unit_test(what_differs_is_named),
		cmocka_unit_test(a_text_has_a_sorted_line_a_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

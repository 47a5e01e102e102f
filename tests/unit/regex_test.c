/* SPDX-License-Identifier: MIT */
/* regex_test -- expressions, their limits, and globs against a plain reference. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/regex.h"
#include "glob_reference.h"

static enum regex_answer
answer(const char *pattern, unsigned flags, const char *s)
{
	struct regex *re = NULL;
	struct error err;
	enum regex_answer a;

	assert_int_equal(regex_compile(&re, pattern, flags, &err), 0);
	a = regex_match(re, s, strlen(s), 0, NULL);
	regex_free(re);
	return a;
}

static void
flags_do_what_they_say(void **state)
{
	(void)state;
	assert_int_equal(answer("abc", 0, "xabcx"), REGEX_YES);
	assert_int_equal(answer("abc", 0, "xABCx"), REGEX_NO);
	assert_int_equal(answer("abc", REGEX_ICASE, "xABCx"), REGEX_YES);
	assert_int_equal(answer("^b", 0, "a\nb"), REGEX_NO);
	assert_int_equal(answer("^b", REGEX_MULTILINE, "a\nb"), REGEX_YES);
	assert_int_equal(answer("^.$", 0, "\xc3\xa9"), REGEX_NO);
	assert_int_equal(answer("^.$", REGEX_UTF, "\xc3\xa9"), REGEX_YES);
	assert_int_equal(answer("\xc3\x89", REGEX_UTF | REGEX_ICASE, "\xc3\xa9"), REGEX_YES);
	assert_int_equal(answer("b.*c", REGEX_UTF,
				 "a\xff"
				 "bxc"),
		REGEX_YES);
	assert_int_equal(answer("a.b", REGEX_UTF,
				 "a\xff"
				 "b"),
		REGEX_NO);
	assert_int_equal(answer("a.b", 0,
				 "a\xff"
				 "b"),
		REGEX_YES);
}

static void
spans_and_groups_say_where(void **state)
{
	struct regex *re = NULL;
	struct regex_span span, group;
	struct error err;
	const char *line = "src/a.c:12: oops";

	(void)state;
	assert_int_equal(
		regex_compile(&re, "(?<file>[^:]+):(?<line>\\d+):(?:(?<column>\\d+):)? (?<text>.*)",
			0, &err),
		0);
	assert_true(regex_has_group(re, "file"));
	assert_true(regex_has_group(re, "column"));
	assert_false(regex_has_group(re, "severity"));
	for (int i = 0; i < 200; i++) { /* past where it becomes machine code */
		assert_int_equal(regex_match(re, line, strlen(line), 0, &span), REGEX_YES);
		assert_int_equal(span.start, 0);
		assert_int_equal(span.end, strlen(line));
		assert_int_equal(regex_group(re, "line", &group), 0);
		assert_int_equal(group.start, 8);
		assert_int_equal(group.end, 10);
		assert_int_equal(regex_group(re, "column", &group), -1);
		assert_int_equal(regex_group(re, "severity", &group), -1);
		assert_int_equal(regex_match(re, line, strlen(line), 4, &span), REGEX_YES);
		assert_int_equal(span.start, 4);
		assert_int_equal(regex_match(re, line, strlen(line), 9, &span), REGEX_NO);
	}
	assert_int_equal(regex_match(re, line, 3, 4, NULL), REGEX_NO);
	regex_free(re);
	regex_free(NULL);
}

static void
one_name_may_have_several_groups(void **state)
{
	struct regex *re = NULL;
	struct regex_span group;
	struct error err;

	(void)state;
	assert_int_equal(regex_compile(&re, "(?J)a(?<v>\\d)|b(?<v>\\d)", 0, &err), 0);
	assert_true(regex_has_group(re, "v"));
	assert_int_equal(regex_match(re, "xb7", 3, 0, NULL), REGEX_YES);
	assert_int_equal(regex_group(re, "v", &group), 0);
	assert_int_equal(group.start, 2);
	regex_free(re);
}

static void
what_is_broken_is_said(void **state)
{
	static const char *const broken[] = {
		"(", "[a", "a{2,1}", "(?<n", "\\", "*", "(?<a>x)(?<a>y)"};
	struct regex *re = NULL;
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(broken); i++) {
		err = (struct error){0};
		assert_int_equal(regex_compile(&re, broken[i], 0, &err), -1);
		assert_int_equal(err.code, ERR_CONFIG);
		assert_non_null(strstr(err.msg, broken[i]));
		assert_null(re);
	}
	assert_int_equal(regex_compile(&re, "\xff", REGEX_UTF, &err), -1);
	assert_int_equal(regex_glob(&re, "a[b", &err), -1);
	assert_non_null(strstr(err.msg, "missing terminating ]"));
	assert_int_equal(regex_glob(&re, "a\\", &err), -1);
	assert_int_equal(regex_glob(&re, "[b-a]", &err), -1);
}

/* A limit is "could not judge", with the interpreter and with machine code. */
static void
giving_up_is_no_no(void **state)
{
	struct regex *re = NULL;
	struct error err;
	char s[64];

	(void)state;
	memset(s, 'a', sizeof(s) - 1);
	s[sizeof(s) - 1] = '\0';
	assert_int_equal(regex_compile(&re, "^(a+)+$|^(a|a)*b", 0, &err), 0);
	s[sizeof(s) - 2] = '!';
	for (int i = 0; i < 66; i++)
		assert_int_equal(regex_match(re, s, strlen(s), 0, NULL), REGEX_GAVE_UP);
	assert_int_equal(regex_match(re, "aaa", 3, 0, NULL), REGEX_YES);
	assert_int_equal(regex_match(re, "xb", 2, 0, NULL), REGEX_NO);
	regex_free(re);
}

/* Machine code has a small stack: where it runs out there is another answer, not none. */
static void
long_subjects_are_answered(void **state)
{
	struct arena *mem = arena_new();
	struct regex *re = NULL;
	struct error err;
	char *s = arena_alloc(mem, 20001, 1);

	(void)state;
	memset(s, 'a', 9000);
	assert_int_equal(regex_compile(&re, "^(?:a|(b))+$", 0, &err), 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(regex_match(re, s, 9000, 0, NULL), REGEX_YES);
	regex_free(re);
	arena_free(mem);
}

static const struct {
	const char *glob, *path;
	bool matches;
} glob_rows[] = {
	{"*", "", true},
	{"*", ".a", true},
	{"?", ".", true},
	{"*", "a\nb", true},
	{"*", "\xff\xfe", true},
	{"*", "a/b", false},
	{"a?b", "a/b", false},
	{"a[/]b", "a/b", false},
	{"a[!x]b", "a/b", false},
	{"a[+-9]b", "a/b", false},
	{"a[+-9]b", "a.b", true},
	{"a[!+-9]b", "a/b", false},
	{"[*]", "*", true},
	{"[*]", "a", false},
	{"[a**b]", "*", true},
	{"x[**]y**z", "x*yaz", true},
	{"x[**]y**z", "x*ya/z", false},
	{"[[:alpha:]**]", "*", true},
	{"[]**]", "]", true},
	{"[!]**]", "a", true},
	{"[\\]**]", "*", true},
	{"a\\**", "a*bc", true},
	{"a\\**", "abc", false},
	{"a\\***", "a*b/c", false},
	{"\\**/x", "*/x", true},
	{"\\**/x", "a/x", false},
	{"a.c", "abc", false},
	{"a(b|c){2}^$+", "a(b|c){2}^$+", true},
	{"\xe9*",
		"\xe9"
		"a",
		true},
	{"abc", "abcd", false},
	{"abc", "xabc", false},
	{"**/", "", true},
};

static bool
glob_matches(const char *glob, const char *path)
{
	struct regex *re = NULL;
	struct error err;
	enum regex_answer a;

	if (regex_glob(&re, glob, &err) < 0)
		fail_msg("%s: %s", glob, err.msg);
	a = regex_match(re, path, strlen(path), 0, NULL);
	assert_int_not_equal(a, REGEX_GAVE_UP);
	regex_free(re);
	return a == REGEX_YES;
}

static void
globs_follow_the_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(glob_rows); i++) {
		if (glob_matches(glob_rows[i].glob, glob_rows[i].path) != glob_rows[i].matches)
			fail_msg("'%s' and '%s'", glob_rows[i].glob, glob_rows[i].path);
	}
}

static uint32_t
draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 16) % n;
}

/* Out of pieces that often meet: what no case table thinks of. */
static void
globs_mean_what_the_reference_says(void **state)
{
	static const char *const pieces[] = {
		"a", "b", "*", "?", "/", "**/", "/**", "*a", "*b*", "**", ".", "\\*"};
	static const char *const names[] = {"a", "b", "/", "a/", "ab", "aa", "b/a", ".a", "*"};
	uint32_t seed = 7;
	size_t nmatching = 0;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		char glob[32] = "", path[32] = "";
		size_t n = 0;

		for (uint32_t i = draw(&seed, 6) + 1; i; i--, n = strlen(glob))
			snprintf(glob + n, sizeof(glob) - n, "%s",
				pieces[draw(&seed, countof(pieces))]);
		n = 0;
		for (uint32_t i = draw(&seed, 7) + 1; i; i--, n = strlen(path))
			snprintf(path + n, sizeof(path) - n, "%s",
				names[draw(&seed, countof(names))]);
		if (strstr(glob, "//") || *glob == '/' || strstr(path, "//") || *path == '/')
			continue;
		if (glob_matches(glob, path) != glob_reference(glob, path))
			fail_msg("'%s' and '%s'", glob, path);
		nmatching += glob_reference(glob, path);
	}
	assert_in_range(nmatching, 500, 40000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_do_what_they_say),
		cmocka_unit_test(spans_and_groups_say_where),
		cmocka_unit_test(one_name_may_have_several_groups),
		cmocka_unit_test(what_is_broken_is_said),
		cmocka_unit_test(giving_up_is_no_no),
		cmocka_unit_test(long_subjects_are_answered),
		cmocka_unit_test(globs_follow_the_rules),
		cmocka_unit_test(globs_mean_what_the_reference_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

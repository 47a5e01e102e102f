/* SPDX-License-Identifier: MIT */
/*
 * secret_filter_test -- comments that allow a secret, and what detect-secrets takes for none. Words
 * of comments are put together here, so that they exempt no line of this file.
 */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "gates/secret/secret_filter.h"
#include "gates/secret/secret_pragma.h"
#include "gates/secret/secret_value.h"

#define P                                                                                          \
	"prag"                                                                                     \
	"ma:"
#define ALLOW                                                                                      \
	"allow"                                                                                    \
	"list"
#define RANDOM                                                                                     \
	"k4W9zQ1vN7x"                                                                              \
	"G3mT0"
#define LINT                                                                                       \
	"secret"                                                                                   \
	"lint-dis"                                                                                 \
	"able"

static const struct {
	const char *path, *before, *line;
	bool is_allowed;
} pragmas[] = {
	{"a.py", NULL, "x # " P " " ALLOW " secret", true},
	{"a.py", NULL, "x #" P ALLOW " secret", true},
	{"a.py", NULL, "x # " P "  " ALLOW " secret", false},
	{"a.py", NULL, "x # PRAGMA: " ALLOW " secret", false},
	{"a.py", NULL, "x # " P " " ALLOW "-secret", true},
	{"a.py", NULL, "x # " P " " ALLOW "  secret", false},
	{"a.py", NULL,
		"x # " P " white"
		"list secret",
		true},
	{"a.py", NULL, "x # noqa " P " " ALLOW " secret", false},
	{"a.py", NULL, "x # noqa # " P " " ALLOW " secrets, all of them", true},
	{"a.c", NULL, "x // " P " " ALLOW " secret because", true},
	{"a.c", NULL, "x /* " P " " ALLOW " secret */  \r", true},
	{"a.c", NULL, "x /* " P " " ALLOW " secret */ foo", false},
	{"a.c", NULL, "x /* " P " " ALLOW " secret", false},
	{"a.sql", NULL, "x -- " P " " ALLOW " secret", true},
	{"a.vb", NULL, "x ' " P " " ALLOW " secret", true},
	{"a.html", NULL, "x <!-- " P " " ALLOW " secret -->", true},
	{"a.ini", NULL, "x ; " P " " ALLOW " secret", false},
	{"a.yaml", NULL, "x # " P " " ALLOW " secret", true},
	{"a.yaml", NULL, "x // " P " " ALLOW " secret", false},
	{"a.yml", NULL, "x // " P " " ALLOW " secret", true},
	{"a.py", "  # " P " " ALLOW " nextline secret", "x", true},
	{"a.py", "# " P " " ALLOW "-nextline-secret", "x", true},
	{"a.py", "x # " P " " ALLOW " nextline secret", "x", false},
	{"a.py",
		"# " P " white"
		"list nextline secret",
		"x", false},
	{"a.py", NULL, "x # " P " " ALLOW " nextline secret", false},
	{"a.yaml", "// " P " " ALLOW " nextline secret", "x", false},
	{"a", NULL,
		"x gitleaks"
		":allow",
		true},
	{"a", NULL,
		"x trufflehog"
		":ignore",
		true},
	{"a",
		"// gitleaks"
		":allow",
		"x", false},
	{"a", NULL, "x // " LINT "-line", true},
	{"a", "// " LINT "-next-line", "x", true},
	{"a", NULL, "x // " LINT "-next-line", false},
};

static void
comments_allow(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(pragmas); i++) {
		const char *before = pragmas[i].before;

		if (secret_pragma_line(pragmas[i].path, pragmas[i].line, strlen(pragmas[i].line),
			    before, before ? strlen(before) : 0) != pragmas[i].is_allowed)
			fail_msg("%s: %s / %s", pragmas[i].path, before ? before : "",
				pragmas[i].line);
	}
}

static void
blocks_allow(void **state)
{
	static const char text[] = "a\n// " LINT "\nb\n// secret"
				   "lint-enable\nc\n// " LINT "-line\nd\n";

	(void)state;
	assert_false(secret_pragma_block(text, 0));
	assert_true(secret_pragma_block(text, (size_t)(strstr(text, "\nb\n") - text)));
	assert_false(secret_pragma_block(text, (size_t)(strstr(text, "\nc\n") - text)));
	assert_false(secret_pragma_block(text, (size_t)(strstr(text, "\nd\n") - text)));
}

typedef bool filter(const char *s, size_t n);

static const struct {
	filter *fn;
	const char *text;
	bool is_filtered;
} filters[] = {
	{secret_filter_sequential, "", true},
	{secret_filter_sequential, "aBcDeF", true},
	{secret_filter_sequential, "89abc", true},
	{secret_filter_sequential, "abcdef0123456789", true},
	{secret_filter_sequential, "xyz=/", true},
	{secret_filter_sequential, "FEDCBA", false},
	{secret_filter_sequential, "0000", false},
	{secret_filter_uuid,
		"a-3636dd46-"
		"ea21-11e9-81b4-2a2ae2dbcce4-b",
		true},
	{secret_filter_uuid,
		"3636dd46-"
		"ea21-11e9-81b4-2a2ae2dbcceg",
		false},
	{secret_filter_templated, "", true},
	{secret_filter_templated, "a", false},
	{secret_filter_templated, "{a}", true},
	{secret_filter_templated, "<a>", true},
	{secret_filter_templated, "${a}", true},
	{secret_filter_templated, "${a", false},
	{secret_filter_dollar, "$a", true},
	{secret_filter_dollar, "", false},
	{secret_filter_no_letter, "1-2", true},
	{secret_filter_no_letter, "a-2", false},
	{secret_filter_no_letter, "\xc3\xa9", true},
	{secret_is_placeholder, "xxxxxxxxxxxxab", true},
	{secret_is_placeholder, "${TOKEN}", true},
	{secret_is_placeholder, "your-token-1234", true},
	{secret_is_placeholder, RANDOM, false},
	{secret_is_generated, RANDOM, true},
	{secret_is_generated, "getUserName2FromIndex", false},
	{secret_is_generated, "src/a/b/c1.py", false},
	{secret_is_generated, "KWzQvNxGmTbH", false},
};

static void
values_are_filtered(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(filters); i++) {
		if (filters[i].fn(filters[i].text, strlen(filters[i].text)) !=
			filters[i].is_filtered)
			fail_msg("row %zu: '%s'", i, filters[i].text);
	}
}

static const struct {
	const char *line, *value;
	bool is_id, is_indirect;
} lines[] = {
	{"id: VALUE", "VALUE", true, false},
	{"myid = VALUE", "VALUE", true, false},
	{"data test_id=VALUE", "VALUE", true, false},
	{"my_ids: VALUE, VALUE", "VALUE", true, false},
	{"hidden = VALUE", "VALUE", false, false},
	{"id: ANOTHER_VALUE", "VALUE", true, false},
	{"id: VALU", "VALUE", false, false},
	{"x = get_key()", "x", false, true},
	{"x = a.b[\"key\"]", "x", false, true},
	{"x := f(1)", "x", false, true},
	{"x = hunter2", "x", false, false},
};

static void
lines_are_filtered(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(lines); i++) {
		const char *l = lines[i].line, *v = lines[i].value;

		if (secret_filter_id(v, strlen(v), l, strlen(l)) != lines[i].is_id ||
			secret_filter_indirect(l, strlen(l)) != lines[i].is_indirect)
			fail_msg("'%s'", l);
	}
}

static void
paths_are_filtered(void **state)
{
	(void)state;
	assert_true(secret_filter_lock_file("a/yarn.lock"));
	assert_false(secret_filter_lock_file("Gemfilealock"));
	assert_true(secret_filter_swagger("a/swagger-ui.html"));
	assert_false(secret_filter_swagger("a/swag"));
}

/* 16 bytes once and 8 twice: exactly the limit, which is not over it. */
static void
entropy_is_theirs(void **state)
{
	static const char equal[] = "ABCDEFGHIJKLMNOPabcdefghabcdefgh";

	(void)state;
	assert_true(secret_filter_entropy(equal, 32, SECRET_BASE64) == 4.5);
	assert_true(secret_filter_entropy("aaaa", 4, SECRET_HEX) == 0);
	assert_true(secret_filter_entropy("", 0, SECRET_HEX) == 0);
	assert_true(fabs(secret_filter_entropy("0123456789", 10, SECRET_HEX) -
			    (log(10) / log(2) - 1.2 / (log(10) / log(2)))) < 1e-9);
	assert_true(secret_filter_in_charset('-', SECRET_BASE64));
	assert_false(secret_filter_in_charset('-', SECRET_HEX));
	assert_false(secret_filter_in_charset('\0', SECRET_HEX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_allow),
		cmocka_unit_test(blocks_allow),
		cmocka_unit_test(values_are_filtered),
		cmocka_unit_test(lines_are_filtered),
		cmocka_unit_test(paths_are_filtered),
		cmocka_unit_test(entropy_is_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

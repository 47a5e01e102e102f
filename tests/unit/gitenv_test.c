/* SPDX-License-Identifier: MIT */
/* gitenv_test -- what children of git inherit, and lists of object folders. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "git/repo/gitenv.h"

static const char *const given[] = {
	"PATH=/bin",
	"GIT_DIR=/x",
	"GIT_INDEX_FILE=.git/index",
	"GIT_WORK_TREE=.",
	"GIT_PREFIX=",
	"GIT_CONFIG_PARAMETERS='a=b'",
	"GIT_CONFIG_COUNT=1",
	"GIT_CONFIGURED=1",
	"GIT_EXEC_PATH=/lib",
	"GIT_EXEC_PATHS=/lib",
	"GIT_ICASE_PATHSPECS=1",
	"GIT_EXTERNAL_DIFF=false",
	"GIT_OBJECT_DIRECTORY=/o",
	"GITHEAD_1=x",
	"EMPTY=",
	NULL,
};

static void
children_get_what_is_allowed(void **state)
{
	struct arena *mem = arena_new();
	struct strs out = {0};

	(void)state;
	gitenv_child(&out, given, mem);
	assert_string_equal(strs_join(&out, " ", mem),
		"PATH=/bin GIT_CONFIG_PARAMETERS='a=b' GIT_CONFIG_COUNT=1 GIT_EXEC_PATH=/lib "
		"GIT_OBJECT_DIRECTORY=/o GITHEAD_1=x EMPTY=");
	arena_free(mem);
}

static void
values_are_found(void **state)
{
	static const char *const flags[] = {
		"A=1", "B=0", "C=false", "D=", "E=TRUE", "F=no", "G=off", NULL};

	(void)state;
	assert_string_equal(gitenv_find(given, "PATH"), "/bin");
	assert_string_equal(gitenv_find(given, "EMPTY"), "");
	assert_null(gitenv_find(given, "PAT"));
	assert_null(gitenv_find(given, "GIT"));
	assert_null(gitenv_find(NULL, "PATH"));
	assert_true(gitenv_is_true(flags, "A") && gitenv_is_true(flags, "E"));
	for (const char *name = "BCDFGX"; *name; name++)
		assert_false(gitenv_is_true(flags, (char[]){*name, '\0'}));
}

static const struct {
	const char *value, *folders; /* joined by '|' */
} lists[] = {
	{"", ""},
	{"/a", "/a"},
	{"/a:/b", "/a|/b"},
	{":/a::/b:", "/a|/b"},
	{"\"/a:b\":/c", "/a:b|/c"},
	{"\"/q\\\"\\\\\\t\\303\\251\"", "/q\"\\\t\303\251"},
	{"\"/open", "/open"},
	{"\"/open\\", "/open\\"},
	{"\"\":/a", "/a"},
};

static void
folders_are_split_and_quoted(void **state)
{
	static const char *const names[] = {"/a", "/a:b", "\"a\\", "/\t:", ":"};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(lists); i++) {
		struct strs out = {0};

		gitenv_split_folders(&out, lists[i].value, mem);
		assert_string_equal(strs_join(&out, "|", mem), lists[i].folders);
	}
	for (size_t i = 0; i < countof(names); i++) {
		struct strs out = {0};

		gitenv_split_folders(&out, gitenv_quote_folder(names[i], mem), mem);
		assert_int_equal(out.n, 1);
		assert_string_equal(out.v[0], names[i]);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_get_what_is_allowed),
		cmocka_unit_test(values_are_found),
		cmocka_unit_test(folders_are_split_and_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

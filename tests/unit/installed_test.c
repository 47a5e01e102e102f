/* SPDX-License-Identifier: MIT */
/* installed_test -- what install remembers is read whole or not at all; and values of PATH. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "cli/install/toolpath.h"
#include "git/repo/installed.h"

static const struct {
	const char *text, *hooks, *path; /* NULL: it is none */
} texts[] = {
	{"hooks pre-commit pre-push\npath /usr/bin:/bin\n", "pre-commit pre-push", "/usr/bin:/bin"},
	{"hooks pre-commit\npath \n", "pre-commit", ""},
	{"hooks pre-commit\npath /a b\n:/c\n\n", "pre-commit", "/a b\n:/c\n"},
	{"hooks a\npath path /x\n", "a", "path /x"},
	{"", NULL, NULL},
	{"\n", NULL, NULL},
	{"hooks \n", NULL, NULL},
	{"hooks \npath /x\n", NULL, NULL},
	{"hooks a\npath /x", NULL, NULL},
	{"hooks a\npath", NULL, NULL},
	{"hooks a\n", NULL, NULL},
	{"hooks a\n/x\n", NULL, NULL},
	{"path /x\nhooks a\n", NULL, NULL},
};

static void
whole_or_not_at_all(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char *text = arena_strdup(mem, texts[i].text);
		struct installed known;
		bool is_one = installed_parse(&known, text, strlen(text), mem);

		assert_int_equal(is_one, texts[i].hooks != NULL);
		if (!is_one)
			continue;
		assert_string_equal(strs_join(&known.hooks, " ", mem), texts[i].hooks);
		assert_string_equal(known.path, texts[i].path);
	}
	assert_false(installed_parse(
		&(struct installed){0}, arena_strndup(mem, "hooks a\npath /\0x\n", 17), 17, mem));
	arena_free(mem);
}

/* Folders of every machine. */
static const struct {
	const char *path, *more, *wide;
} paths[] = {
	{"/usr/bin", "/usr/bin:/dev", "/usr/bin:/dev"},
	{"/usr/bin", "/dev:/usr/bin:/dev", "/usr/bin:/dev"}, {"/usr/bin", "/usr/bin", "/usr/bin"},
	{"/usr/bin", "", "/usr/bin"}, {"", "/dev:/usr", "/dev:/usr"},
	{"/usr/bin", "dev:.::/no/such/folder:/dev/null:/dev", "/usr/bin:/dev"},
	{"bin:/usr/bin:", "/dev", "bin:/usr/bin::/dev"}, /* what the client gave stays */
};

static void
what_is_lacking_comes_behind(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_string_equal(
			toolpath_widen(paths[i].path, paths[i].more, mem), paths[i].wide);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_or_not_at_all),
		cmocka_unit_test(what_is_lacking_comes_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

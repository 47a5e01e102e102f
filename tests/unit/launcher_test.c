/* SPDX-License-Identifier: MIT */
/* launcher: which commands say nothing about what they run. */
#include "test.h"

#include "base/arena.h"
#include "base/strs.h"
#include "model/evidence/launcher.h"
#include "model/plan/pattern.h"

static void
commands_that_launch_others(void **state)
{
	static const struct {
		const char *command, *name; /* NULL: it is the tool itself */
	} cases[] = {
		{"npx eslint", "npx"},
		{"/usr/bin/env python", "env"},
		{"sh check.sh", "sh"},
		{"bash -c x", "bash"},
		{"zsh x", "zsh"},
		{"ash x", "ash"},
		{"bun test", "bun"},
		{"yarn lint", "yarn"},
		{"xargs x", "xargs"},
		{"make check", "make"},
		{"python -m pytest", "python -m"},
		{"python3.11 -I -m pytest", "python -m"},
		{"python3 -mpytest", "python -m"},
		{"python3 -c x", "python -c"},
		{"python3 tools/x.py -m y", NULL},
		{"pythonic -m y", NULL},
		{"ruff check -m x", NULL},
		{"node x.js", NULL},
		{"./sh/check", NULL},
		{"makefile-lint", NULL},
		{"", NULL},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct strs words = {0};
		const char *name;

		strs_split(&words, cases[i].command, mem);
		name = launcher_of(&words);
		if (!cases[i].name)
			assert_null(name);
		else if (!name)
			fail_msg("%s is none", cases[i].command);
		else
			assert_string_equal(name, cases[i].name);
	}
	arena_free(mem);
}

static void
a_lock_file_among_the_inputs(void **state)
{
	static const struct {
		const char *pattern;
		bool is_lock;
	} cases[] = {
		{"uv.lock", true},
		{"**/package-lock.json", true},
		{"web/yarn.lock", true},
		{"Cargo.lock", true},
		{"*.lock", false},
		{"pyproject.toml", false},
		{"!uv.lock", false},
	};
	struct arena *mem = arena_new();
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct patterns list = {0};

		assert_int_equal(patterns_add(&list, cases[i].pattern, 0, mem, &err), 0);
		if (launcher_is_lock(&list.v[0]) != cases[i].is_lock)
			fail_msg("%s", cases[i].pattern);
		patterns_release(&list);
	}
	arena_free(mem);
}

static void
what_reads_the_history(void **state)
{
	static const struct {
		const char *words[4];
		const char *name;
	} cases[] = {
		{{"git", "diff", "--check"}, "git"},
		{{"/usr/bin/git", "log"}, "git"},
		{{"ruff", "check", "git"}, NULL},
		{{"npx", "commitlint"}, "commitlint"},
		{{"uvx", "diff-cover"}, "diff-cover"},
		{{"sh", "-c", "x=$(git log -1); test -n \"$x\""}, "git"},
		{{"sh", "-c", "exec /usr/bin/git status"}, "git"},
		{{"sh", "-c", "echo digit legit"}, NULL},
		{{"gitlint"}, "gitlint"},
		{{"make", "test"}, NULL},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct strs words = {0};
		const char *name;

		for (size_t k = 0; k < countof(cases[i].words) && cases[i].words[k]; k++)
			strs_add(&words, cases[i].words[k], mem);
		name = launcher_of_history(&words, mem);
		if ((name == NULL) != (cases[i].name == NULL))
			fail_msg("%s %s", cases[i].words[0], name ? name : "none");
		if (name)
			assert_string_equal(name, cases[i].name);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_that_launch_others),
		cmocka_unit_test(a_lock_file_among_the_inputs),
		cmocka_unit_test(what_reads_the_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* acts: which changes of a configuration change what a gate does, and which do not. */
#include "test.h"

#include <string.h>

#include "config_fixture.h"

#define BASE "[tta]\nversion = 1\n[gate lint]\nrun = ruff check {files}\nfiles = *.py\n"

static const char *
acts_of(const char *text, int stage, struct arena *mem)
{
	struct config_fixture f;
	const char *out;

	config_fixture_open(&f, text, NULL);
	assert_int_equal(f.rc, 0);
	assert_string_equal(config_fixture_problems(&f), "");
	out = config_gate_acts(&f.config, config_gate(&f.config, 0, 0, stage), mem);
	config_fixture_close(&f);
	return out;
}

static void
only_what_acts_counts(void **state)
{
	static const struct {
		const char *more;
		bool acts;
	} cases[] = {
		{"level = warn\n", false},
		{"from = staging\n", false},
		{"on = pre-push\n", false},
		{"timeout = 5s\n", false},
		{"retry = 2\n", false},
		{"missing = skip\n", false},
		{"fix = ruff check --fix {files}\n", false},
		{"cache = no\n", false},
		{"level.staging = warn\n", false},
		{"scope = files\n", true}, /* written or not is told apart: a miss too many */
		{"inputs = ruff.toml\n", true},
		{"sees = files\n", true},
		{"dir = src\n", true},
		{"env-inputs = HOME\n", true},
		{"run = ruff check -q {files}\n", true},
	};
	struct arena *mem = arena_new();
	const char *base = acts_of(BASE, 0, mem);

	(void)state;
	assert_non_null(strstr(base, "run 18 ruff check {files}\n"));
	for (size_t i = 0; i < countof(cases); i++) {
		bool is_run = strncmp(cases[i].more, "run", 3) == 0;
		const char *text = arena_printf(mem, "%s%s",
			is_run ? "[tta]\nversion = 1\n[gate lint]\nfiles = *.py\n" : BASE,
			cases[i].more);

		if ((strcmp(acts_of(text, 0, mem), base) != 0) != cases[i].acts)
			fail_msg("%s", cases[i].more);
	}
	arena_free(mem);
}

static void
how_it_was_put_together_does_not_count(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	assert_string_equal(acts_of(BASE "inputs = a b\n", 0, mem),
		acts_of("[tta]\nversion = 1\n[defaults gate]\ninputs = a b\n"
			"[gate lint]\nrun = ruff check {files}\nfiles = *.py\n",
			0, mem));
	arena_free(mem);
}

static void
a_stage_may_act_otherwise(void **state)
{
	static const char text[] = BASE "run.staging = ruff check --all {files}\n";
	struct arena *mem = arena_new();

	(void)state;
	assert_non_null(strstr(acts_of(text, 0, mem), "ruff check {files}"));
	assert_non_null(strstr(acts_of(text, 1, mem), "ruff check --all {files}"));
	arena_free(mem);
}

static void
an_environment_acts_too(void **state)
{
	struct config_fixture f;
	const char *acts;

	(void)state;
	config_fixture_open(&f,
		BASE "[env python]\nset = A=1 \"B=x y\"\nroots = . src\nkeep = .cache/\nmake = uv "
		     "sync\n",
		NULL);
	acts = config_env_acts(&f.config, &f.config.envs.v[0], f.mem);
	assert_string_equal(acts, "set 11 A=1 \"B=x y\"\nroots 5 . src\n");
	config_fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_acts_counts),
		cmocka_unit_test(how_it_was_put_together_does_not_count),
		cmocka_unit_test(a_stage_may_act_otherwise),
		cmocka_unit_test(an_environment_acts_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

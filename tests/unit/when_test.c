/* SPDX-License-Identifier: MIT */
/* when -- each condition where it holds, where it does not, and where it is none. */
#include "model/plan/when.h"

#include <string.h>

#include "base/arena.h"
#include "model/event.h"
#include "test.h"

static const char *const environ_of_test[] = {"SET=1", "EMPTY=", "SETTER=no", NULL};

static const struct row {
	const char *words;
	const char *branch;
	bool is_ci, is_merge, is_rebase;
	const char *fails; /* NULL: all hold */
} rows[] = {
	{"", "main", false, false, false, NULL},
	{"env SET", "main", false, false, false, NULL},
	{"env SETTE", "main", false, false, false, "SETTE is not set"},
	{"env EMPTY", "main", false, false, false, "EMPTY is not set"},
	{"not env SET", "main", false, false, false, "SET is set"},
	{"not env NONE", "main", false, false, false, NULL},
	{"ci", "main", true, false, false, NULL},
	{"ci", "main", false, false, false, "not in ci"},
	{"not ci", "main", true, false, false, "in ci"},
	{"branch main", "main", false, false, false, NULL},
	{"branch main", "maintenance", false, false, false, "main is not the branch"},
	{"branch main", NULL, false, false, false, "main is not the branch"},
	{"branch release/*", "release/1.0", false, false, false, NULL},
	{"branch release/*", "main", false, false, false, "release/* is not the branch"},
	{"not branch release/*", "release/1.0", false, false, false, "release/* is the branch"},
	{"not merge", "main", false, true, false, "a merge"},
	{"not merge", "main", false, false, false, NULL},
	{"merge", "main", false, true, false, NULL},
	{"merge", "main", false, false, false, "no merge"},
	{"not rebase", NULL, false, false, true, "a rebase"},
	{"rebase", NULL, false, false, true, NULL},
	{"rebase", NULL, false, false, false, "no rebase"},
	{"ci env SET not merge", "main", true, false, false, NULL},
	{"ci env SET not merge", "main", true, true, false, "a merge"},
	{"env NONE ci", "main", false, false, false, "NONE is not set"},
};

static void
conditions_hold_or_say_why_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct row *r = &rows[i];
		struct arena *mem = arena_new();
		struct event e = {.branch = r->branch,
			.is_ci = r->is_ci,
			.is_merge = r->is_merge,
			.is_rebase = r->is_rebase};
		struct strs words = {0};
		const char *fails;
		struct error err;

		strs_split(&words, r->words, mem);
		assert_int_equal(when_check(&words, mem, &err), 0);
		fails = when_fails(&words, &e, environ_of_test, mem);
		if (!fails != !r->fails || (fails && strcmp(fails, r->fails) != 0))
			fail_msg("'%s': %s", r->words, fails ? fails : "holds");
		arena_free(mem);
	}
}

static void
without_an_environment_nothing_is_set(void **state)
{
	struct arena *mem = arena_new();
	struct event e = {0};
	struct strs words = {0};

	(void)state;
	strs_split(&words, "env SET", mem);
	assert_non_null(when_fails(&words, &e, NULL, mem));
	arena_free(mem);
}

static const struct {
	const char *words, *message;
} wrong[] = {
	{"sometimes", "unknown condition 'sometimes'; it must be one of env NAME, ci, branch "
		      "PATTERN, merge, rebase, not"},
	{"ci brnach main", "unknown condition 'brnach'; did you mean 'branch'?"},
	{"env", "'env' ends where a condition should go on"},
	{"not", "'not' ends where a condition should go on"},
	{"not not ci", "unknown condition 'not'; 'not' stands once before a condition"},
	{"branch /abs", "branch: pattern '/abs': it is absolute; patterns start at the root of the "
			"repository, without '/'"},
};

static void
what_is_no_condition_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(wrong); i++) {
		struct arena *mem = arena_new();
		struct event e = {.is_ci = true, .branch = "main"};
		struct strs words = {0};
		struct error err;

		strs_split(&words, wrong[i].words, mem);
		assert_int_equal(when_check(&words, mem, &err), -1);
		assert_string_equal(err.msg, wrong[i].message);
		assert_non_null(when_fails(&words, &e, NULL, mem)); /* it never holds */
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_hold_or_say_why_not),
		cmocka_unit_test(without_an_environment_nothing_is_set),
		cmocka_unit_test(what_is_no_condition_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

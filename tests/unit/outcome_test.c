/* SPDX-License-Identifier: MIT */
/* outcome -- the exit status and its precedence; the words of verdicts. */
#include "model/outcome.h"

#include <signal.h>
#include <string.h>

#include "base/arena.h"
#include "model/plan/plan.h"
#include "test.h"

#define N VERDICT_NONE
#define P VERDICT_PASS
#define F VERDICT_FAIL
#define W VERDICT_WARN
#define S VERDICT_SKIP
#define B VERDICT_BROKEN
#define D VERDICT_DEFERRED

static const struct row {
	const char *stage;
	enum verdict_kind kinds[4];
	size_t njobs;
	int refusals[3]; /* 0 ends them */
	int signal, expected;
} rows[] = {
	{"pre-commit", {0}, 0, {0}, 0, EXIT_YES},
	{"pre-commit", {P, W, S, D}, 4, {0}, 0, EXIT_YES},
	{"pre-push", {P, D}, 2, {0}, 0, EXIT_UNKNOWN},
	{"pre-commit", {P, F}, 2, {0}, 0, EXIT_NO},
	{"pre-commit", {B, F}, 2, {0}, 0, EXIT_UNKNOWN},
	{"pre-commit", {F, B}, 2, {0}, 0, EXIT_UNKNOWN},
	{"pre-commit", {F, N}, 2, {0}, 0, EXIT_NO},
	{"pre-commit", {P, N}, 2, {0}, 0, EXIT_UNKNOWN},
	{"pre-commit", {P}, 1, {EXIT_NO}, 0, EXIT_NO},
	{"pre-commit", {F}, 1, {EXIT_UNKNOWN}, 0, EXIT_UNKNOWN},
	{"pre-commit", {B}, 1, {EXIT_NO}, 0, EXIT_UNKNOWN},
	{"pre-commit", {B}, 1, {EXIT_WRONG}, 0, EXIT_WRONG},
	{"pre-commit", {P}, 1, {EXIT_WRONG, EXIT_UNKNOWN}, 0, EXIT_WRONG},
	{"pre-commit", {B}, 1, {EXIT_WRONG}, SIGINT, 128 + SIGINT},
	{"pre-commit", {P}, 1, {0}, SIGTERM, 128 + SIGTERM},
	{"pre-commit", {0}, 0, {EXIT_NO, EXIT_UNKNOWN}, 0, EXIT_UNKNOWN},
};

static void
the_worst_wins(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct row *r = &rows[i];
		struct event event = {.stage = r->stage};
		struct plan plan = {.njobs = r->njobs};
		struct verdict verdicts[4] = {{0}};
		struct refusal refusals[3] = {{0}};
		struct outcome o = {.event = &event,
			.plan = &plan,
			.verdicts = verdicts,
			.refusals = refusals,
			.signal = r->signal};

		for (size_t k = 0; k < r->njobs; k++)
			verdicts[k].kind = r->kinds[k];
		while (r->refusals[o.nrefusals]) {
			refusals[o.nrefusals].status = r->refusals[o.nrefusals];
			o.nrefusals++;
		}
		if (outcome_exit(&o) != r->expected)
			fail_msg("row %zu: %d, not %d", i, outcome_exit(&o), r->expected);
	}
}

static void
no_verdicts_are_no_pass(void **state)
{
	struct event event = {.stage = "pre-commit"};
	struct plan plan = {.njobs = 1};
	struct outcome o = {.event = &event, .plan = &plan};
	struct tally t;

	(void)state;
	assert_int_equal(outcome_exit(&o), EXIT_UNKNOWN);
	outcome_tally(&t, &o);
	assert_int_equal(t.none, 1);
	assert_int_equal(t.pass, 0);
	o.plan = NULL; /* commit-msg plans nothing */
	assert_int_equal(outcome_exit(&o), EXIT_YES);
}

static void
each_kind_is_counted(void **state)
{
	struct plan plan = {.njobs = 9};
	struct verdict v[9] = {{.kind = P}, {.kind = P}, {.kind = F}, {.kind = W}, {.kind = S},
		{.kind = B}, {.kind = D}, {.kind = N}, {.kind = P}};
	struct outcome o = {.plan = &plan, .verdicts = v};
	struct tally t;

	(void)state;
	outcome_tally(&t, &o);
	assert_int_equal(t.pass, 3);
	assert_int_equal(t.fail, 1);
	assert_int_equal(t.warn, 1);
	assert_int_equal(t.skip, 1);
	assert_int_equal(t.broken, 1);
	assert_int_equal(t.deferred, 1);
	assert_int_equal(t.none, 1);
}

static void
kinds_have_distinct_words(void **state)
{
	(void)state;
	for (int i = VERDICT_NONE; i <= VERDICT_DEFERRED; i++) {
		assert_non_null(verdict_word((enum verdict_kind)i));
		for (int k = VERDICT_NONE; k < i; k++) {
			assert_string_not_equal(verdict_word((enum verdict_kind)i),
				verdict_word((enum verdict_kind)k));
			assert_string_not_equal(verdict_name((enum verdict_kind)i),
				verdict_name((enum verdict_kind)k));
		}
	}
	assert_string_equal(verdict_word(VERDICT_PASS), "Passed");
	assert_string_equal(verdict_name(VERDICT_BROKEN), "broken");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worst_wins),
		cmocka_unit_test(no_verdicts_are_no_pass),
		cmocka_unit_test(each_kind_is_counted),
		cmocka_unit_test(kinds_have_distinct_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

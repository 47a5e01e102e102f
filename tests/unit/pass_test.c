/* SPDX-License-Identifier: MIT */
/* Passes and memos: found again by what they were kept under. */
#include "test.h"

#include "journal_fixture.h"
#include "store/memo.h"

static void
what_was_added_is_found_later(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass v[3] = {a_pass(1), a_pass(2), a_pass(3)};

	assert_null(p->said);
	add_passes(p, j, 1, 3);
	journal_close(j);
	j = open_it(p);
	assert_int_equal(pass_find(v, 3, j, &p->err), 0);
	assert_true(v[0].is_there && v[1].is_there && !v[2].is_there);
	assert_int_equal(v[1].ended_ms, NOW_MS);
	assert_int_equal(v[1].took_ms, 12);
	journal_close(j);
}

static void
a_pass_of_a_key_replaces_the_earlier(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass one = a_pass(7);

	add_passes(p, j, 7, 8);
	one.took_ms = 99;
	assert_int_equal(pass_add(j, &one, "lint@core", &p->err), 0);
	one.took_ms = 0;
	assert_int_equal(pass_find(&one, 1, j, &p->err), 0);
	assert_int_equal(one.took_ms, 99);
	journal_close(j);
	assert_int_equal(passes_in(p), 1);
}

static void
passes_of_one_job_can_be_forgotten(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	struct pass other = a_pass(9);
	size_t gone;

	add_passes(p, j, 0, 5);
	assert_int_equal(pass_add(j, &other, "types@core", &p->err), 0);
	assert_int_equal(pass_forget(&gone, j, "lint@core", &p->err), 0);
	assert_int_equal(gone, 5);
	assert_int_equal(pass_forget(&gone, j, "none", &p->err), 0);
	assert_int_equal(gone, 0);
	assert_int_equal(pass_forget(&gone, j, NULL, &p->err), 0);
	assert_int_equal(gone, 1);
	journal_close(j);
}

static void
a_memo_is_what_was_set_last(void **state)
{
	struct place *p = *state;
	struct journal *j = open_it(p);
	const char *value;

	assert_int_equal(memo_get(&value, j, "x", p->mem, &p->err), 0);
	assert_null(value);
	assert_int_equal(memo_set(j, "x", "one", NOW_MS, &p->err), 0);
	assert_int_equal(memo_set(j, "x", "two", NOW_MS, &p->err), 0);
	assert_int_equal(memo_get(&value, j, "x", p->mem, &p->err), 0);
	assert_string_equal(value, "two");
	journal_close(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		row(what_was_added_is_found_later),
		row(a_pass_of_a_key_replaces_the_earlier),
		row(passes_of_one_job_can_be_forgotten),
		row(a_memo_is_what_was_set_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

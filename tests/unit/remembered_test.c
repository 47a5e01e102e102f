/* SPDX-License-Identifier: MIT */
/* remembered: the same bytes find the same entry, others never do, and nothing is known unsaid. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "model/evidence/remembered.h"

static void
the_same_bytes_find_what_was_said(void **state)
{
	struct arena *mem = arena_new();
	struct remembered r = {0};
	char key[] = "tool a";
	struct remembered_entry *e = remembered_find(&r, key, strlen(key), mem);

	(void)state;
	assert_false(e->is_known);
	e->is_known = true;
	memset(e->digest, 7, sizeof(e->digest));
	e->unfit = "why";
	key[5] = 'b'; /* keys are copied */
	assert_false(remembered_find(&r, key, strlen(key), mem)->is_known);
	assert_ptr_equal(remembered_find(&r, "tool a", 6, mem), e);
	assert_false(remembered_find(&r, "tool a\0b", 8, mem)->is_known);
	assert_false(remembered_find(&r, "", 0, mem)->is_known);
	arena_free(mem);
}

/* Many more than there are buckets. */
static void
each_of_many_is_found(void **state)
{
	struct arena *mem = arena_new();
	struct remembered r = {0};
	char key[32];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 4 * REMEMBERED_BUCKETS; i++) {
			int n = snprintf(key, sizeof(key), "component %d", i);
			struct remembered_entry *e = remembered_find(&r, key, (size_t)n, mem);

			assert_int_equal(e->is_known, round == 1);
			if (round == 1)
				assert_memory_equal(e->digest, &i, sizeof(i));
			memcpy(e->digest, &i, sizeof(i));
			e->is_known = true;
		}
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_bytes_find_what_was_said),
		cmocka_unit_test(each_of_many_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

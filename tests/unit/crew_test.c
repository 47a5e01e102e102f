/* SPDX-License-Identifier: MIT */
/* crew_test -- each look is taken once, by whom does not matter; one who dies leaves zeros. */
#include "test.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/crew.h"

#define LOOKS 500

struct answers {
	atomic_uchar times[LOOKS];
	pid_t by[LOOKS];
	pid_t us;
};

static void
pause_us(long us)
{
	nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

static void
look(size_t i, void *ctx)
{
	struct answers *a = ctx;

	if (getpid() == a->us)
		pause_us(200); /* so that others come to something */
	a->by[i] = getpid();
	atomic_fetch_add(&a->times[i], 1);
}

static void
nobody_is_left(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void
each_look_is_taken_once(void **state)
{
	static const size_t hands[] = {0, 1, 2, 3, 8, 100};

	(void)state;
	for (size_t k = 0; k < countof(hands); k++) {
		struct answers *a = crew_room(sizeof(*a));

		assert_non_null(a);
		a->us = getpid();
		crew_do(look, a, LOOKS, hands[k]);
		for (size_t i = 0; i < LOOKS; i++) {
			assert_int_equal(a->times[i], 1);
			if (hands[k] < 2)
				assert_int_equal(a->by[i], getpid());
		}
		crew_leave(a, sizeof(*a));
		nobody_is_left();
	}
}

/* We die in none of them, so what others took last is all that can be missing. */
static void
die(size_t i, void *ctx)
{
	struct answers *a = ctx;

	if (getpid() != a->us)
		kill(getpid(), SIGKILL);
	pause_us(100);
	atomic_fetch_add(&a->times[i], 1);
}

static void
a_hand_that_dies_leaves_zeros(void **state)
{
	struct answers *a = crew_room(sizeof(*a));
	size_t missing = 0;

	(void)state;
	assert_non_null(a);
	a->us = getpid();
	crew_do(die, a, LOOKS, 4);
	for (size_t i = 0; i < LOOKS; i++) {
		assert_in_range(a->times[i], 0, 1);
		missing += a->times[i] == 0;
	}
	assert_in_range(missing, 0, 3);
	crew_leave(a, sizeof(*a));
	nobody_is_left();
}

static void
nothing_to_look_at(void **state)
{
	(void)state;
	crew_do(look, NULL, 0, 3);
	crew_leave(NULL, 0);
	nobody_is_left();
}

static void
few_looks_are_worth_no_fork(void **state)
{
	(void)state;
	assert_int_equal(crew_hands(0), 1);
	assert_int_equal(crew_hands(1000), 1);
	assert_in_range(crew_hands(SIZE_MAX), 1, 8);
	assert_in_range(crew_hands(4000), 1, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_look_is_taken_once),
		cmocka_unit_test(a_hand_that_dies_leaves_zeros),
		cmocka_unit_test(nothing_to_look_at),
		cmocka_unit_test(few_looks_are_worth_no_fork),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

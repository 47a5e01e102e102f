/* SPDX-License-Identifier: MIT */
/* term_test -- what is known about descriptors, with a pseudo-terminal where there is one. */
#define _XOPEN_SOURCE 700

#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/term.h"

/* The far end of a new pseudo-terminal of that many columns, or -1. */
static int
terminal(int *near, unsigned short columns)
{
	const struct winsize size = {.ws_row = 24, .ws_col = columns};
	int far;

	*near = posix_openpt(O_RDWR | O_NOCTTY);
	if (*near < 0 || grantpt(*near) < 0 || unlockpt(*near) < 0)
		return -1;
	far = open(ptsname(*near), O_RDWR | O_NOCTTY);
	if (far >= 0)
		assert_int_equal(ioctl(far, TIOCSWINSZ, &size), 0);
	return far;
}

static const struct {
	enum term_color wish;
	const char *no_color, *force_color, *name;
	bool on_terminal, elsewhere; /* has_color */
} rows[] = {
	{TERM_AUTO, NULL, NULL, "xterm", true, false},
	{TERM_AUTO, "", "", "xterm", true, false},
	{TERM_AUTO, NULL, NULL, "dumb", false, false},
	{TERM_AUTO, NULL, NULL, NULL, false, false},
	{TERM_AUTO, NULL, NULL, "", false, false},
	{TERM_AUTO, "1", NULL, "xterm", false, false},
	{TERM_AUTO, NULL, "1", "xterm", true, true},
	{TERM_AUTO, NULL, "0", "xterm", true, false},
	{TERM_AUTO, "1", "1", "xterm", false, false},
	{TERM_ALWAYS, "1", NULL, "dumb", true, true},
	{TERM_NEVER, NULL, "1", "xterm", false, false},
};

static void
color_is_asked_in_order(void **state)
{
	int null = open("/dev/null", O_RDWR), near, far = terminal(&near, 100);

	(void)state;
	assert_true(null >= 0);
	for (size_t i = 0; i < countof(rows); i++) {
		struct term t;

		term_look(&t, null, rows[i].wish, rows[i].no_color, rows[i].force_color,
			rows[i].name);
		assert_false(t.is_terminal);
		assert_int_equal(t.has_color, rows[i].elsewhere);
		assert_int_equal(t.width, 80);
		if (far < 0)
			continue;
		term_look(
			&t, far, rows[i].wish, rows[i].no_color, rows[i].force_color, rows[i].name);
		assert_int_equal(t.has_color, rows[i].on_terminal);
	}
	close(null);
	close(far);
	close(near);
}

static void
width_is_the_terminals(void **state)
{
	static const struct {
		unsigned short columns;
		int width;
	} sizes[] = {{100, 100}, {0, 80}, {3, 80}, {500, 500}};

	(void)state;
	for (size_t i = 0; i < countof(sizes); i++) {
		int near, far = terminal(&near, sizes[i].columns);
		struct term t;

		if (far < 0)
			skip();
		term_look(&t, far, TERM_AUTO, NULL, NULL, "xterm");
		assert_true(t.is_terminal);
		assert_int_equal(t.width, sizes[i].width);
		term_look(&t, far, TERM_AUTO, NULL, NULL, "dumb");
		assert_false(t.is_terminal);
		close(far);
		close(near);
	}
}

static void
a_closed_descriptor_is_no_terminal(void **state)
{
	struct term t;

	(void)state;
	term_look(&t, -1, TERM_AUTO, NULL, NULL, "xterm");
	assert_false(t.is_terminal);
	assert_false(t.has_color);
	assert_int_equal(t.width, 80);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(color_is_asked_in_order),
		cmocka_unit_test(width_is_the_terminals),
		cmocka_unit_test(a_closed_descriptor_is_no_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

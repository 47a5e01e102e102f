/* SPDX-License-Identifier: MIT */
/* interrupt_test -- signals come out of the pipe, the first ending one is kept. */
#include "test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/interrupt.h"

/* Each case in a process of its own: signal handlers are the process's. */
static int
in_child(int (*body)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		_exit(body());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static bool
is_readable(void)
{
	struct pollfd fd = {.fd = interrupt_fd(), .events = POLLIN};

	return poll(&fd, 1, 0) == 1;
}

static int
first_one_wins(void)
{
	struct error err;

	if (interrupt_fd() != -1 || interrupt_take() != 0)
		return 1;
	if (interrupt_open(&err) < 0 || interrupt_open(&err) < 0 || is_readable())
		return 2;
	raise(SIGCHLD);
	if (!is_readable() || interrupt_take() != 0 || is_readable())
		return 3;
	raise(SIGTERM);
	raise(SIGINT);
	if (!is_readable() || interrupt_take() != SIGTERM || is_readable())
		return 4;
	return interrupt_take() == SIGTERM ? 0 : 5;
}

static int
ignored_stays_ignored(void)
{
	struct sigaction act = {.sa_handler = SIG_IGN};
	struct error err;

	sigaction(SIGHUP, &act, NULL);
	if (interrupt_open(&err) < 0)
		return 1;
	raise(SIGHUP);
	return is_readable() || interrupt_take() != 0;
}

static int
floods_do_not_block(void)
{
	struct error err;

	if (interrupt_open(&err) < 0)
		return 1;
	for (int i = 0; i < 100000; i++)
		raise(SIGCHLD);
	raise(SIGHUP);
	return interrupt_take() == SIGHUP && !is_readable() ? 0 : 2;
}

static int
nobody_is_waited_for_in_vain(void)
{
	char page[4096] = "";
	struct error err;
	int fds[2];

	if (interrupt_open(&err) < 0 || pipe(fds) < 0 || fcntl(fds[1], F_SETFL, O_NONBLOCK) < 0)
		return 1;
	if (!interrupt_await_writable(fds[1]) || !interrupt_await_writable(999))
		return 2;
	while (write(fds[1], page, sizeof(page)) > 0)
		continue;
	raise(SIGTERM);
	if (interrupt_await_writable(fds[1])) /* full: with SIGTERM nobody waits */
		return 3;
	if (read(fds[0], page, sizeof(page)) <= 0 || !interrupt_await_writable(fds[1]))
		return 4;
	close(fds[0]);
	return interrupt_await_writable(fds[1]) ? 0 : 5; /* write() will tell */
}

static int
raise_ends_us(void)
{
	struct error err;

	if (interrupt_open(&err) < 0)
		return 1;
	interrupt_raise(SIGINT);
}

static void
signals_arrive_in_the_pipe(void **state)
{
	int status;

	(void)state;
	assert_int_equal(in_child(first_one_wins), 0);
	assert_int_equal(in_child(ignored_stays_ignored), 0);
	assert_int_equal(in_child(floods_do_not_block), 0);
	assert_int_equal(in_child(nobody_is_waited_for_in_vain), 0);
	status = in_child(raise_ends_us);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGINT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_arrive_in_the_pipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

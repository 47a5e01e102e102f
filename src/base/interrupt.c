/* SPDX-License-Identifier: MIT */
/*
 * interrupt -- see interrupt.h.  The pipe and the first ending signal are the only mutable globals
 * of the program: a handler has nothing else to write to.
 */
#include "base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "base/arena.h"

static int wake[2] = {-1, -1};
static volatile sig_atomic_t ending;

static void
note(int sig)
{
	int saved = errno;

	if (sig != SIGCHLD && ending == 0)
		ending = sig;
	if (write(wake[1], "", 1) < 0)
		errno = 0; /* full: the loop will wake anyway */
	errno = saved;
}

static int
open_pipe(struct error *err)
{
	int fds[2];

	if (pipe(fds) < 0)
		return error_errno(err, "cannot make a pipe for signals");
	for (int i = 0; i < 2; i++) {
		if (fcntl(fds[i], F_SETFD, FD_CLOEXEC) < 0 ||
			fcntl(fds[i], F_SETFL, O_NONBLOCK) < 0) {
			error_errno(err, "cannot set up the pipe for signals");
			close(fds[0]);
			close(fds[1]);
			return -1;
		}
	}
	wake[0] = fds[0];
	wake[1] = fds[1];
	return 0;
}

int
interrupt_open(struct error *err)
{
	static const int sigs[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD};
	struct sigaction act = {.sa_handler = note, .sa_flags = SA_RESTART}, old;

	if (wake[0] >= 0)
		return 0;
	if (open_pipe(err) < 0)
		return -1;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < countof(sigs); i++) {
		if (sigaction(sigs[i], NULL, &old) < 0)
			return error_errno(err, "cannot look at signal %d", sigs[i]);
		if (old.sa_handler == SIG_IGN && sigs[i] != SIGCHLD)
			continue;
		if (sigaction(sigs[i], &act, NULL) < 0)
			return error_errno(err, "cannot catch signal %d", sigs[i]);
	}
	return 0;
}

int
interrupt_fd(void)
{
	return wake[0];
}

int
interrupt_take(void)
{
	char some[64];

	while (wake[0] >= 0 && read(wake[0], some, sizeof(some)) > 0)
		continue;
	return ending;
}

bool
interrupt_await_writable(int fd)
{
	struct pollfd fds[] = {
		{.fd = fd, .events = POLLOUT},
		{.fd = wake[0], .events = POLLIN},
	};

	for (;;) {
		int n = poll(fds, 2, interrupt_take() ? 0 : -1);

		if (n > 0 && fds[0].revents)
			return true;
		if (n == 0)
			return false;
		if (n < 0 && errno != EINTR)
			return true; /* write() will tell */
	}
}

void
interrupt_raise(int sig)
{
	struct sigaction act = {.sa_handler = SIG_DFL};
	sigset_t set;

	sigemptyset(&act.sa_mask);
	sigaction(sig, &act, NULL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(sig);
	_exit(128 + sig);
}

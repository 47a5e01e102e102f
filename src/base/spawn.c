/* SPDX-License-Identifier: MIT */
/*
 * spawn -- see spawn.h.  A child starts from a clean state, whatever ours was: default signals,
 * three descriptors, killed with its parent.
 */
#define _GNU_SOURCE
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "base/contain.h"
#include "base/landlock.h"
#include "base/proc.h"

extern char **environ;

#define FAILURE_FD 3 /* where the failure pipe is while everything above is closed */

pid_t
spawn_fork(sigset_t *before)
{
	sigset_t all;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, before);
	pid = fork();
	if (pid != 0)
		sigprocmask(SIG_SETMASK, before, NULL);
	return pid;
}

void
spawn_reset_signals(void)
{
	struct sigaction act = {.sa_handler = SIG_DFL};
	sigset_t none;

	sigemptyset(&act.sa_mask);
	for (int sig = 1; sig < NSIG; sig++)
		sigaction(sig, &act, NULL); /* fails for SIGKILL and SIGSTOP */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

void
spawn_die_with(pid_t parent, int sig)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, (unsigned long)sig);
#endif
	if (getppid() != parent)
		raise(sig);
}

void
spawn_close_from(int from)
{
	long max;

#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)from, ~0U, 0U) == 0)
		return;
#endif
	max = sysconf(_SC_OPEN_MAX);
	if (max < 0 || max > 65536)
		max = 65536;
	for (int fd = from; fd < (int)max; fd++)
		close(fd);
}

int
spawn_raise_fd(int fd)
{
	int high, saved;

	if (fd < 0)
		return -1;
	if (fd > 2)
		return fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ? -1 : fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	saved = errno;
	close(fd);
	errno = saved;
	return high;
}

void
spawn_fail(const struct spawn *s, enum spawn_step step)
{
	struct spawn_failure f = {.step = step, .error = errno};

	if (write(s->failure, &f, sizeof(f)) < 0)
		_exit(126);
	_exit(127);
}

static void
place_fds(struct spawn *s)
{
	const int from[] = {s->in, s->out, s->err};

	for (int fd = 0; fd < 3; fd++) {
		if (from[fd] >= 0 && dup2(from[fd], fd) < 0)
			spawn_fail(s, SPAWN_SETUP);
	}
	if (s->failure != FAILURE_FD) {
		if (dup2(s->failure, FAILURE_FD) < 0)
			spawn_fail(s, SPAWN_SETUP);
		s->failure = FAILURE_FD;
	}
	if (fcntl(s->failure, F_SETFD, FD_CLOEXEC) < 0)
		spawn_fail(s, SPAWN_SETUP);
	spawn_close_from(FAILURE_FD + 1);
}

void
spawn_exec(const struct spawn *s)
{
	const struct proc_spec *spec = s->spec;
	struct spawn here = *s;
	union { /* execve wants pointers to what it does not write */
		const char *const *asked;
		char *const *taken;
	} argv = {.asked = spec->argv}, env = {.asked = spec->env};

	if (spec->contain && landlock_enter(spec->contain->ruleset) < 0)
		spawn_fail(&here, SPAWN_CONTAIN);
	place_fds(&here);
	if (spec->cwd && chdir(spec->cwd) < 0)
		spawn_fail(&here, SPAWN_CWD);
	spawn_reset_signals();
	execve(argv.taken[0], argv.taken, spec->env ? env.taken : environ);
	spawn_fail(&here, SPAWN_EXEC);
}

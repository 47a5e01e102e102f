/* SPDX-License-Identifier: MIT */
/*
 * keeper -- see keeper.h.  Holds none of our descriptors, so that nobody waits for it; all its
 * signals are blocked and taken one by one.
 */
#define _GNU_SOURCE
#include "base/keeper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/proc.h"
#include "base/spawn.h"

/* The parent of pid, or 0. */
static pid_t
parent_of(const char *pid)
{
	char path[64], text[512];
	const char *p;
	ssize_t n;
	int fd;

	if (snprintf(path, sizeof(path), "/proc/%s/stat", pid) >= (int)sizeof(path))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	p = strrchr(text, ')'); /* behind the name, which may hold anything: " S 123" */
	return p && strlen(p) > 4 ? (pid_t)strtol(p + 4, NULL, 10) : 0;
}

/* Kills what has become our child. */
static void
kill_children(void)
{
	DIR *dir = opendir("/proc");
	pid_t self = getpid();
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		if (e->d_name[0] >= '1' && e->d_name[0] <= '9' && parent_of(e->d_name) == self)
			kill((pid_t)strtol(e->d_name, NULL, 10), SIGKILL);
	}
	if (dir)
		closedir(dir);
}

/* Waits for one of the signals we live by, at most ms; 0 when none came. */
static int
next_signal(int64_t ms)
{
	struct timespec ts = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, KEEPER_KILL);
	sig = sigtimedwait(&set, NULL, &ts);
	return sig > 0 ? sig : 0;
}

/* Ends all that is left below us; gives up on what cannot be killed. */
static void
sweep(void)
{
	int64_t until = proc_clock_ms() + PROC_GRACE_MS;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, NULL, WNOHANG);
		if (pid < 0 && errno == ECHILD)
			return;
		if (pid > 0)
			continue;
		if (proc_clock_ms() > until)
			return;
		kill_children();
		next_signal(10);
	}
}

/* Has the command ended?  Then it is a zombie still: its group is its own. */
static bool
has_ended(pid_t command)
{
	siginfo_t info;

	for (;;) {
		memset(&info, 0, sizeof(info));
		if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0)
			return errno != EINTR;
		if (info.si_pid == 0 || info.si_pid == command)
			return info.si_pid == command;
		waitpid(info.si_pid, NULL, 0); /* an orphan that came to us */
	}
}

/* Its wait status. */
static int
keep(pid_t command)
{
	int64_t kill_at = INT64_MAX, now;
	int status = 0;

	while (!has_ended(command)) {
		int sig = next_signal(kill_at == INT64_MAX ? 1000 : 50);

		now = proc_clock_ms();
		if (sig == SIGTERM && kill_at == INT64_MAX) {
			kill(-command, SIGTERM);
			kill_at = now + PROC_GRACE_MS;
		} else if (sig == KEEPER_KILL || now >= kill_at) {
			kill(-command, SIGKILL);
		}
	}
	kill(-command, SIGKILL);
	if (waitpid(command, &status, 0) != command)
		status = SIGKILL;
	sweep();
	return status;
}

/* Ends as the command did. */
static void __attribute__((noreturn)) mirror(int status)
{
	const struct rlimit none = {0};
	sigset_t set;

	if (!WIFSIGNALED(status))
		_exit(WEXITSTATUS(status));
	setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0UL);
#endif
	kill(getpid(), WTERMSIG(status));
	sigfillset(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	_exit(128 + WTERMSIG(status));
}

static void
drop_fds(void)
{
	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd < 3 && null >= 0; fd++)
		dup2(null, fd);
	spawn_close_from(3);
}

void
keeper_run(const struct spawn *s, pid_t parent)
{
	pid_t self = getpid(), command;
	sigset_t all;

	spawn_reset_signals();
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	spawn_die_with(parent, SIGTERM);
	setsid();
#ifdef __linux__
	prctl(PR_SET_CHILD_SUBREAPER, 1UL);
#endif
	command = fork();
	if (command < 0)
		spawn_fail(s, SPAWN_FORK);
	if (command == 0) {
		setsid();
		spawn_die_with(self, SIGKILL);
		spawn_exec(s);
	}
	drop_fds();
	mirror(keep(command));
}

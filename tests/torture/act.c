/* SPDX-License-Identifier: MIT */
/* act -- see act.h. */
#define _GNU_SOURCE
#include "act.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

#define READ_MAX ((size_t)8 << 20)

void
act_adopt(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1UL);
}

void
act_nap_us(unsigned us)
{
	const struct timespec t = {.tv_sec = us / 1000000, .tv_nsec = (long)(us % 1000000) * 1000};

	nanosleep(&t, NULL);
}

static void __attribute__((noreturn))
become(const char *const *argv, int in, int out, int err, long limit)
{
	const struct rlimit files = {(rlim_t)limit, (rlim_t)limit};
	union {
		const char *const *asked;
		char *const *taken;
	} words = {.asked = argv};

	setpgid(0, 0);
	signal(SIGINT, SIG_DFL);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0 ||
		(limit >= 0 && setrlimit(RLIMIT_FSIZE, &files) < 0))
		_exit(126);
	execvp(argv[0], words.taken);
	_exit(127);
}

pid_t
act_start(const char *const *argv, const char *log, long limit)
{
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	pid_t pid = fork();

	if (pid == 0)
		become(argv, in, out, out, limit);
	setpgid(pid, pid);
	close(in);
	close(out);
	return pid;
}

static int
status_of(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int
act_wait(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status_of(status);
}

int
act_run(const char *const *argv, const char *log)
{
	return act_wait(act_start(argv, log, -1));
}

static int
input_file(const char *input, size_t len)
{
	FILE *f = tmpfile();
	int fd;

	if (!f || fwrite(input, 1, len, f) != len || fflush(f) || fseek(f, 0, SEEK_SET))
		abort();
	fd = dup(fileno(f));
	fclose(f);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

char *
act_read(const char *const *argv, const char *input, size_t input_len, size_t *len,
	struct arena *mem)
{
	int fds[2], in = input ? input_file(input, input_len) : open("/dev/null", O_RDONLY);
	int null = open("/dev/null", O_WRONLY);
	char *text = malloc(READ_MAX), *copy;
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	if (!text || pipe2(fds, O_CLOEXEC) < 0)
		abort();
	pid = fork();
	if (pid == 0)
		become(argv, in, fds[1], null, -1);
	close(fds[1]);
	while (n < READ_MAX && (got = read(fds[0], text + n, READ_MAX - n)) > 0)
		n += (size_t)got;
	close(fds[0]);
	close(in);
	close(null);
	copy = act_wait(pid) == 0 ? arena_strndup(mem, text, n) : NULL;
	free(text);
	if (len)
		*len = n;
	return copy;
}

/* The parent of a process as /proc has it; 0: none. */
static pid_t
parent_of(pid_t pid)
{
	char path[64], text[512] = "", *at;
	int fd, ppid = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';
	close(fd);
	at = strrchr(text, ')');
	return at && sscanf(at + 1, " %*c %d", &ppid) == 1 ? ppid : 0;
}

pid_t
act_child_of(pid_t pid)
{
	DIR *proc = opendir("/proc");
	const struct dirent *e;
	pid_t found = 0;

	while (proc && !found && (e = readdir(proc))) {
		pid_t one = (pid_t)strtol(e->d_name, NULL, 10);

		if (one > 0 && parent_of(one) == pid)
			found = one;
	}
	if (proc)
		closedir(proc);
	return found;
}

bool
act_drain(unsigned limit_ms)
{
	for (unsigned ms = 0; ms < limit_ms; ms += 2) {
		pid_t pid;

		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
			continue;
		if (pid < 0 && errno == ECHILD)
			return true;
		act_nap_us(2000);
	}
	return false;
}

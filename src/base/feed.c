/* SPDX-License-Identifier: MIT */
/* feed -- see feed.h.  What is given is never longer than a pipe takes in one piece. */
#define _GNU_SOURCE
#include "base/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/pipe.h"
#include "base/proc.h"
#include "base/spawn.h"

#define NAP_NS 200000
#define PATIENCE_MS 60000

_Static_assert(FEED_MAX <= PIPE_BUF, "what is given at once arrives in one piece");

static pid_t
start(struct spawn *s)
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0) {
		setsid();
		spawn_exec(s);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

/* -1 where the child says that it could not become what was asked for. */
static int
await_exec(int word, const struct proc_spec *spec, struct error *err)
{
	struct spawn_failure f;
	ssize_t n;

	do
		n = read(word, &f, sizeof(f));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return 0;
	errno = n == (ssize_t)sizeof(f) ? f.error : EIO;
	return error_errno(err, "cannot run '%s'", spec->argv[0]);
}

int
feed_open(struct feed *out, const struct proc_spec *spec, const char *words, struct error *err)
{
	struct spawn s = {.spec = spec, .in = -1, .out = -1, .err = -1, .failure = -1};
	int in[2] = {-1, -1}, word[2] = {-1, -1}, rc = -1;

	*out = (struct feed){.in = -1};
	s.err = s.out = spawn_raise_fd(
		open(words, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
	if (s.out < 0) {
		error_errno(err, "cannot write '%s'", words);
		goto out;
	}
	if (pipe_open(in, err) < 0 || pipe_open(word, err) < 0)
		goto out;
	s.in = in[0];
	s.failure = word[1];
	out->pid = start(&s);
	if (out->pid < 0) {
		out->pid = 0;
		error_errno(err, "cannot fork");
		goto out;
	}
	out->in = in[1];
	in[1] = -1;
	pipe_close(&word[1]);
	rc = await_exec(word[0], spec, err);
out:
	pipe_close(&s.out);
	pipe_close(&in[0]);
	pipe_close(&in[1]);
	pipe_close(&word[0]);
	pipe_close(&word[1]);
	if (rc < 0)
		feed_close(out);
	return rc;
}

int
feed_give(struct feed *f, const void *data, size_t len, struct error *err)
{
	ssize_t n;

	if (len > FEED_MAX)
		return error_set(err, ERR_LIMIT, "%zu bytes are too many at once", len);
	do
		n = write(f->in, data, len);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)len ? 0 : error_errno(err, "it takes no more");
}

/* Has it ended?  It stays to be waited for. */
static bool
has_ended(const struct feed *f)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)f->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	       info.si_pid != 0;
}

int
feed_await(struct feed *f, struct error *err)
{
	const struct timespec nap = {.tv_nsec = NAP_NS};
	int64_t until = proc_clock_ms() + PATIENCE_MS;
	int left = 0;

	while (ioctl(f->in, FIONREAD, &left) == 0) {
		if (left == 0)
			return 0;
		if (has_ended(f))
			return error_set(err, ERR_SYSTEM, "it ended early");
		if (proc_clock_ms() > until)
			return error_set(err, ERR_LIMIT, "it does not read its input");
		nanosleep(&nap, NULL);
	}
	return error_errno(err, "cannot look at its input");
}

int
feed_close(struct feed *f)
{
	int status = 0;
	pid_t pid;

	pipe_close(&f->in);
	if (f->pid <= 0)
		return -1;
	do
		pid = waitpid(f->pid, &status, 0);
	while (pid < 0 && errno == EINTR);
	f->pid = 0;
	if (pid < 0)
		return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

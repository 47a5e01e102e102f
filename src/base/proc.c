/* SPDX-License-Identifier: MIT */
/*
 * proc -- see proc.h.  The parent's side: pipes, deadlines, the end.  spawn.c is the child's side,
 * keeper.c what stands between us and a command with PROC_SESSION; the keeper ends as its command
 * did, so waiting for a child is the same with and without it.
 */
#define _GNU_SOURCE
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/keeper.h"
#include "base/pipe.h"
#include "base/spawn.h"

#define READ_SIZE ((size_t)64 << 10)
#define READS_A_PUMP 16 /* so that one chatty child does not starve the loop */
#define POLL_MS 20      /* between looks at the child where its end cannot be polled */

enum fd_role { FD_OUT, FD_ERR, FD_END, FD_ROLES };

struct proc {
	pid_t pid; /* the child, or its keeper */
	int fds[FD_ROLES];
	unsigned flags;
	bool is_worker, is_reaped;
	int force;        /* how often we asked: 0, 1 SIGTERM, 2 SIGKILL, 3 SIGKILL to the keeper */
	int64_t start_ms; /* of the clock, as are these: */
	int64_t deadline_ms, force_ms;
	struct proc_result result;
};

int64_t
proc_clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct proc *
proc_new(const struct proc_spec *spec)
{
	struct proc *p = calloc(1, sizeof(*p));
	size_t max = spec->output_max ? spec->output_max : PROC_OUTPUT_MAX;

	if (!p)
		arena_die_nomem();
	p->pid = -1;
	for (int i = 0; i < FD_ROLES; i++)
		p->fds[i] = -1;
	p->flags = spec->flags;
	p->start_ms = proc_clock_ms();
	p->deadline_ms = spec->timeout_ms > 0 ? p->start_ms + spec->timeout_ms : INT64_MAX;
	p->force_ms = INT64_MAX;
	p->result.status = -1;
	buf_init(&p->result.out, max);
	buf_init(&p->result.err, max);
	return p;
}

static void
open_end(struct proc *p)
{
#ifdef SYS_pidfd_open
	p->fds[FD_END] = (int)syscall(SYS_pidfd_open, p->pid, 0U);
#endif
}

static const char *
exec_reason(const char *path, int error)
{
	if (error == ENOENT && access(path, F_OK) == 0)
		return "its interpreter is not there";
	if (error == ENOEXEC)
		return "it is no program and has no #! line";
	return strerror(error);
}

/* Reads what the child says of its start; nothing means that it runs. */
static int
await_start(int fd, const struct proc_spec *spec, struct error *err)
{
	struct spawn_failure f;
	ssize_t n;

	do
		n = read(fd, &f, sizeof(f));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return 0;
	if (n != (ssize_t)sizeof(f))
		return error_set(err, ERR_SYSTEM, "cannot run '%s': no word of it", spec->argv[0]);
	errno = f.error;
	switch (f.step) {
	case SPAWN_FORK:
		return error_errno(err, "cannot fork");
	case SPAWN_CONTAIN:
		return error_errno(err, "cannot contain '%s'", spec->argv[0]);
	case SPAWN_CWD:
		return error_errno(err, "cannot enter '%s'", spec->cwd);
	case SPAWN_EXEC:
		return error_set(err, ERR_SYSTEM, "cannot run '%s': %s", spec->argv[0],
			exec_reason(spec->argv[0], f.error));
	default:
		return error_errno(err, "cannot set up a child");
	}
}

static void __attribute__((noreturn)) child_main(const struct spawn *s, pid_t parent)
{
	if (s->spec->flags & PROC_SESSION)
		keeper_run(s, parent);
	if (!(s->spec->flags & PROC_SURVIVES))
		spawn_die_with(parent, SIGKILL);
	spawn_exec(s);
}

static int
start(struct proc *p, const struct proc_spec *spec, struct spawn *s, int word, struct error *err)
{
	pid_t self = getpid();
	sigset_t before;

	p->pid = spawn_fork(&before);
	if (p->pid < 0)
		return error_errno(err, "cannot fork");
	if (p->pid == 0)
		child_main(s, self);
	open_end(p);
	pipe_close(&s->failure);
	return await_start(word, spec, err);
}

int
proc_start(struct proc **out, const struct proc_spec *spec, struct error *err)
{
	struct spawn s = {.spec = spec, .in = -1, .out = -1, .err = -1, .failure = -1};
	struct proc *p = proc_new(spec);
	int word[2] = {-1, -1}, rc = -1;

	*out = NULL;
	s.in = pipe_input(spec->input, spec->input_len, err);
	if (s.in < 0)
		goto out;
	if (!(spec->flags & PROC_INHERIT_OUT)) {
		if (pipe_output(&p->fds[FD_OUT], &s.out, err) < 0)
			goto out;
		if (!(spec->flags & PROC_MERGE) && pipe_output(&p->fds[FD_ERR], &s.err, err) < 0)
			goto out;
	}
	if (pipe_open(word, err) < 0)
		goto out;
	s.failure = word[1];
	word[1] = -1;
	if (spec->flags & PROC_MERGE && s.out >= 0)
		s.err = s.out;
	rc = start(p, spec, &s, word[0], err);
out:
	if (s.err != s.out)
		pipe_close(&s.err);
	pipe_close(&s.out);
	pipe_close(&s.in);
	pipe_close(&s.failure);
	pipe_close(&word[0]);
	pipe_close(&word[1]);
	if (rc < 0) {
		proc_free(p);
		return -1;
	}
	*out = p;
	return 0;
}

int
proc_fork(struct proc **out, int (*work)(int fd, void *ctx), void *ctx,
	const struct proc_spec *spec, struct error *err)
{
	struct proc *p = proc_new(spec);
	pid_t self = getpid();
	sigset_t before;
	int theirs = -1;

	*out = NULL;
	p->is_worker = true;
	if (pipe_output(&p->fds[FD_OUT], &theirs, err) < 0)
		goto failed;
	p->pid = spawn_fork(&before);
	if (p->pid < 0) {
		error_errno(err, "cannot fork");
		goto failed;
	}
	if (p->pid == 0) {
		if (spec->flags & PROC_SESSION)
			setsid();
		spawn_die_with(self, SIGKILL);
		spawn_reset_signals();
		close(p->fds[FD_OUT]);
		_exit(work(theirs, ctx));
	}
	pipe_close(&theirs);
	open_end(p);
	*out = p;
	return 0;
failed:
	pipe_close(&theirs);
	proc_free(p);
	return -1;
}

size_t
proc_fds(const struct proc *p, struct pollfd *fds, size_t max)
{
	size_t n = 0;

	for (int i = 0; i < FD_ROLES && n < max; i++) {
		if (p->fds[i] >= 0)
			fds[n++] = (struct pollfd){.fd = p->fds[i], .events = POLLIN};
	}
	return n;
}

int64_t
proc_deadline_ms(const struct proc *p)
{
	if (p->is_reaped)
		return INT64_MAX;
	return p->force ? p->force_ms : p->deadline_ms;
}

/* Reads what is there; false: there may be more at once. */
static bool
drain(int *fd, struct buf *out, int reads)
{
	char some[READ_SIZE];
	ssize_t n;

	while (*fd >= 0 && reads-- > 0) {
		n = read(*fd, some, sizeof(some));
		if (n > 0) {
			buf_add(out, some, (size_t)n);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0 || errno != EAGAIN)
			pipe_close(fd);
		return true;
	}
	return *fd < 0;
}

/* Asks for the end, each time more urgently. */
static void
force(struct proc *p)
{
	bool is_kept = p->flags & PROC_SESSION && !p->is_worker;

	p->force++;
	if (p->force == 1)
		kill(p->pid, SIGTERM);
	else if (p->force == 2)
		kill(p->pid, is_kept ? KEEPER_KILL : SIGKILL);
	else
		kill(p->pid, SIGKILL);
	p->force_ms =
		p->force < 3 ? proc_clock_ms() + PROC_GRACE_MS + (p->force == 2) * 1000 : INT64_MAX;
}

static void
look_at_clock(struct proc *p)
{
	int64_t now = proc_clock_ms();

	if (p->force == 0 && now >= p->deadline_ms) {
		p->result.is_late = true;
		force(p);
	} else if (p->force && now >= p->force_ms) {
		force(p);
	}
}

static void
reap(struct proc *p, int options)
{
	int status = 0;
	pid_t pid;

	do
		pid = waitpid(p->pid, &status, options);
	while (pid < 0 && errno == EINTR);
	if (pid == 0)
		return;
	p->is_reaped = true;
	p->result.ms = proc_clock_ms() - p->start_ms;
	if (pid < 0) /* somebody else took it: not known, so not a success */
		return;
	if (WIFSIGNALED(status))
		p->result.signal = WTERMSIG(status);
	else
		p->result.status = WEXITSTATUS(status);
}

bool
proc_pump(struct proc *p)
{
	if (p->is_reaped)
		return true;
	drain(&p->fds[FD_OUT], &p->result.out, READS_A_PUMP);
	drain(&p->fds[FD_ERR], &p->result.err, READS_A_PUMP);
	look_at_clock(p);
	reap(p, WNOHANG);
	if (!p->is_reaped)
		return false;
	drain(&p->fds[FD_OUT], &p->result.out, READS_A_PUMP);
	drain(&p->fds[FD_ERR], &p->result.err, READS_A_PUMP);
	for (int i = 0; i < FD_ROLES; i++)
		pipe_close(&p->fds[i]);
	return true;
}

void
proc_end(struct proc *p)
{
	if (p->is_reaped || p->force)
		return;
	p->result.is_ended = true;
	force(p);
}

const struct proc_result *
proc_result(const struct proc *p)
{
	return &p->result;
}

/* Kills it and waits: at most as long as a keeper needs to give up. */
static void
put_down(struct proc *p)
{
	struct pollfd end = {.fd = p->fds[FD_END], .events = POLLIN};

	p->force = 1;
	force(p);
	while (!p->is_reaped && proc_clock_ms() < p->force_ms) {
		poll(&end, 1, POLL_MS);
		reap(p, WNOHANG);
	}
	if (p->is_reaped)
		return;
	force(p);
	reap(p, 0);
}

void
proc_free(struct proc *p)
{
	if (!p)
		return;
	if (p->pid > 0 && !p->is_reaped)
		put_down(p);
	for (int i = 0; i < FD_ROLES; i++)
		pipe_close(&p->fds[i]);
	proc_result_release(&p->result);
	free(p);
}

static int
poll_timeout(const struct proc *p)
{
	int64_t until = proc_deadline_ms(p), left;

	if (p->fds[FD_END] < 0)
		return POLL_MS;
	if (until == INT64_MAX)
		return -1;
	left = until - proc_clock_ms();
	return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

int
proc_run(struct proc_result *out, const struct proc_spec *spec, struct error *err)
{
	struct pollfd fds[PROC_FDS + 1];
	struct proc *p;

	*out = (struct proc_result){.status = -1};
	if (proc_start(&p, spec, err) < 0)
		return -1;
	while (!proc_pump(p)) {
		size_t n = proc_fds(p, fds, PROC_FDS);

		fds[n++] = (struct pollfd){.fd = interrupt_fd(), .events = POLLIN};
		if (interrupt_take() && !(spec->flags & PROC_SURVIVES))
			proc_end(p);
		poll(fds, (nfds_t)n, poll_timeout(p));
	}
	*out = p->result;
	p->result.out = p->result.err = (struct buf){0};
	proc_free(p);
	return 0;
}

void
proc_result_release(struct proc_result *r)
{
	buf_release(&r->out);
	buf_release(&r->err);
}

void
proc_hold_descriptors(void)
{
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
			open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
			return; /* no /dev/null: nothing that could be done about it */
	}
}

void
proc_prepare_self(bool die_with_parent)
{
	struct sigaction act = {.sa_handler = SIG_IGN};
	pid_t parent = getppid();

	sigemptyset(&act.sa_mask);
	sigaction(SIGPIPE, &act, NULL);
	sigaction(SIGXFSZ, &act, NULL); /* a limit on files: write(2) tells */
	act.sa_handler = SIG_DFL;       /* ignored, it would take our children's statuses away */
	sigaction(SIGCHLD, &act, NULL);
	if (die_with_parent)
		spawn_die_with(parent, SIGTERM);
}

/* SPDX-License-Identifier: MIT */
/*
 * spawn -- what happens in a child between fork and exec.  Only base uses it.
 *
 * Errors: a step that fails is sent to the parent as a struct spawn_failure through a pipe that
 *         exec closes; an empty pipe means that exec succeeded.
 */
#ifndef TTA_BASE_SPAWN_H
#define TTA_BASE_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct proc_spec;

enum spawn_step { SPAWN_FORK, SPAWN_CONTAIN, SPAWN_SETUP, SPAWN_CWD, SPAWN_EXEC };

struct spawn_failure {
	enum spawn_step step;
	int error; /* errno */
};

struct spawn {
	const struct proc_spec *spec;
	int in, out, err; /* what becomes 0, 1, 2; all above 2; -1: stays ours */
	int failure;      /* where a struct spawn_failure goes */
};

/* fork() with all signals blocked, so that no handler of ours runs in the child; in the parent they
 * are as before again. */
pid_t spawn_fork(sigset_t *before);
/* Default handlers, nothing blocked. */
void spawn_reset_signals(void);
/* sig is sent to us when the process that is our parent dies; at once if parent is not. */
void spawn_die_with(pid_t parent, int sig);
/* Closes every descriptor from `from` on. */
void spawn_close_from(int from);
/* A descriptor above 2 for the same file, closed on exec; -1 with errno.  fd itself is closed. */
int spawn_raise_fd(int fd);

/* In the child: becomes spec->argv, or says why not and exits 127. */
void spawn_exec(const struct spawn *s) __attribute__((noreturn));
void spawn_fail(const struct spawn *s, enum spawn_step step) __attribute__((noreturn));

#endif

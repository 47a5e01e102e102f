/* SPDX-License-Identifier: MIT */
/*
 * proc -- run one child to its end without trusting it.
 *
 * Sequence:  proc_start() or proc_fork(); poll proc_fd()s for reading and call proc_pump() when one
 *            is readable, when proc_deadline_ms() is reached, and after a SIGCHLD, until it returns
 *            true; proc_result(); proc_free().  proc_free() is legal in every state and kills the
 *            child, with PROC_SESSION the whole tree.  proc_run() does all of it for one child, and
 *            ends it where an ending signal comes (interrupt.h) unless PROC_SURVIVES.
 * Children:  stdin is /dev/null or the given input.  Each is killed when we die (parent-death
 *            signal) unless PROC_SURVIVES.  With PROC_SESSION it also gets a session of its own and
 *            a keeper (keeper.h), which ends with it all that it left behind, also what took
 *            another session.  No descriptor of ours but 0, 1, 2 is inherited; a worker of
 *            proc_fork() keeps all.
 * Waiting:   the end is the end of the child itself.  What it left behind may hold its output
 *            open: what is in there by then is taken, and nobody is waited for.
 * Ownership: argv, env, cwd and input are copied or used before return; output lent by
 *            proc_result() dies with proc_free().
 * Units:     _ms is milliseconds of CLOCK_MONOTONIC; sizes are bytes.
 * Errors:    -1 and *err: the child could not be run.  One that ran and failed is a result.
 * Limits:    keeps the first output_max bytes of output, counts the rest.
 */
#ifndef TTA_BASE_PROC_H
#define TTA_BASE_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct arena;
struct contain;
struct pollfd;
struct proc; /* opaque: only proc.c sees inside */

enum proc_flags {
	PROC_SESSION = 1 << 0,     /* own session, whole tree killed at its end and with us */
	PROC_MERGE = 1 << 1,       /* stderr goes where stdout goes, in order */
	PROC_INHERIT_OUT = 1 << 2, /* 1 and 2 stay ours: nothing is captured */
	PROC_SURVIVES = 1 << 3,    /* not killed when we die (without PROC_SESSION) */
};

struct proc_spec {
	const char *const *argv; /* argv[0] is an absolute path; no shell ever sees it */
	const char *const *env;  /* the whole environment, NULL-terminated; NULL: ours */
	const char *cwd;         /* NULL: ours */
	const void *input;       /* NULL: /dev/null */
	size_t input_len;
	int64_t timeout_ms; /* 0: none */
	size_t output_max;  /* of each stream; 0: PROC_OUTPUT_MAX */
	unsigned flags;
	const struct contain *contain; /* where it may write, of proc_start(); NULL: where we may */
};
#define PROC_OUTPUT_MAX ((size_t)16 << 20)
#define PROC_GRACE_MS 2000 /* between SIGTERM and SIGKILL */

struct proc_result {
	int status;          /* of exit(); -1 when killed */
	int signal;          /* that ended it, or 0 */
	bool is_late;        /* we ended it at its deadline */
	bool is_ended;       /* we ended it because proc_end() was called */
	int64_t ms;          /* from start to end */
	struct buf out, err; /* err stays empty with PROC_MERGE */
};

int proc_start(struct proc **out, const struct proc_spec *spec, struct error *err) TTA_MUST_USE;
/* A forked worker without exec: work's return value is its exit status, fd takes its output. */
int proc_fork(struct proc **out, int (*work)(int fd, void *ctx), void *ctx,
	const struct proc_spec *spec, struct error *err) TTA_MUST_USE;
/* What to poll: output, and the end where the system can tell it (else SIGCHLD does). */
size_t proc_fds(const struct proc *p, struct pollfd *fds, size_t max);
#define PROC_FDS 3                              /* at most so many are filled */
int64_t proc_deadline_ms(const struct proc *p); /* clock value, INT64_MAX for none */
bool proc_pump(struct proc *p);                 /* true once it has ended and its output is whole */
void proc_end(struct proc *p); /* SIGTERM to the tree now, SIGKILL after the grace; keep pumping */
const struct proc_result *proc_result(const struct proc *p);
void proc_free(struct proc *p);

/* Start, wait, and hand the result over (release out and err). */
int proc_run(struct proc_result *out, const struct proc_spec *spec, struct error *err) TTA_MUST_USE;
void proc_result_release(struct proc_result *r);

int64_t proc_clock_ms(void); /* CLOCK_MONOTONIC */

/*
 * What every program of ours does first.  A closed 0, 1 or 2 is held by what refuses to be read or
 * written, as a closed one does: so no file opened later gets its number, and our words into it.
 */
void proc_hold_descriptors(void);
/* Then: ignore SIGPIPE and SIGXFSZ, and ask to be told (SIGTERM) when the parent dies where that is
 * wanted. */
void proc_prepare_self(bool die_with_parent);

#endif

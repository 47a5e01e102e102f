/* SPDX-License-Identifier: MIT */
/*
 * feed -- a child that is given its input bit by bit, and comes to its end whatever becomes of us.
 *
 * It has a session of its own, so that no signal to our group reaches it; where we die it reads the
 * end of its input and acts on what it was given.
 * Sequence:  feed_open(), feed_give() as often as there is something, feed_close() once.
 * Errors:    -1 and *err: it could not be started, or takes no more.  How it ended is a result.
 */
#ifndef TTA_BASE_FEED_H
#define TTA_BASE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

struct proc_spec;

struct feed {
	pid_t pid; /* 0: none */
	int in;
};
#define FEED_MAX 4096 /* bytes that are given at once: all of them arrive, or none */

/* words: a file for what it prints.  Of the spec argv, env and cwd count. */
int feed_open(struct feed *out, const struct proc_spec *spec, const char *words,
	struct error *err) TTA_MUST_USE;
int feed_give(struct feed *f, const void *data, size_t len, struct error *err) TTA_MUST_USE;
/* Waits until it has read all that was given; -1: it ended, or did not in a minute. */
int feed_await(struct feed *f, struct error *err) TTA_MUST_USE;
/* The end of its input, and its own: its exit status, or 128 and the signal; -1 is none of both.
 * Legal on a zeroed one. */
int feed_close(struct feed *f);

#endif

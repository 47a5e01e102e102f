/* SPDX-License-Identifier: MIT */
/*
 * interrupt -- signals as something that the one loop can poll.
 *
 * SIGINT, SIGTERM, SIGHUP and SIGCHLD write into a pipe.  One that was ignored when we were started
 * (nohup, a shell's background job) stays ignored.
 * Sequence:  interrupt_open() once; poll interrupt_fd(); interrupt_take().
 */
#ifndef TTA_BASE_INTERRUPT_H
#define TTA_BASE_INTERRUPT_H

#include <stdbool.h>

#include "base/error.h"

int interrupt_open(struct error *err) TTA_MUST_USE; /* again: nothing happens */
int interrupt_fd(void);                             /* -1 before interrupt_open() */
/* Empties the pipe; the first ending signal seen so far, or 0. */
int interrupt_take(void);
/* Until fd takes some bytes, or cannot be written at all.  false: an ending signal came, and
 * whoever reads at the other end has stopped reading: no more can be said. */
bool interrupt_await_writable(int fd);
/* Restores the default and sends sig to ourselves: does not return. */
void interrupt_raise(int sig) __attribute__((noreturn));

#endif

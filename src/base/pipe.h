/* SPDX-License-Identifier: MIT */
/*
 * pipe -- descriptors between us and a child: closed on exec, never 0, 1 or 2.
 */
#ifndef TTA_BASE_PIPE_H
#define TTA_BASE_PIPE_H

#include <stddef.h>

#include "base/error.h"

int pipe_open(int fds[2], struct error *err) TTA_MUST_USE;
/* A pipe whose read end is ours and does not block. */
int pipe_output(int *ours, int *theirs, struct error *err) TTA_MUST_USE;
/* What a child can read data from, without anybody feeding it; /dev/null for nothing.  The
 * descriptor, or -1. */
int pipe_input(const void *data, size_t len, struct error *err) TTA_MUST_USE;
void pipe_close(int *fd); /* *fd becomes -1; -1 is fine */

#endif

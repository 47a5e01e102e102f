/* SPDX-License-Identifier: MIT */
/*
 * tick -- what is changed from now on can be told from what is there, by its ctime.
 *
 * Before Linux 6.13 a ctime moves in ticks of some milliseconds, on some file systems of a second:
 * what is written in the tick of its stamp, and has its mtime set back, looks as it did.  So a
 * stamp that is to be believed later counts only once the clock has moved on.
 * Cost: some system calls where the kernel makes every change that was looked at tell, else the
 *       rest of a tick.
 */
#ifndef TTA_GIT_TICK_H
#define TTA_GIT_TICK_H

#include "base/error.h"

struct arena;

/* folder: on the file system that is meant; a file "tick" is left in it.  -1: the clock stands. */
int tick_pass(const char *folder, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

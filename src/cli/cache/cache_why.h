/* SPDX-License-Identifier: MIT */
/*
 * cache_why -- why a job would run or be served now, in words: what differs since it last ran, or
 * why it is never served.
 *
 * A job is asked for by its id, or by its gate alone: then each of the gate's jobs is told.  It is
 * looked at as `run --all-files` would have it, on what is staged.
 */
#ifndef TTA_CLI_CACHE_WHY_H
#define TTA_CLI_CACHE_WHY_H

#include "base/error.h"

struct session;

/* s is open and has nothing judged yet; the words go to its cli's out. */
int cache_why(struct session *s, const char *job, struct error *err) TTA_MUST_USE;

#endif

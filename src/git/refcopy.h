/* SPDX-License-Identifier: MIT */
/*
 * refcopy -- all refs of a repository, in another one: packed into one file, symbolic ones loose.
 *
 * Reads the files themselves (other ref storage is refused by repo_open()), since a process or a
 * look-up for each would cost more than the reading.  What is no ref is left out, as git does.
 */
#ifndef TTA_GIT_REFCOPY_H
#define TTA_GIT_REFCOPY_H

#include "base/error.h"

struct arena;

/* from, to: git folders.  to has no refs yet. */
int refcopy_all(
	const char *to, const char *from, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

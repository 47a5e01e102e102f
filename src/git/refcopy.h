/* SPDX-License-Identifier: MIT */
/*
 * refcopy -- all refs of a repository, in another one: packed into one file, symbolic ones loose.
 *
 * Reads the files themselves (other ref storage is refused by repo_open()), since a process or a
 * look-up for each would cost more than the reading.  What is no ref is left out, as git does.
 */
#ifndef TTA_GIT_REFCOPY_H
#define TTA_GIT_REFCOPY_H

#include <stddef.h>

#include "base/error.h"

struct arena;

struct refcopy {
	struct refcopy_file { /* below the git folder */
		const char *name, *text;
	} * v;
	size_t n, cap;
};

/* What to write into a git folder that has no other refs than these.  from: a git folder. */
int refcopy_all(
	struct refcopy *out, const char *from, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

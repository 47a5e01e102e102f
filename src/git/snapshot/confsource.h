/* SPDX-License-Identifier: MIT */
/*
 * confsource -- the whole of git's configuration as git itself reads it, and what it came from.
 *
 * What it came from:  the files that were read, those that would be if they were there, those that
 *                     an include names whether its condition holds or not; and confsource_key().
 *                     As long as none of it differs, git reads the same again.
 * Not known:          files looked for from a folder that is not ours to tell, another user's home,
 *                     a condition that we do not know.
 */
#ifndef TTA_GIT_CONFSOURCE_H
#define TTA_GIT_CONFSOURCE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct repo;

struct confsource {
	struct confsource_value {
		const char *key, *value; /* value NULL: none was given */
	} * v;                           /* in the order in which they count */
	size_t n, cap;
	struct strs files;
	const char *system; /* the system's file, where known */
	bool is_known;      /* files is complete */
};

/* A digest of all of it that is in no file: variables, the branch, which git.  NULL: there is none.
 */
const char *confsource_key(const struct repo *r, struct arena *mem);

int confsource_read(struct confsource *out, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

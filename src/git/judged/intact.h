/* SPDX-License-Identifier: MIT */
/*
 * intact -- whether the blobs of a change hold what their ids say.  Git itself commits and writes
 * files without looking.
 *
 * Limits:   blobs over INTACT_MAX bytes are not looked at, so that one is never held in memory
 *           for this.  What is not in this clone is for those to tell who need it.
 */
#ifndef TTA_GIT_INTACT_H
#define TTA_GIT_INTACT_H

#include <stddef.h>

#include "base/error.h"

struct change_set;
struct repo;

#define INTACT_MAX ((size_t)64 << 20)

/* Every blob that the change brings; the first that is damaged is an error naming its path. */
int intact_check(
	const struct repo *r, const struct change_set *changes, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * restage -- fixed files of T into the user's index and object folder, by git and under its lock.
 *
 * Sequence:  restage_check() before anything is written; restage_objects(); then the work tree's
 *            files (mend.h); then restage_index().  Ended between any two of these, every file and
 *            every entry is as it was or as it should be.
 */
#ifndef TTA_GIT_RESTAGE_H
#define TTA_GIT_RESTAGE_H

#include <stddef.h>

#include "base/error.h"
#include "model/change.h"

struct arena;
struct judged;
struct readback;
struct repo;

/* -1: somebody holds the index, or it is not the one judged any more. */
int restage_check(struct repo *r, const struct judged *j, const char *const *environ,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The fixed blobs; changes that take a file away have none. */
int restage_objects(struct repo *r, const struct readback *b, const struct change_set *fixed,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* Entries become the fixed side. */
int restage_index(struct repo *r, const struct change_set *fixed, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

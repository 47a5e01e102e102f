/* SPDX-License-Identifier: MIT */
/*
 * restage -- fixed files of T into the user's index and object folder, by git and under its lock.
 *
 * Git holds the index's lock from restage_open() on, and is told of each file once that is written;
 * what it was told by the end of its input it does, also where the end is ours.  So a file and its
 * entry change together, but for the moment between two system calls.
 * Sequence:  restage_check() before anything is written; restage_objects(); restage_open(); for
 * each file of the work tree: mend.h, restage_give(); restage_close().
 */
#ifndef TTA_GIT_RESTAGE_H
#define TTA_GIT_RESTAGE_H

#include <stddef.h>

#include "base/error.h"
#include "base/feed.h"
#include "model/change.h"

struct arena;
struct judged;
struct readback;
struct repo;

/* -1: somebody holds the index. */
int restage_free(const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* -1: somebody holds the index, or it is not the one judged any more. */
int restage_check(struct repo *r, const struct judged *j, const char *const *environ,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The fixed blobs; changes that take a file away have none. */
int restage_objects(struct repo *r, const struct readback *b, const struct change_set *fixed,
	struct arena *mem, struct error *err) TTA_MUST_USE;
struct restage {
	struct feed feed;
	const char *words; /* what git says */
	size_t ngiven;
};
/* folder: a private one.  j NULL: whatever the index is now. */
int restage_open(struct restage *out, struct repo *r, const struct judged *j, const char *folder,
	const char *const *environ, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The entry becomes the fixed side. */
int restage_give(struct restage *s, const struct change *fixed, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* -1: no entry was changed. */
int restage_close(
	struct restage *s, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

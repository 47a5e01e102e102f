/* SPDX-License-Identifier: MIT */
/*
 * checkout -- writes the files that are due, by git itself: filters, line ends, encodings and LFS
 * pointers are its own.
 *
 * One `git checkout-index` on an index of those files alone, with every .gitattributes there is, so
 * that it costs the same in a repository of any size; no process where nothing is due.
 * Times:   a file's mtime is set once more, to the nanosecond: whatever is written to it from then
 *          on has another one, even within the same tick of the clock.  So no entry is ever
 *          "racily clean", for us or for git.
 * Links:   one that leads into the user's repository is turned (inward.h).
 * Errors:  -1 naming the file; some may have been written then, and are not what entries tell of.
 */
#ifndef TTA_GIT_CHECKOUT_H
#define TTA_GIT_CHECKOUT_H

#include "base/error.h"

struct arena;
struct repo;
struct shelf;

struct checkout {
	const struct repo *decoy; /* where they are written */
	const struct repo *repo;  /* whose blobs they are */
	const char *index_file;   /* outside the work tree; written over */
};

/* Afterwards nothing is due. */
int checkout_due(struct shelf *s, const struct checkout *c, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

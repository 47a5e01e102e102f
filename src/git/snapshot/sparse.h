/* SPDX-License-Identifier: MIT */
/*
 * sparse -- what the user's sparse checkout leaves out of T.
 *
 * Git itself says it, by its own patterns and modes (core.sparseCheckout, info/sparse-checkout), on
 * a private index and an empty work tree; nothing is written to the user's, nothing is fetched.
 * Cost:   nothing where there is no sparse checkout; else read from a cache that holds as long as
 *         T, the file of patterns and the mode are the same, or three runs of git.
 */
#ifndef TTA_GIT_SPARSE_H
#define TTA_GIT_SPARSE_H

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct judged;
struct repo;

struct sparse {
	struct strs hidden; /* sorted; a folder of which nothing is left is one entry, ending in '/'
			     */
	struct strs files;  /* the same, each file */
};

/* Both empty where the user's checkout is whole, or there is none. */
int sparse_read(struct sparse *out, struct repo *r, const struct judged *j,
	const char *const *environ, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

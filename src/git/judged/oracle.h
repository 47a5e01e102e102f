/* SPDX-License-Identifier: MIT */
/*
 * oracle -- what tree git would commit from an index, by `git write-tree` on a private copy.
 *
 * For every index whose TREE extension does not say it (index_root()): entries that are only
 * intended, a cache that was thrown away, a foreign writer.  Git's own reading of sparse, split and
 * odd indexes decides.  Objects go to a folder of their own: the user's gets nothing.  Only the
 * times of loose trees that are there already, and of a split index's shared part, are set anew:
 * git does so whenever it meets them.
 */
#ifndef TTA_GIT_ORACLE_H
#define TTA_GIT_ORACLE_H

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct index_map;
struct repo;

/*
 * *folder is a temporary below the cache folder: it holds the new trees in FOLDER/objects, which r
 * reads from now on, and is the caller's to give back with oracle_discard().  Set also on errors,
 * NULL where nothing was made.
 */
int oracle_tree(struct oid *out, const char **folder, struct repo *r, const struct index_map *index,
	const char *const *environ, struct arena *mem, struct error *err) TTA_MUST_USE;

/* A private copy of an index with its times, so that git's racy checks still hold. */
int oracle_copy(const char *to, const struct index_map *index, struct error *err) TTA_MUST_USE;

/* An empty folder for one run below the cache folder; what earlier ones left is swept. */
char *oracle_folder(
	const struct repo *r, const char *const *environ, struct arena *mem, struct error *err);
void oracle_discard(const char *folder); /* NULL is fine */

#endif

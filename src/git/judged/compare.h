/* SPDX-License-Identifier: MIT */
/*
 * compare -- one tree against any number of bases at once.
 *
 * A path is changed iff its (mode, blob), or its absence, differs from every base.  Only folders
 * that differ from every base are opened: the cost follows the change, not the tree.
 * Kinds are git's (A D M T); a file that became a folder is D and A.  Sorted by path, bytewise.
 */
#ifndef TTA_GIT_COMPARE_H
#define TTA_GIT_COMPARE_H

#include <stddef.h>

#include "base/error.h"
#include "model/change.h"
#include "model/oid.h"

struct arena;
struct repo;

#define COMPARE_BASES_MAX 64
#define COMPARE_DEPTH_MAX 4096 /* folders within folders: more than git itself takes */

/* nbases 0: everything in the tree is new.  An id of size 0 is the empty tree. */
int compare_trees(struct change_set *out, struct repo *r, const struct oid *tree,
	const struct oid *bases, size_t nbases, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

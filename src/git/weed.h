/* SPDX-License-Identifier: MIT */
/*
 * weed -- removes from a work tree what its index does not hold.
 *
 * `git clean` does not do: it leaves FIFOs and sockets, a .git in a folder that has tracked files,
 * what is in the folder of a submodule, and folders it cannot enter.
 * Afterwards every folder of the index is one that we can enter and write to, or not there; a
 * tracked file may still be missing, another kind of file, or changed: that is read-tree's.
 * Kept:     a name without '/' in any folder of the index, a path from the root, both with
 * wildcards of fnmatch that match no '/'; a '/' in front makes a path of a name; and all below. The
 * .git of the root.
 */
#ifndef TTA_GIT_WEED_H
#define TTA_GIT_WEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;
struct index_entry;
struct strs;

struct weed_list { /* what is to be there: sorted by path; one that ends in '/' is a folder */
	struct index_entry *v;
	size_t n;
};

/* No index file: everything is removed. */
int weed_tree(const char *root, const char *index_file, const struct strs *keep, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The same by a list. */
int weed_by_list(const char *root, const struct weed_list *list, const struct strs *keep,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* Would it keep this path from the root? */
bool weed_keeps(const struct strs *keep, const char *path, struct arena *mem);
/* What keeps this very path. */
const char *weed_keep_path(const char *path, struct arena *mem);

#endif

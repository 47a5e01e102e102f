/* SPDX-License-Identifier: MIT */
/*
 * weed -- removes from a folder what a list does not hold.
 *
 * `git clean` does not do: it leaves FIFOs and sockets, a .git in a folder that has tracked files,
 * what is in the folder of a submodule, and folders it cannot enter.
 * Afterwards every folder that is listed is one that we can enter and write to, or not there; a
 * file may still be missing, another kind of file, or changed.  The .git of the root is left alone.
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

/* keep: what else may stay (keep.h). */
int weed_by_list(const char *root, const struct weed_list *list, const struct strs *keep,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * layout -- what of a tree a snapshot is to hold: T as a view shows it, with what is known of files
 * that are there already.
 *
 * Cost:   follows the change: a folder whose tree is the same as in the old shelf, under the same
 *         view, is taken over as it was, without opening it; of what is wholly hidden nothing is
 *         opened either.
 * Due:    files that the old shelf has not just so, and all below a folder whose .gitattributes
 *         changed.
 * Errors: a tree that is not in this clone, names that git would not take, a path longer than the
 *         system takes.
 */
#ifndef TTA_GIT_LAYOUT_H
#define TTA_GIT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/snapshot/shelf.h"
#include "model/oid.h"

struct arena;
struct repo;
struct view;

struct layout {
	const struct repo *repo; /* whose objects are read */
	const struct view *view;
	const struct shelf *old; /* outlives what is made; n 0: nothing is known */
	bool is_same_view;       /* as the old one's */
	size_t path_max;         /* bytes of a path that is shown, at most */
};

int layout_make(struct shelf *out, const struct layout *l, const struct oid *tree,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

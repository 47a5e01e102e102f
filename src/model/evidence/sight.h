/* SPDX-License-Identifier: MIT */
/*
 * sight -- what a view shows of a tree, as a digest.
 *
 * Two digests are equal where a snapshot of the one view and tree has the same files as one of the
 * other: paths, modes and contents, also as git's attributes make them.  Folders that are shown
 * whole are told by their tree's id, so the cost is that of the folders that are shown in part.
 */
#ifndef TTA_MODEL_SIGHT_H
#define TTA_MODEL_SIGHT_H

#include "base/error.h"

struct arena;
struct blob_source;
struct view;

#define SIGHT_BYTES 32

int sight_digest(unsigned char out[SIGHT_BYTES], const struct view *v,
	const struct blob_source *tree, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

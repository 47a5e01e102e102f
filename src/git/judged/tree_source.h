/* SPDX-License-Identifier: MIT */
/*
 * tree_source -- a blob_source that reads one tree of a repository.
 *
 * Objects that are missing are errors, and a blob's bytes are checked against its id as they are
 * read: git itself hands out what a flipped bit made of them.
 */
#ifndef TTA_GIT_TREE_SOURCE_H
#define TTA_GIT_TREE_SOURCE_H

#include "model/blob_source.h"
#include "model/oid.h"

struct arena;
struct repo;

/* r and mem must outlive it; what it holds is of mem.  An id of size 0 is the empty tree. */
void tree_source_init(
	struct blob_source *out, struct repo *r, const struct oid *tree, struct arena *mem);

#endif

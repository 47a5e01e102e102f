/* SPDX-License-Identifier: MIT */
/*
 * change -- the paths that one event is about, as plain data.
 *
 * A path is changed iff its (mode, blob), or its absence, differs from every base.  There are no
 * renames: a move is a deletion here and an addition there, and both sides count.
 */
#ifndef TTA_MODEL_CHANGE_H
#define TTA_MODEL_CHANGE_H

#include <stddef.h>
#include <stdint.h>

#include "model/oid.h"

struct change_side {
	uint32_t mode; /* 0: absent */
	struct oid id;
};

struct change {
	const char *path;            /* bytes, from the root, no leading slash */
	char kind;                   /* A D M T(ype) as git prints them */
	struct change_side old, new; /* old is the first base's */
};

struct change_set {
	struct change *v; /* sorted by path, bytewise */
	size_t n, cap;
};

/* Of changes sorted by path; NULL: it is none of them. */
const struct change *change_find(const struct change *v, size_t n, const char *path);

#endif

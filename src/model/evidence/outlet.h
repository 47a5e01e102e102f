/* SPDX-License-Identifier: MIT */
/*
 * outlet -- a committed link that leads out of the repository.
 *
 * What lies at its end is seen by those who are shown the link, and is no part of any tree.
 * Out:   an absolute one; one that climbs above the root, or into the repository's own folder; one
 *        that climbs anywhere but at its beginning, since the folder before may be a link itself.
 */
#ifndef TTA_MODEL_OUTLET_H
#define TTA_MODEL_OUTLET_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob_source;
struct strs;
struct view;

/* *path is the first of the tree's links (links.h) that the view shows and that leads out, or NULL.
 */
int outlet_find(const char **path, const struct strs *links, const struct view *v,
	const struct blob_source *tree, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Does a link at path with that text lead out? */
bool outlet_is(const char *path, const char *text);

#endif

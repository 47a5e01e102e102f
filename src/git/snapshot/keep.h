/* SPDX-License-Identifier: MIT */
/*
 * keep -- what of gates' additions to a snapshot survives.
 *
 * A pattern is a name without '/', in any folder that is shown, or a path from the root, both with
 * wildcards of fnmatch that match no '/'; a '/' in front makes a path of a name.  What is kept is
 * kept with all below.
 */
#ifndef TTA_GIT_KEEP_H
#define TTA_GIT_KEEP_H

#include <stdbool.h>

#include "base/strs.h"

struct arena;

struct keep {
	struct strs v; /* without a trailing '/' */
};

void keep_init(struct keep *out, const struct strs *patterns, struct arena *mem);
/* This very path? */
bool keep_has(const struct keep *k, const char *path);
/* This path, or a folder above it? */
bool keep_covers(const struct strs *patterns, const char *path, struct arena *mem);
/* May something be kept below this folder, which itself is not? */
bool keep_leads(const struct keep *k, const char *folder, struct arena *mem);
/* The pattern that keeps this very path. */
const char *keep_pattern(const char *path, struct arena *mem);

#endif

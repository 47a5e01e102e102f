/* SPDX-License-Identifier: MIT */
/*
 * folder_source -- a blob_source that lists a folder on disk, as far as a tree has its folders.
 *
 * For asking patterns what they name there without walking into what nobody tracks (node_modules).
 * Reads:  list and find only; entries have no id, and read is an error.
 */
#ifndef TTA_GIT_FOLDER_SOURCE_H
#define TTA_GIT_FOLDER_SOURCE_H

#include "model/blob_source.h"

struct arena;

/* root and tree must outlive it. */
void folder_source_init(struct blob_source *out, const char *root, const struct blob_source *tree,
	struct arena *mem);

#endif

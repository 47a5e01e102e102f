/* SPDX-License-Identifier: MIT */
/*
 * paper -- a document in the judged tree, by its path.
 *
 * A link is followed to the file that it names, as whoever opens it would.
 */
#ifndef TTA_GATES_PAPER_H
#define TTA_GATES_PAPER_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob;
struct blob_source;

/* *is_there is false where path names no regular file.  Over MARKDOWN_MAX is ERR_LIMIT. */
int paper_read(struct blob *out, bool *is_there, const struct blob_source *tree, const char *path,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

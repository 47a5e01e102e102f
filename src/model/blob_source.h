/* SPDX-License-Identifier: MIT */
/*
 * blob_source -- the tree being judged, for those who may not know git.
 *
 * The git layer fills one in for a tree; tests fill one in from a table.  Nothing is written, and a
 * partial clone fetches nothing: an absent blob is an error.
 */
#ifndef TTA_MODEL_BLOB_SOURCE_H
#define TTA_MODEL_BLOB_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;

enum { /* file modes, as git stores them */
	MODE_TREE = 0040000,
	MODE_FILE = 0100644,
	MODE_EXECUTABLE = 0100755,
	MODE_SYMLINK = 0120000,
	MODE_SUBMODULE = 0160000,
};

struct tree_entry {
	const char *name; /* one path component, bytes */
	uint32_t mode;
	struct oid id;
};

struct tree_entries {
	struct tree_entry *v;
	size_t n;
};

struct blob {
	const char *data; /* with a NUL behind it */
	size_t len;
};

struct blob_source {
	void *ctx;
	/* The entries of folder dir ("" is the root) in git's order; none where dir is no folder.
	 */
	int (*list)(void *ctx, struct tree_entries *out, const char *dir, struct arena *mem,
		struct error *err);
	/* *found is false where path names nothing. */
	int (*find)(void *ctx, struct tree_entry *out, bool *found, const char *path,
		struct arena *mem, struct error *err);
	/* The bytes of a blob, of mem or lent by the source for as long as it lives; longer than
	 * max is ERR_LIMIT before anything is read. */
	int (*read)(void *ctx, struct blob *out, const struct oid *id, size_t max,
		struct arena *mem, struct error *err);
	/* Holds a blob of at most max bytes for read(), also in forks that are made afterwards;
	 * says how many bytes more that takes.  What cannot be read is said by read().  NULL:
	 * nothing is held. */
	size_t (*hold)(void *ctx, const struct oid *id, size_t max);
};

static inline bool
mode_is_regular(uint32_t mode)
{
	return mode == MODE_FILE || mode == MODE_EXECUTABLE || mode == 0100664;
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * held -- blobs that are kept in memory, by id.
 *
 * Ownership: the bytes are copied once, and lent out for as long as the arena lives; forks have
 *            them too.  A zeroed struct holds nothing.
 */
#ifndef TTA_GIT_HELD_H
#define TTA_GIT_HELD_H

#include "model/blob_source.h"
#include "model/oid.h"

struct arena;

#define HELD_BUCKETS 1024

struct held_blob {
	struct held_blob *next; /* of its bucket */
	struct oid id;
	struct blob blob;
};

struct held {
	struct held_blob **bucket; /* HELD_BUCKETS of them; NULL until there is a blob */
};

/* NULL: it is not held. */
const struct blob *held_find(const struct held *h, const struct oid *id);
void held_add(struct held *h, const struct oid *id, const struct blob *blob, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/* held -- see held.h.  Ids are hashes already: their first bytes choose the bucket. */
#include "git/judged/held.h"

#include <string.h>

#include "base/arena.h"

static size_t
bucket_of(const struct oid *id)
{
	return ((size_t)id->bytes[0] << 8 | id->bytes[1]) % HELD_BUCKETS;
}

const struct blob *
held_find(const struct held *h, const struct oid *id)
{
	const struct held_blob *b = h->bucket ? h->bucket[bucket_of(id)] : NULL;

	for (; b; b = b->next) {
		if (oid_equal(&b->id, id))
			return &b->blob;
	}
	return NULL;
}

void
held_add(struct held *h, const struct oid *id, const struct blob *blob, struct arena *mem)
{
	struct held_blob *b = arena_alloc(mem, 1, sizeof(*b));
	struct held_blob **bucket;

	if (!h->bucket)
		h->bucket = arena_alloc(mem, HELD_BUCKETS, sizeof(*h->bucket));
	bucket = &h->bucket[bucket_of(id)];
	*b = (struct held_blob){.next = *bucket, .id = *id};
	b->blob.data = arena_strndup(mem, blob->data, blob->len);
	b->blob.len = blob->len;
	*bucket = b;
}

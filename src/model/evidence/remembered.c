/* SPDX-License-Identifier: MIT */
/* remembered -- see remembered.h.  A table of chains: a run has hundreds of entries, not millions.
 */
#include "model/evidence/remembered.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

struct remembered_entry *
remembered_find(struct remembered *r, const void *key, size_t len, struct arena *mem)
{
	uint64_t quick = hash_quick(key, len);
	struct remembered_entry **bucket, *e;

	if (!r->bucket)
		r->bucket = arena_alloc(mem, REMEMBERED_BUCKETS, sizeof(*r->bucket));
	bucket = &r->bucket[quick % REMEMBERED_BUCKETS];
	for (e = *bucket; e; e = e->next) {
		if (e->quick == quick && e->len == len && memcmp(e->key, key, len) == 0)
			return e;
	}
	e = arena_alloc(mem, 1, sizeof(*e));
	*e = (struct remembered_entry){
		.next = *bucket, .key = arena_strndup(mem, key, len), .len = len, .quick = quick};
	*bucket = e;
	return e;
}

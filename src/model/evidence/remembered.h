/* SPDX-License-Identifier: MIT */
/*
 * remembered -- digests that were found out before in this run, by what they were found out of.
 *
 * Three hundred jobs of six gates have six commands, one environment and fifty components: what
 * tells one of those from another is made into a digest once, and found again by comparing bytes.
 *
 * Sequence:  remembered_find(); where it is not known, fill in the digest (and unfit), and say so.
 * Ownership: keys are copied; a zeroed struct is empty.
 */
#ifndef TTA_MODEL_REMEMBERED_H
#define TTA_MODEL_REMEMBERED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define REMEMBERED_BUCKETS 512

struct remembered_entry {
	struct remembered_entry *next; /* of its bucket */
	const char *key;
	size_t len;
	uint64_t quick;
	bool is_known; /* the caller's to set, when the digest is there */
	unsigned char digest[32];
	const char *unfit; /* the caller's */
};

struct remembered {
	struct remembered_entry **bucket; /* REMEMBERED_BUCKETS of them; NULL: it is empty */
};

struct remembered_entry *remembered_find(
	struct remembered *r, const void *key, size_t len, struct arena *mem);

#endif

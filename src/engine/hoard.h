/* SPDX-License-Identifier: MIT */
/*
 * hoard -- the blobs that several built-ins are about to judge, read once before they are forked:
 * each finds them in memory that it shares with us.
 *
 * Sequence:  hoard_fill(), use the source, hoard_release().
 * Limits:    HOARD_BYTES in all, HOARD_ONE each; what is larger, or cannot be read, each reads for
 *            itself, and says so itself.
 */
#ifndef TTA_ENGINE_HOARD_H
#define TTA_ENGINE_HOARD_H

#include <stddef.h>

#include "model/blob_source.h"

struct plan;

#define HOARD_BYTES ((size_t)64 << 20)
#define HOARD_ONE ((size_t)1 << 20)

struct hoard {
	struct blob_source source; /* to be read through */
	const struct blob_source *inner;
	struct hoarded *slots; /* by id; a power of two of them */
	size_t nslots;
	struct arena *mem; /* NULL: there is nothing worth hoarding */
};

void hoard_fill(struct hoard *h, const struct plan *plan, const struct blob_source *inner);
void hoard_release(struct hoard *h);

#endif

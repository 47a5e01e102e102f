/* SPDX-License-Identifier: MIT */
/*
 * hash -- SHA-1 (git's index trailer) and SHA-256 (names and keys of our own), by libmbedcrypto;
 * and a quick one that tells whether a file of ours is whole, for gigabytes a second.
 */
#ifndef TTA_BASE_HASH_H
#define TTA_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum hash_kind { HASH_SHA1, HASH_SHA256 };
#define HASH_MAX 32 /* bytes of the longest */

size_t hash_size(enum hash_kind kind);
int hash_bytes(unsigned char out[HASH_MAX], enum hash_kind kind, const void *data, size_t len,
	struct error *err) TTA_MUST_USE;
/* Against accidents alone; another one on a machine of another byte order. */
uint64_t hash_quick(const void *data, size_t len);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * oid -- an object id of any length (20 bytes today, 32 in SHA-256 repositories).
 */
#ifndef TTA_MODEL_OID_H
#define TTA_MODEL_OID_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define OID_MAX 32

struct oid {
	unsigned char size; /* 0: no object (absent side, empty tree as a base) */
	unsigned char bytes[OID_MAX];
};

bool oid_equal(const struct oid *a, const struct oid *b);
bool oid_is_zero(const struct oid *id);                    /* size 0 or all bytes zero */
int oid_parse(struct oid *out, const char *hex, size_t n); /* -1: not 40 or 64 hex digits */
char *oid_hex(const struct oid *id, struct arena *mem);
char *oid_short(const struct oid *id, struct arena *mem); /* 7 digits, for people */

#endif

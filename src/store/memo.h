/* SPDX-License-Identifier: MIT */
/*
 * memo -- single texts by name: what would be dear to find out again.
 *
 * Worth nothing by itself: one that is lost is found out anew.  What was not set for as long as an
 * unused pass is kept goes.
 */
#ifndef TTA_STORE_MEMO_H
#define TTA_STORE_MEMO_H

#include <stdint.h>

#include "base/error.h"

struct arena;
struct journal;

/* *value is NULL where there is none. */
int memo_get(const char **value, struct journal *j, const char *name, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int memo_set(struct journal *j, const char *name, const char *value, int64_t now_ms,
	struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * walk -- the commits reachable from a tip and from none of others.
 */
#ifndef TTA_GIT_WALK_H
#define TTA_GIT_WALK_H

#include "base/error.h"
#include "git/bases.h"

struct arena;
struct repo;

/* Oldest first, a parent before its children. */
int walk_range(struct oids *out, struct repo *r, const struct oid *tip, const struct oids *hidden,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

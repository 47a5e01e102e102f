/* SPDX-License-Identifier: MIT */
/*
 * walk -- the commits reachable from some and from none of others, and where two meet.
 *
 * In a shallow clone both end at its cut; whether that matters is for the caller to say
 * (bases_shallow()).
 */
#ifndef TTA_GIT_WALK_H
#define TTA_GIT_WALK_H

#include "base/error.h"
#include "git/judged/bases.h"

struct arena;
struct repo;

/* Oldest first, a parent before its children.  One walk, however many tips there are. */
int walk_range(struct oids *out, struct repo *r, const struct oids *tips, const struct oids *hidden,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* A best common ancestor of two commits; size 0: there is none (that this clone knows of). */
int walk_base(struct oid *out, struct repo *r, const struct oid *a, const struct oid *b,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * bases -- the trees that a tree is compared with: which of them the event says.
 */
#ifndef TTA_GIT_BASES_H
#define TTA_GIT_BASES_H

#include <stddef.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct repo;

struct oids {
	struct oid *v;
	size_t n, cap;
};

bool oids_has(const struct oids *list, const struct oid *id);
void oids_add(struct oids *list, const struct oid *id, struct arena *mem); /* each once */

/* The commits that what is about to be committed will follow: HEAD, and while merging the other
 * heads (MERGE_HEAD, or GITHEAD_* of a `git merge` that has not written it yet). */
int bases_heads(
	struct oids *out, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/*
 * Trees for what is about to be committed.  Those of bases_heads(); where tree is HEAD's own
 * and no merge goes on, those of HEAD's parents.  None on an unborn branch.
 */
int bases_at_commit(struct oids *out, struct repo *r, const struct oid *tree, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The trees of a commit's parents.  In a shallow clone a parent that was cut off is none. */
int bases_of_parents(struct oids *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The tree of each commit. */
int bases_of_commits(struct oids *out, struct repo *r, const struct oids *commits,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The parents of a commit that this clone has or should have: a shallow one's cut is no parent. */
int bases_parents(struct oids *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The commits at which a shallow clone is cut; none in any other. */
int bases_shallow(
	struct oids *out, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

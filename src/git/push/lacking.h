/* SPDX-License-Identifier: MIT */
/*
 * lacking -- the commits that a remote lacks, as a graph: walked once for all tips of a push, so
 * that the range of each tip is found in it without asking git again.
 *
 * True of it: whatever is reachable from a commit in it and not hidden is in it as well.
 */
#ifndef TTA_GIT_LACKING_H
#define TTA_GIT_LACKING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/judged/bases.h"

struct arena;
struct repo;

#define LACKING_NONE ((size_t)-1)

struct lacking_parent {
	struct oid id;
	size_t node; /* LACKING_NONE: the remote has it */
};

struct lacking_node {
	struct oid id;
	struct lacking_parent *parents;
	size_t nparents;
	size_t seen; /* the number of the visit that came here last */
	bool is_cut; /* a shallow clone ends here: its parents are not known */
};

struct lacking {
	struct lacking_node *v; /* oldest first */
	size_t n;
	size_t *by_id; /* numbers of nodes, by the bytes of their ids */
	size_t *visit; /* what lacking_visit() found, in no order */
	size_t nvisit, visits;
};

int lacking_read(struct lacking *out, struct repo *r, const struct oids *tips,
	const struct oids *hidden, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Fills visit with tip and all that is reachable from it; nothing where the remote has it. */
void lacking_visit(struct lacking *l, const struct oid *tip);

#endif

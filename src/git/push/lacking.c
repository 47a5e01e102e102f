/* SPDX-License-Identifier: MIT */
/* lacking -- see lacking.h. */
#include "git/push/lacking.h"

#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/judged/walk.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"

struct slot { /* while they are sorted */
	struct oid id;
	size_t node;
};

static int
by_id(const void *a, const void *b)
{
	const struct slot *left = a, *right = b;

	return memcmp(left->id.bytes, right->id.bytes, sizeof(left->id.bytes));
}

static void
sort_ids(struct lacking *l, const struct oids *ids, struct arena *mem)
{
	struct slot *slots = arena_alloc(mem, ids->n, sizeof(*slots));

	for (size_t i = 0; i < ids->n; i++)
		slots[i] = (struct slot){.id = ids->v[i], .node = i};
	if (ids->n)
		qsort(slots, ids->n, sizeof(*slots), by_id);
	l->by_id = arena_alloc(mem, ids->n, sizeof(*l->by_id));
	for (size_t i = 0; i < ids->n; i++)
		l->by_id[i] = slots[i].node;
}

static size_t
find(const struct lacking *l, const struct oid *id)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct lacking_node *node = &l->v[l->by_id[middle]];
		int order = memcmp(id->bytes, node->id.bytes, sizeof(id->bytes));

		if (order == 0)
			return l->by_id[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return LACKING_NONE;
}

static int
read_parents(struct lacking *l, size_t at, struct repo *r, struct arena *mem, struct error *err)
{
	struct lacking_node *node = &l->v[at];
	git_commit *commit = NULL;

	if (object_commit(&commit, r, &node->id, "the range to be pushed", err) < 0)
		return -1;
	node->nparents = git_commit_parentcount(commit);
	node->parents = arena_alloc(mem, node->nparents, sizeof(*node->parents));
	for (unsigned i = 0; i < node->nparents; i++) {
		struct lacking_parent *parent = &node->parents[i];

		parent->id = gitoid_in(git_commit_parent_id(commit, i));
		parent->node = find(l, &parent->id);
	}
	git_commit_free(commit);
	return 0;
}

static void
mark_cuts(struct lacking *l, const struct oids *cuts)
{
	for (size_t i = 0; i < cuts->n; i++) {
		size_t at = find(l, &cuts->v[i]);

		if (at != LACKING_NONE)
			l->v[at].is_cut = true;
	}
}

int
lacking_read(struct lacking *out, struct repo *r, const struct oids *tips,
	const struct oids *hidden, struct arena *mem, struct error *err)
{
	struct oids ids, cuts;

	*out = (struct lacking){0};
	if (walk_range(&ids, r, tips, hidden, mem, err) < 0 ||
		bases_shallow(&cuts, r, mem, err) < 0)
		return -1;
	sort_ids(out, &ids, mem);
	out->v = arena_alloc(mem, ids.n, sizeof(*out->v));
	out->visit = arena_alloc(mem, ids.n, sizeof(*out->visit));
	for (size_t i = 0; i < ids.n; i++)
		out->v[i].id = ids.v[i];
	out->n = ids.n;
	mark_cuts(out, &cuts);
	for (size_t i = 0; i < ids.n; i++) {
		if (!out->v[i].is_cut && read_parents(out, i, r, mem, err) < 0)
			return -1;
	}
	return 0;
}

static void
reach(struct lacking *l, size_t node)
{
	if (node == LACKING_NONE || l->v[node].seen == l->visits)
		return;
	l->v[node].seen = l->visits;
	l->visit[l->nvisit++] = node;
}

void
lacking_visit(struct lacking *l, const struct oid *tip)
{
	l->visits++;
	l->nvisit = 0;
	reach(l, find(l, tip));
	for (size_t i = 0; i < l->nvisit; i++) {
		const struct lacking_node *node = &l->v[l->visit[i]];

		for (size_t k = 0; k < node->nparents; k++)
			reach(l, node->parents[k].node);
	}
}

/* SPDX-License-Identifier: MIT */
/*
 * judged -- see judged.h.  index.c answers for almost every index, oracle.c for the rest; bases.c
 * says what to compare with and compare.c does it.
 */
#include "git/judged/judged.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/judged/bases.h"
#include "git/judged/compare.h"
#include "git/judged/index.h"
#include "git/judged/oracle.h"
#include "git/judged/tree_source.h"
#include "git/judged/walk.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"

#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

static bool
is_here(const struct repo *r, const struct oid *tree)
{
	git_oid raw = gitoid_out(tree);
	git_tree *found = NULL;
	bool here = git_tree_lookup(&found, r->git, &raw) == 0;

	git_tree_free(found);
	return here;
}

/* The tree of the index as it is now, and the file's stamp.  *folder as oracle_tree() leaves it. */
static int
read_index(struct oid *tree, struct fs_stamp *stamp, const char **folder, struct repo *r,
	const char *const *environ, struct arena *mem, struct error *err)
{
	struct index_map index;
	int rc = 0;

	*folder = NULL;
	if (index_open(&index, r->index_file, err) < 0)
		return -1;
	*stamp = index.stamp;
	if (!index.data)
		rc = oid_parse(tree, EMPTY_TREE, strlen(EMPTY_TREE));
	else if (!index_root(tree, index.data, index.len) || !is_here(r, tree))
		rc = oracle_tree(tree, folder, r, &index, environ, mem, err);
	index_close(&index);
	return rc;
}

int
judged_compare(struct judged *j, struct repo *r, struct arena *mem, struct error *err)
{
	if (compare_trees(&j->changes, r, &j->tree, j->bases, j->nbases, mem, err) < 0)
		return -1;
	tree_source_init(&j->source, r, &j->tree, mem);
	if (j->nbases < 2)
		return 0;
	j->against = arena_alloc(mem, j->nbases, sizeof(*j->against));
	for (size_t i = 0; i < j->nbases; i++) {
		if (compare_trees(&j->against[i], r, &j->tree, &j->bases[i], 1, mem, err) < 0)
			return -1;
	}
	return 0;
}

static int
compare_with(struct judged *j, struct repo *r, const struct oids *bases, struct arena *mem,
	struct error *err)
{
	j->bases = bases->v;
	j->nbases = bases->n;
	return judged_compare(j, r, mem, err);
}

static int
compare_head(struct judged *out, struct repo *r, struct error *err)
{
	struct oid head = {0};
	int rc = 0;

	if (r->head.size)
		rc = object_tree_of(&head, r, &r->head, "HEAD", err);
	else
		rc = oid_parse(&head, EMPTY_TREE, strlen(EMPTY_TREE));
	out->is_staged = !oid_equal(&head, &out->tree);
	return rc;
}

int
judged_look(struct judged *out, struct repo *r, const char *const *environ, struct arena *mem,
	struct error *err)
{
	struct oids bases = {0};

	*out = (struct judged){.has_index = true};
	if (read_index(&out->tree, &out->index_stamp, &out->folder, r, environ, mem, err) < 0 ||
		compare_head(out, r, err) < 0 ||
		bases_at_commit(&bases, r, &out->tree, mem, err) < 0) {
		judged_release(out);
		return -1;
	}
	out->bases = bases.v;
	out->nbases = bases.n;
	tree_source_init(&out->source, r, &out->tree, mem);
	if (out->folder)
		out->objects = r->objects = path_join(out->folder, "objects", mem);
	return 0;
}

int
judged_index(struct judged *out, struct repo *r, const char *const *environ, struct arena *mem,
	struct error *err)
{
	if (judged_look(out, r, environ, mem, err) < 0)
		return -1;
	if (judged_compare(out, r, mem, err) == 0)
		return 0;
	judged_release(out);
	return -1;
}

/* In a shallow clone two commits can seem unrelated only because it ends before they meet. */
static int
refuse_cut(struct repo *r, const char *from, const char *to, struct arena *mem, struct error *err)
{
	struct oids cut;

	if (bases_shallow(&cut, r, mem, err) < 0)
		return -1;
	if (cut.n == 0)
		return 0;
	return error_set(err, ERR_GIT,
		"could not judge: where '%s' left '%s' is not in this clone, which is shallow; "
		"git fetch --unshallow (in CI: fetch-depth: 0)",
		to, from);
}

/* The merge base's tree; `from` itself where there is none or it is a tree. */
static int
range_base(struct oid *out, struct repo *r, const struct judged *j, const struct oid *from_tree,
	bool *is_related, struct arena *mem, struct error *err)
{
	struct oid base;

	*out = *from_tree;
	*is_related = true;
	if (oid_equal(&j->from, from_tree) || j->commit.size == 0)
		return 0;
	if (walk_base(&base, r, &j->from, &j->commit, mem, err) < 0)
		return -1;
	*is_related = base.size > 0;
	return base.size ? object_tree_of(out, r, &base, "the merge base", err) : 0;
}

int
judged_range(struct judged *out, struct repo *r, const char *from, const char *to,
	struct arena *mem, struct error *err)
{
	struct oid from_tree, base;
	struct oids bases = {0};
	bool is_related;

	*out = (struct judged){0};
	if (object_revision(&out->from, &from_tree, r, from, err) < 0 ||
		object_revision(&out->commit, &out->tree, r, to, err) < 0)
		return -1;
	if (out->from.size == 0)
		out->from = from_tree;
	if (range_base(&base, r, out, &from_tree, &is_related, mem, err) < 0 ||
		(!is_related && refuse_cut(r, from, to, mem, err) < 0))
		return -1;
	oids_add(&bases, &base, mem);
	return compare_with(out, r, &bases, mem, err);
}

int
judged_commit(
	struct judged *out, struct repo *r, const char *rev, struct arena *mem, struct error *err)
{
	struct oids bases = {0};

	*out = (struct judged){0};
	if (object_revision(&out->commit, &out->tree, r, rev, err) < 0)
		return -1;
	if (out->commit.size == 0)
		return error_set(err, ERR_USAGE, "'%s' is no commit", rev);
	if (bases_of_parents(&bases, r, &out->commit, mem, err) < 0)
		return -1;
	return compare_with(out, r, &bases, mem, err);
}

int
judged_open(struct judged *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err)
{
	*out = (struct judged){.commit = *commit};
	if (object_tree_of(&out->tree, r, commit, "the commit to be judged", err) < 0)
		return -1;
	tree_source_init(&out->source, r, &out->tree, mem);
	return 0;
}

int
judged_still(const struct judged *j, struct repo *r, const char *const *environ, struct arena *mem,
	struct error *err)
{
	struct fs_stamp stamp;
	const char *folder = NULL;
	struct oid tree;
	int rc;

	if (!j->has_index)
		return 1;
	if (fs_stamp(&stamp, r->index_file, err) < 0)
		return -1;
	if (fs_stamp_equal(&stamp, &j->index_stamp))
		return 1;
	rc = read_index(&tree, &stamp, &folder, r, environ, mem, err);
	if (rc == 0)
		rc = oid_equal(&tree, &j->tree);
	oracle_discard(folder);
	return rc;
}

void
judged_release(struct judged *j)
{
	oracle_discard(j->folder);
	j->folder = j->objects = NULL;
}

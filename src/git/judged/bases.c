/* SPDX-License-Identifier: MIT */
/* bases -- see bases.h.  A base too many hides changes, one too few only shows more of them: what
 * is not certain is left out. */
#include "git/judged/bases.h"

#include <stdbool.h>
#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"

#define LIST_MAX_BYTES ((size_t)64 << 20) /* of MERGE_HEAD and shallow */

bool
oids_has(const struct oids *list, const struct oid *id)
{
	for (size_t i = 0; i < list->n; i++) {
		if (oid_equal(&list->v[i], id))
			return true;
	}
	return false;
}

void
oids_add(struct oids *list, const struct oid *id, struct arena *mem)
{
	if (oids_has(list, id))
		return;
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *id;
}

/* A file of object ids, one a line; a file that is not there holds none. */
static int
read_ids(struct oids *out, const char *path, struct arena *mem, struct error *err)
{
	struct strs words = {0};
	struct oid id;
	char *text;
	size_t len;

	if (!fs_exists(path))
		return 0;
	if (fs_read(&text, &len, path, LIST_MAX_BYTES, mem, err) < 0)
		return -1;
	strs_split(&words, text, mem);
	for (size_t i = 0; i < words.n; i++) {
		if (oid_parse(&id, words.v[i], strlen(words.v[i])) < 0)
			return error_set(err, ERR_GIT, "'%s' holds no object ids", path);
		oids_add(out, &id, mem);
	}
	return 0;
}

int
bases_shallow(struct oids *out, struct repo *r, struct arena *mem, struct error *err)
{
	*out = (struct oids){0};
	return read_ids(out, path_join(r->common_dir, "shallow", mem), mem, err);
}

int
bases_parents(struct oids *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err)
{
	struct oids cut;
	git_commit *found = NULL;

	if (bases_shallow(&cut, r, mem, err) < 0)
		return -1;
	if (oids_has(&cut, commit))
		return 0;
	if (object_commit(&found, r, commit, "a parent's child", err) < 0)
		return -1;
	for (unsigned i = 0; i < git_commit_parentcount(found); i++) {
		struct oid parent = gitoid_in(git_commit_parent_id(found, i));

		oids_add(out, &parent, mem);
	}
	git_commit_free(found);
	return 0;
}

int
bases_of_commits(struct oids *out, struct repo *r, const struct oids *commits, struct arena *mem,
	struct error *err)
{
	for (size_t i = 0; i < commits->n; i++) {
		struct oid tree;

		if (object_tree_of(&tree, r, &commits->v[i], "a base to compare with", err) < 0)
			return -1;
		oids_add(out, &tree, mem);
	}
	return 0;
}

int
bases_of_parents(struct oids *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err)
{
	struct oids parents = {0};

	if (bases_parents(&parents, r, commit, mem, err) < 0)
		return -1;
	return bases_of_commits(out, r, &parents, mem, err);
}

/*
 * GITHEAD_<id> is how `git merge` names the heads to its hooks before MERGE_HEAD is there.  It may
 * be inherited from another merge, so a head counts only if it is here and not merged already.
 */
static void
add_githeads(struct oids *out, struct repo *r, struct arena *mem)
{
	static const char prefix[] = "GITHEAD_";
	git_oid head = gitoid_out(&r->head);

	for (const char *const *e = r->environ; r->is_hook && e && *e; e++) {
		const char *hex = *e + sizeof(prefix) - 1;
		struct oid id;
		git_oid raw;

		if (strncmp(*e, prefix, sizeof(prefix) - 1) != 0 ||
			oid_parse(&id, hex, strcspn(hex, "=")) < 0 || id.size != GIT_OID_RAWSZ)
			continue;
		raw = gitoid_out(&id);
		if (!git_oid_equal(&raw, &head) &&
			git_graph_descendant_of(r->git, &head, &raw) == 0)
			oids_add(out, &id, mem);
	}
}

int
bases_heads(struct oids *out, struct repo *r, struct arena *mem, struct error *err)
{
	*out = (struct oids){0};
	if (r->is_unborn)
		return 0;
	oids_add(out, &r->head, mem);
	if (r->is_merge)
		return read_ids(out, path_join(r->git_dir, "MERGE_HEAD", mem), mem, err);
	add_githeads(out, r, mem);
	return 0;
}

int
bases_at_commit(struct oids *out, struct repo *r, const struct oid *tree, struct arena *mem,
	struct error *err)
{
	struct oids heads;
	struct oid own;

	if (r->is_unborn)
		return 0;
	if (object_tree_of(&own, r, &r->head, "HEAD", err) < 0 ||
		bases_heads(&heads, r, mem, err) < 0)
		return -1;
	if (heads.n == 1 && oid_equal(tree, &own))
		return bases_of_parents(out, r, &r->head, mem, err);
	return bases_of_commits(out, r, &heads, mem, err);
}

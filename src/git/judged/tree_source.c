/* SPDX-License-Identifier: MIT */
/* tree_source -- see tree_source.h.  Paths are walked folder by folder here, since libgit2's own
 * walk answers "not found" both for an absent path and for a folder it could not read. */
#include "git/judged/tree_source.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/judged/held.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"

struct tree_source {
	struct repo *r;
	struct oid tree;
	struct held held;
	struct arena *mem;
};

/* Steps into the folder name of *tree, which is freed; *tree is NULL where it is no folder. */
static int
step(git_tree **tree, const struct repo *r, const char *name, const char *path, struct error *err)
{
	const git_tree_entry *entry = git_tree_entry_byname(*tree, name);
	git_tree *next = NULL;
	int rc = 0;

	if (entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		rc = object_tree(&next, r, git_tree_entry_id(entry), path, err);
	git_tree_free(*tree);
	*tree = next;
	return rc;
}

/* The tree of the folder that path[0..n) names; NULL where there is none. */
static int
open_folder(git_tree **out, const struct tree_source *s, const char *path, size_t n,
	struct arena *mem, struct error *err)
{
	git_oid root = gitoid_out(&s->tree);
	const char *whole = arena_strndup(mem, path, n), *at = whole;

	*out = NULL;
	if (s->tree.size == 0)
		return 0;
	if (object_tree(out, s->r, &root, "the tree that is judged", err) < 0)
		return -1;
	while (*at && *out) {
		size_t len = strcspn(at, "/");

		if (step(out, s->r, arena_strndup(mem, at, len), whole, err) < 0)
			return -1;
		at += len;
		if (*at)
			at++;
	}
	return 0;
}

static struct tree_entry
entry_in(const git_tree_entry *entry, struct arena *mem)
{
	return (struct tree_entry){
		.name = arena_strdup(mem, git_tree_entry_name(entry)),
		.mode = (uint32_t)git_tree_entry_filemode(entry),
		.id = gitoid_in(git_tree_entry_id(entry)),
	};
}

static int
list(void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	size_t n = strlen(dir);
	git_tree *tree;

	*out = (struct tree_entries){0};
	while (n && dir[n - 1] == '/')
		n--;
	if (open_folder(&tree, ctx, dir, n, mem, err) < 0)
		return -1;
	if (!tree)
		return 0;
	n = git_tree_entrycount(tree);
	out->v = arena_alloc(mem, n, sizeof(*out->v));
	for (; out->n < n; out->n++)
		out->v[out->n] = entry_in(git_tree_entry_byindex(tree, out->n), mem);
	git_tree_free(tree);
	return 0;
}

static int
find(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	const char *slash = strrchr(path, '/');
	const git_tree_entry *entry;
	git_tree *tree;

	*found = false;
	if (open_folder(&tree, ctx, path, slash ? (size_t)(slash - path) : 0, mem, err) < 0)
		return -1;
	if (!tree)
		return 0;
	entry = git_tree_entry_byname(tree, slash ? slash + 1 : path);
	if (entry) {
		*out = entry_in(entry, mem);
		*found = true;
	}
	git_tree_free(tree);
	return 0;
}

static int
complain(struct error *err, const git_oid *id, int code)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	if (code == GIT_ENOTFOUND)
		return error_set(err, ERR_GIT,
			"blob %s is not in this clone; git fetch gets what a partial clone lacks, "
			"git fsck tells what is damaged",
			hex);
	repo_error(err, hex);
	return error_wrap(err, "cannot read blob");
}

static int
too_long(struct error *err, size_t len, size_t max)
{
	return error_set(err, ERR_LIMIT, "a blob of %zu bytes is over the limit of %zu", len, max);
}

/* Looks at the size before the bytes: what is too long is never held in memory. */
static int
read_stored(struct blob *out, const struct tree_source *s, const struct oid *id, size_t max,
	struct arena *mem, struct error *err)
{
	git_oid raw = gitoid_out(id);
	git_odb *odb = NULL;
	git_odb_object *object = NULL;
	git_object_t type;
	size_t len;
	int rc = -1, code;

	if (git_repository_odb(&odb, s->r->git) < 0)
		return repo_error(err, "cannot open the object store");
	code = git_odb_read_header(&len, &type, odb, &raw);
	if (code < 0) {
		complain(err, &raw, code);
	} else if (type != GIT_OBJECT_BLOB) {
		error_set(err, ERR_GIT, "an object that should be a blob is none");
	} else if (len > max) {
		too_long(err, len, max);
	} else if ((code = git_odb_read(&object, odb, &raw)) < 0) {
		complain(err, &raw, code);
	} else {
		out->len = git_odb_object_size(object);
		out->data = arena_strndup(mem, git_odb_object_data(object), out->len);
		rc = 0;
	}
	git_odb_object_free(object);
	git_odb_free(odb);
	return rc;
}

static int
read_blob(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	struct tree_source *s = ctx;
	const struct blob *held = held_find(&s->held, id);

	if (!held)
		return read_stored(out, s, id, max, mem, err);
	if (held->len > max)
		return too_long(err, held->len, max);
	*out = *held;
	return 0;
}

static size_t
hold(void *ctx, const struct oid *id, size_t max)
{
	struct tree_source *s = ctx;
	struct arena *scratch;
	struct error ignored;
	struct blob blob;
	size_t n = 0;

	if (held_find(&s->held, id))
		return 0;
	scratch = arena_new();
	if (read_stored(&blob, s, id, max, scratch, &ignored) == 0) {
		held_add(&s->held, id, &blob, s->mem);
		n = blob.len;
	}
	arena_free(scratch);
	return n;
}

void
tree_source_init(struct blob_source *out, struct repo *r, const struct oid *tree, struct arena *mem)
{
	struct tree_source *s = arena_alloc(mem, 1, sizeof(*s));

	*s = (struct tree_source){.r = r, .tree = *tree, .mem = mem};
	*out = (struct blob_source){
		.ctx = s, .list = list, .find = find, .read = read_blob, .hold = hold};
}

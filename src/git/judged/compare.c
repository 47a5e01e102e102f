/* SPDX-License-Identifier: MIT */
/*
 * compare -- see compare.h.  One walk over all trees side by side: side 0 is the tree, the others
 * are its bases.  A name that is a file here and a folder there is two keys, "x" and "x/", in git's
 * order; that order is also the bytewise one of whole paths, so the result comes out sorted.
 */
#include "git/judged/compare.h"

#include <stdbool.h>
#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"
#include "model/blob_source.h"

#define PATH_MAX_BYTES ((size_t)1 << 20)
#define TYPE_MASK 0170000

struct side { /* one of the trees at one level; tree NULL: there is no such folder */
	git_tree *tree;
	const git_tree_entry *entry; /* the one it stands on; NULL at its end */
	size_t next;
};

struct walk {
	struct change_set *out;
	struct repo *r;
	size_t n; /* sides: the tree and its bases */
	struct buf path;
	struct arena *mem;
	struct error *err;
};

static bool
is_folder(const git_tree_entry *entry)
{
	return git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
}

/* Git's order within a tree: a folder's name ends with '/'. */
static int
order(const git_tree_entry *a, const git_tree_entry *b)
{
	const char *left = git_tree_entry_name(a), *right = git_tree_entry_name(b);
	size_t nleft = strlen(left), nright = strlen(right), n = nleft < nright ? nleft : nright;
	int diff = memcmp(left, right, n);
	unsigned char l, r;

	if (diff)
		return diff;
	l = (unsigned char)(left[n] || !is_folder(a) ? left[n] : '/');
	r = (unsigned char)(right[n] || !is_folder(b) ? right[n] : '/');
	return l - r;
}

/* Goes on to the side's next entry. */
static int
advance(struct side *s, struct walk *w)
{
	const git_tree_entry *last = s->entry;

	s->entry = s->tree ? git_tree_entry_byindex(s->tree, s->next++) : NULL;
	if (last && s->entry && order(last, s->entry) >= 0)
		return error_set(w->err, ERR_GIT,
			"the folder '%s' of a tree is not in git's order; git fsck tells more",
			w->path.data);
	return 0;
}

static int
open_sides(struct side *sides, const git_oid *const *ids, struct walk *w)
{
	const char *what = w->path.len ? w->path.data : "the root of a tree";

	for (size_t i = 0; i < w->n; i++) {
		if (!ids[i])
			continue;
		if (object_tree(&sides[i].tree, w->r, ids[i], what, w->err) < 0 ||
			advance(&sides[i], w) < 0)
			return -1;
	}
	return 0;
}

static void
close_sides(struct side *sides, size_t n)
{
	for (size_t i = 0; i < n; i++)
		git_tree_free(sides[i].tree);
}

/* The entries of the lowest key, one for each side, NULL where a side has none; false at the end.
 */
static bool
lowest(const git_tree_entry **row, const struct side *sides, size_t n)
{
	const git_tree_entry *low = NULL;

	for (size_t i = 0; i < n; i++) {
		if (sides[i].entry && (!low || order(sides[i].entry, low) < 0))
			low = sides[i].entry;
	}
	for (size_t i = 0; i < n; i++)
		row[i] = low && sides[i].entry && order(sides[i].entry, low) == 0 ? sides[i].entry
										  : NULL;
	return low != NULL;
}

static bool
same_entry(const git_tree_entry *a, const git_tree_entry *b)
{
	return git_tree_entry_filemode(a) == git_tree_entry_filemode(b) &&
	       git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b));
}

/* May there be a change here?  Absent in the tree: only where no base lacks it; else only where it
 * is no base's own.  Of a folder that means below it. */
static bool
differs_from_all(const git_tree_entry *const *row, size_t n)
{
	if (!row[0] && n == 1)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (row[0] ? row[i] && same_entry(row[0], row[i]) : !row[i])
			return false;
	}
	return true;
}

static struct change_side
side_of(const git_tree_entry *entry)
{
	struct change_side side = {0};

	if (entry) {
		side.mode = (uint32_t)git_tree_entry_filemode(entry);
		side.id = gitoid_in(git_tree_entry_id(entry));
	}
	return side;
}

static char
kind_of(const struct change *c)
{
	if (!c->old.mode)
		return 'A';
	if (!c->new.mode)
		return 'D';
	return (c->old.mode & TYPE_MASK) == (c->new.mode &TYPE_MASK) ? 'M' : 'T';
}

static void
emit(struct walk *w, const git_tree_entry *const *row)
{
	struct change_set *out = w->out;
	struct change c = {
		.path = arena_strndup(w->mem, w->path.data, w->path.len),
		.old = side_of(w->n > 1 ? row[1] : NULL),
		.new = side_of(row[0]),
	};

	c.kind = kind_of(&c);
	out->v = arena_grow(w->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = c;
}

static const git_tree_entry *
any_of(const git_tree_entry *const *row)
{
	while (!*row)
		row++;
	return *row;
}

static int walk_level(struct walk *w, const git_oid *const *ids, int depth);

static int
visit(struct walk *w, const git_tree_entry *const *row, int depth)
{
	const git_tree_entry *some = any_of(row);
	const git_oid **ids;
	size_t len = w->path.len;
	int rc = 0;

	if (!differs_from_all(row, w->n))
		return 0;
	buf_adds(&w->path, git_tree_entry_name(some));
	if (is_folder(some)) {
		buf_addc(&w->path, '/');
		ids = arena_alloc(w->mem, w->n, sizeof(*ids));
		for (size_t i = 0; i < w->n; i++)
			ids[i] = row[i] ? git_tree_entry_id(row[i]) : NULL;
		rc = walk_level(w, ids, depth + 1);
	} else {
		emit(w, row);
	}
	if (w->path.dropped && rc == 0)
		rc = error_set(w->err, ERR_LIMIT, "a path of the tree is longer than %zu bytes",
			PATH_MAX_BYTES);
	w->path.len = len;
	w->path.data[len] = '\0';
	return rc;
}

static int
walk_level(struct walk *w, const git_oid *const *ids, int depth)
{
	struct side *sides = arena_alloc(w->mem, w->n, sizeof(*sides));
	const git_tree_entry **row = arena_alloc(w->mem, w->n, sizeof(*row));
	int rc = -1;

	if (depth > COMPARE_DEPTH_MAX)
		return error_set(w->err, ERR_LIMIT, "the tree has more than %d folders in a row",
			COMPARE_DEPTH_MAX);
	if (open_sides(sides, ids, w) < 0)
		goto out;
	while (lowest(row, sides, w->n)) {
		if (visit(w, row, depth) < 0)
			goto out;
		for (size_t i = 0; i < w->n; i++) {
			if (row[i] && advance(&sides[i], w) < 0)
				goto out;
		}
	}
	rc = 0;
out:
	close_sides(sides, w->n);
	return rc;
}

static bool
equals_one(const struct oid *tree, const struct oid *bases, size_t nbases)
{
	for (size_t i = 0; i < nbases; i++) {
		if (oid_equal(tree, &bases[i]))
			return true;
	}
	return false;
}

int
compare_trees(struct change_set *out, struct repo *r, const struct oid *tree,
	const struct oid *bases, size_t nbases, struct arena *mem, struct error *err)
{
	struct walk w = {.out = out, .r = r, .n = nbases + 1, .mem = mem, .err = err};
	git_oid raw[COMPARE_BASES_MAX + 1];
	const git_oid *ids[COMPARE_BASES_MAX + 1] = {0};
	int rc;

	*out = (struct change_set){0};
	if (nbases > COMPARE_BASES_MAX)
		return error_set(
			err, ERR_LIMIT, "more than %d bases to compare with", COMPARE_BASES_MAX);
	if (equals_one(tree, bases, nbases))
		return 0;
	for (size_t i = 0; i <= nbases; i++) {
		const struct oid *id = i ? &bases[i - 1] : tree;

		raw[i] = gitoid_out(id);
		ids[i] = id->size ? &raw[i] : NULL;
	}
	buf_init(&w.path, PATH_MAX_BYTES);
	rc = walk_level(&w, ids, 0);
	buf_release(&w.path);
	return rc;
}

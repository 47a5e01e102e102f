/* SPDX-License-Identifier: MIT */
/*
 * judged -- T, the tree to be judged, its bases, and what differs from every one of them.
 *
 * At commit:  if the root entry of the index's TREE extension is valid, that is T: git commits the
 *             very same.  Otherwise `git write-tree` on a private copy of the index (its size and
 *             checksum verified first) with a private object folder.  Nothing of the user's is
 *             written.
 * Bases:      HEAD and MERGE_HEAD(s), GITHEAD_* in pre-merge-commit; on an unborn branch none;
 *             where T is HEAD's own tree, HEAD's parents (amend without a change).  Equal trees
 *             count once.
 * Changed:    a path whose (mode, blob) or absence differs from every base.
 * Lifetime:   what stays in the arena reads from struct repo, which must stay open.
 */
#ifndef TTA_GIT_JUDGED_H
#define TTA_GIT_JUDGED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/fs.h"
#include "model/blob_source.h"
#include "model/change.h"
#include "model/oid.h"

struct arena;
struct repo;
struct strs;

struct judged {
	struct oid tree;
	struct oid commit; /* at push and for refs; size 0 for the index */
	struct oid from;   /* judged_range(): the commit or tree that `from` names, else size 0 */
	struct oid *bases; /* trees; n 0: the empty tree */
	size_t nbases;
	struct change_set changes;  /* differs from every base */
	struct change_set *against; /* nbases of them where nbases > 1, else NULL */
	struct blob_source source;  /* reads T */
	bool is_staged;             /* T came from the index and is not HEAD's own tree */
	bool has_index;             /* T came from the index: judged_still() means something */
	struct fs_stamp index_stamp;
	const char *objects; /* private object folder T may need; NULL: not needed */
	const char *folder;  /* the temporary one it lies in, removed by judged_release() */
};

/* environ: where the cache folder is looked up from. */
int judged_index(struct judged *out, struct repo *r, const char *const *environ, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The same without what differs: changes and against are left to judged_compare(). */
int judged_look(struct judged *out, struct repo *r, const char *const *environ, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The tree of `to` against its merge base with `from` (three dots; two where there is none). */
int judged_range(struct judged *out, struct repo *r, const char *from, const char *to,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The tree of a commit against its parents. */
int judged_commit(struct judged *out, struct repo *r, const char *rev, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The tree of a commit, to read from: no bases, no changes. */
int judged_open(struct judged *out, struct repo *r, const struct oid *commit, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* For a T that others found: fills changes, against and source from tree, bases and nbases. */
int judged_compare(
	struct judged *j, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* In place of changes, and of those against each base: every file of T, or those named (paths from
 * the root; a folder stands for all below it; one that is not in T is ERR_USAGE naming it).  They
 * are of kind A. */
int judged_take_all(
	struct judged *j, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
int judged_take_files(struct judged *j, struct repo *r, const struct strs *paths, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/*
 * The check before saying yes: is the index still the one judged?  By stat, and where that differs
 * by its tree.  1 yes, 0 it moved, -1 could not look.
 */
int judged_still(const struct judged *j, struct repo *r, const char *const *environ,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/* Removes the private objects; T may be unreadable afterwards.  Legal on a zeroed one. */
void judged_release(struct judged *j);

#endif

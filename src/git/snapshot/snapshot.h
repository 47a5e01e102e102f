/* SPDX-License-Identifier: MIT */
/*
 * snapshot -- a private folder that holds exactly what a view shows of the tree being judged, for
 * gates to run in.
 *
 * A work tree in the cache folder with a small .git of its own (decoy.h).  Tools see a repository;
 * whatever they do to it, the user's files, index, refs and configuration are not reachable from
 * there, and the next snapshot_open() mends it.
 *
 * Sequence:   snapshot_prepare() once, snapshot_open() each, run gates below root,
 *             snapshot_close(), snapshot_finish() once.
 * Update:     unchanged files keep inode and mtime; what gates wrote to tracked files is undone;
 *             what they added is removed, but for `keep` (keep.h).
 * Carried:    ignored state of the user's, and folders beside the repository, as links (carry.h).
 * Locked:     one run at a time holds it; a busy one, and root on another's repository whose cache
 *             is another's too, get a fresh ephemeral folder, removed by snapshot_close().
 * Errors:     -1: the tree could not be written whole (absent blob, failing filter, full disk).
 *             Then no gate may run: a torn snapshot is healed by the next snapshot_open().
 * Submodules: empty folders.  Nothing is fetched: LFS files are pointers.
 * Lifetime:   the folder goes when its worktree is gone or unused for 14 days (eviction.h).
 */
#ifndef TTA_GIT_SNAPSHOT_H
#define TTA_GIT_SNAPSHOT_H

#include <stdbool.h>

#include "base/error.h"
#include "git/snapshot/decoy.h"

struct arena;
struct carry;
struct judged;
struct repo;
struct strs;
struct view;

struct snapshot_source { /* what all snapshots of one judged tree have in common */
	struct repo *repo;
	const struct judged *judged;
	const char *cache; /* the worktree's cache folder, which holds them */
	bool is_borrowed;  /* it is another's, and we are root */
	struct decoy_parts parts;
};

struct snapshot {
	const char *root;  /* absolute, no symlink in it */
	const char *dir;   /* the folder that holds it, its lock and its notes */
	const char *notes; /* a folder for what need not be found out again; NULL: there is none */
	int lock;          /* descriptor; -1: ephemeral */
	bool is_ephemeral;
};

int snapshot_prepare(struct snapshot_source *out, struct repo *r, const struct judged *j,
	const char *const *environ, struct arena *mem, struct error *err) TTA_MUST_USE;
void snapshot_finish(struct snapshot_source *s, struct arena *mem); /* legal on a zeroed one */

/* view: one of each name has a folder of its own.  carry: what carry_find() found; what cannot be
 * brought is said there.  keep: what of gates' additions survives (keep.h). */
int snapshot_open(struct snapshot *out, const struct snapshot_source *from, const struct view *view,
	struct carry *carry, const struct strs *keep, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* Of one that is open, between gates.  Is each file as it was laid out?  And makes it so again; what
 * gates added stays. */
bool snapshot_is_still(const struct snapshot *s, const struct snapshot_source *from,
	const struct view *view, struct arena *mem);
int snapshot_mend(const struct snapshot *s, const struct snapshot_source *from,
	const struct view *view, struct carry *carry, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The folder of its notes, for settings_read(); NULL: there is none. */
const char *snapshot_notes(const struct repo *r, const char *const *environ, struct arena *mem);
void snapshot_close(struct snapshot *s); /* legal on a zeroed one with lock -1 */

#endif

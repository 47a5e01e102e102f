/* SPDX-License-Identifier: MIT */
/*
 * shadow -- the work tree of a snapshot, made equal to a tree of git's as a view shows it.
 *
 * Record: ours alone, outside what gates are given (record.h): whatever they do with git (add,
 *         commit, --assume-unchanged, sparse-checkout), the next update sees what is really there.
 * Update: what is to be there is laid out (layout.h), compared with what is (scan.h), and what
 *         differs is written (checkout.h): unchanged files keep inode and mtime.  Files are written
 *         anew, all of them, where the settings differ from those they were written under, and
 *         after a boot (nothing here is ever synced); those below a folder whose .gitattributes
 *         changed.
 * Index:  gates are given a copy of the record's, the sparse index of a view that is not whole.
 * Killed: at any moment; the next update comes out the same.
 */
#ifndef TTA_GIT_SHADOW_H
#define TTA_GIT_SHADOW_H

#include <stdbool.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct repo;
struct strs;
struct view;

struct shadow {
	const struct repo *repo;  /* whose objects are read */
	const struct repo *decoy; /* its root is the work tree */
	const struct view *view;
	const char *dir;         /* where the record lies */
	const char *settings;    /* that the files are written under */
	const struct strs *keep; /* what of gates' additions survives (keep.h) */
};

int shadow_update(const struct shadow *s, const struct oid *tree, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* Is each file the very one that the last update left?  false also where that cannot be told. */
bool shadow_is_still(const struct shadow *s);

/* Is there a folder that we cannot read and write, so that only a new one helps? */
bool shadow_is_spoiled(const char *root);

#endif

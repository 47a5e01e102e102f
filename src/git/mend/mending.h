/* SPDX-License-Identifier: MIT */
/*
 * mending -- one fix of a work tree from its first look to its last write, and what is left of one
 * that was ended in the middle.
 *
 * Place:     <git-dir>/tta/: fix.lock, held by flock(2) until the process ends; fixing, the ledger,
 *            which is there while files are being written; aside/, where old and new files lie.
 * Sequence:  mending_open(), mending_recover(); when it is known what is to be written
 *            mending_begin(), then the writing, then mending_end().
 */
#ifndef TTA_GIT_MENDING_H
#define TTA_GIT_MENDING_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct mend;
struct repo;

/* -1: another one is at work in this worktree, or it cannot be known. */
int mending_open(const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Finishes what an earlier one began, file by file, and clears away what it left; a note for each
 * file that was between two states. */
int mending_recover(
	struct strs *notes, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

/* A private folder, empty, on the git folder's file system. */
const char *mending_aside(const struct repo *r, struct arena *mem, struct error *err);
/* Writes down those that are ready, and gives each its other name. */
int mending_begin(struct mend *mends, size_t n, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;
void mending_end(const struct repo *r, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * readback -- what fixers made of T's files, as git would take it in.
 *
 * A git folder of our own looks at the snapshot's work tree, with an index that starts as T, and an
 * object folder of its own: git's clean filters, line ends and attributes decide what a file is,
 * nothing that a fixer did to the snapshot's .git counts, and nothing gets into the user's objects.
 * Sequence:  readback_open() on a fresh snapshot; for each fixer: let it run, then readback_take()
 *            or, where it came to no good end, readback_undo(); readback_files(); readback_close()
 *            is legal on a zeroed one.
 */
#ifndef TTA_GIT_READBACK_H
#define TTA_GIT_READBACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "git/repo/repo.h"
#include "model/change.h"
#include "model/oid.h"

struct arena;
struct blob;
struct git_odb;
struct judged;
struct patterns;
struct snapshot;

struct readback {
	struct repo repo;   /* the snapshot's files, a git folder of ours */
	const char *folder; /* all that is ours */
	struct oid tree;    /* T */
	struct git_odb *odb;
	struct strs before; /* what lay there besides T's files; sorted */
};

int readback_open(struct readback *out, struct repo *r, const struct judged *j,
	const struct snapshot *s, const struct strs *carry, const char *const *environ,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* All that is not as in T: old is T's side, new the one in the snapshot now. */
int readback_take(struct change_set *out, struct readback *b, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* From now on readback_take() sees new files as well, where these match; ignored ones it never
 * does. */
int readback_adopt(struct readback *b, const struct patterns *of, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* Takes these changes back, in the snapshot too. */
int readback_revert(struct readback *b, const struct change_set *changes, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* T's files as they were at the last readback_take(). */
int readback_undo(struct readback *b, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Files that were not there at first and are not ignored. */
int readback_added(
	struct strs *out, struct readback *b, struct arena *mem, struct error *err) TTA_MUST_USE;

/* A blob of T or of the fixers'. */
int readback_blob(struct blob *out, const struct readback *b, const struct oid *id, size_t max,
	struct arena *mem, struct error *err) TTA_MUST_USE;
struct readback_put { /* path becomes this, in the snapshot too */
	const char *path;
	uint32_t mode;
};
int readback_put(struct readback *b, const struct readback_put *files, const struct blob *blobs,
	size_t n, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Lays out, as a checkout would write them, both sides of changes of regular files. */
int readback_files(struct readback *b, const struct change_set *changes, struct arena *mem,
	struct error *err) TTA_MUST_USE;
const char *readback_old(const struct readback *b, const char *path, struct arena *mem);
const char *readback_new(const struct readback *b, const char *path, struct arena *mem);

/* A unified diff of these paths, T's files against the fixed ones. */
int readback_diff(struct blob *out, struct readback *b, const struct strs *paths, struct arena *mem,
	struct error *err) TTA_MUST_USE;

void readback_close(struct readback *b);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * mend -- what a fixer did to one file of T, taken over into the user's work tree.
 *
 * Three files are merged, all as a checkout writes them: T's (base), the fixed one (theirs) and the
 * work tree's (ours).  What is to be staged is the fixed file of T: unstaged edits stay unstaged.
 * Sequence:  mend_prepare() looks and merges; mend_apply() writes where it is MEND_READY.
 * Errors:    -1: could not look, or could not write; that file is as it was.
 */
#ifndef TTA_GIT_MEND_H
#define TTA_GIT_MEND_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "model/blob_source.h"
#include "model/change.h"

struct arena;
struct readback;
struct repo;

enum mend_state {
	MEND_READY,
	MEND_CONFLICT, /* the user and the fixer changed the same lines */
	MEND_ABSENT,   /* no regular file in the work tree: deleted, replaced, not checked out */
	MEND_UNSTAGED, /* only the user changed it, in the work tree: not part of what is judged */
	MEND_KIND,     /* not a change of a regular file's bytes or mode */
	MEND_HIDDEN,   /* git was told not to look at it: assume-unchanged, skip-worktree */
	MEND_MOVED,    /* somebody wrote the file between the look and the write */
	MEND_DONE,     /* written; may be staged */
};

struct mend {
	const struct change *change; /* T's side, the fixed side */
	enum mend_state state;
	struct blob ours, merged; /* merged.data NULL: the file goes; ours.data NULL: it is new */
	mode_t before, after;     /* permissions */
	const char *temp;         /* the other name while it is written; mending.h */
};

/* is_judged: the path is part of the change in question, so that unstaged edits are merged with;
 * may_go: the fixer may take it away. */
struct mend_rules {
	bool is_judged, may_go;
};

int mend_prepare(struct mend *out, const struct change *c, const struct mend_rules *rules,
	const struct readback *b, const struct repo *r, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int mend_apply(
	struct mend *m, const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * note -- what pre-commit leaves behind a yes, for the hooks that git runs after it: the tree that
 * was judged, against which trees, and for which git.
 *
 * The file is GIT_DIR/tta/judged of the worktree, a word and its value a line.  It is quick to
 * write and worth little: lost, torn or unreadable it counts as none, which only means that a
 * commit is called unjudged.
 */
#ifndef TTA_GIT_NOTE_H
#define TTA_GIT_NOTE_H

#include <stdbool.h>

#include "base/parent.h"
#include "git/judged/bases.h"
#include "model/oid.h"

struct arena;
struct repo;

enum note_asks { NOTE_ASKS_UNKNOWN, NOTE_ASKS_AS_MUCH, NOTE_ASKS_LESS };

struct note {
	struct oid tree;
	enum note_asks asks;  /* its configuration, against those of the bases */
	struct oids bases;    /* in the order of the commit's parents */
	struct parent parent; /* the git that asked */
};

/* false: it could not be written, of which nothing comes but a word too many. */
bool note_leave(const struct note *note, const struct repo *r, struct arena *mem);
/* false: there is none that can be read. */
bool note_read(struct note *out, const struct repo *r, struct arena *mem);

/* Is it this tree that was judged? */
bool note_still(const struct note *note, const struct oid *tree);

#endif

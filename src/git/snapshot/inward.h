/* SPDX-License-Identifier: MIT */
/*
 * inward -- committed links that lead into the user's repository lead into the snapshot instead.
 *
 * Whatever a gate writes through such a link is written to the snapshot, and what it reads there is
 * of the tree being judged, not what lies in the work tree at the moment.  Of the other work trees
 * of the repository, and of its git folders, likewise.
 * Asks:    of a link, that no folder above it is one.
 * To git:  such a link is unchanged as long as its entry in the index tells of the file that is
 *          there; its text is another than its blob's.
 */
#ifndef TTA_GIT_INWARD_H
#define TTA_GIT_INWARD_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct repo;

struct inward {
	const struct repo *repo; /* the user's */
	const char *root;        /* of the snapshot */
	struct strs guarded;     /* guarded.h, resolved; found where first asked for */
	bool is_found;
};

/* What the link at path should be instead of text; NULL: just that. */
const char *inward_text(struct inward *w, const char *path, const char *text, struct arena *mem);

/* Sets right the link at path below root_fd; anything but a link stays. */
int inward_turn(struct inward *w, int root_fd, const char *path, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

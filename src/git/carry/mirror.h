/* SPDX-License-Identifier: MIT */
/*
 * mirror -- a folder of ignored state (node_modules) in the snapshot: a real one, whose entries are
 * links to those of the user's.
 *
 * A link to the whole would lead tools to the work tree: node_modules/pkg -> ../packages/pkg would
 * be the user's packages/pkg with whatever is not staged.
 * Entries:  a link to the user's entry.  Copied as they are: relative links that stay within the
 *           repository, so that they lead to the snapshot's own files.  An absolute link to a file
 *           of the work tree leads to the snapshot's.  Folders of their own: @scope and .bin.
 *           Not there: caches that tools keep beside packages (mirror.c); those that gates make
 *           are theirs.
 * Update:   only where the listing of the source or of the mirror changed.  Nothing is ever written
 *           through a link, whatever gates made of the folder.
 * Limits:   what an entry holds is the user's own: a gate that writes into node_modules/x writes
 *           there, and a package that is no workspace's but requires one, from the user's place,
 *           finds the user's.
 */
#ifndef TTA_GIT_MIRROR_H
#define TTA_GIT_MIRROR_H

#include "base/error.h"

struct arena;
struct strs;

struct mirror {
	const char *root;         /* the snapshot's */
	const char *path;         /* from there, and from: */
	const struct strs *trees; /* work trees whose files the snapshot stands for, absolute */
	const char *source;       /* the user's folder, absolute */
	const char *note;         /* file where it is kept how both looked */
	const struct strs *keep;  /* of gates' (keep.h) */
};

int mirror_update(const struct mirror *m, struct arena *mem, struct error *err) TTA_MUST_USE;
/* root/path becomes a link to target unless it is one; what else is there goes. */
int mirror_link(
	const char *path, const char *target, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

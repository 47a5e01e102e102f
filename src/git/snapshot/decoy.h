/* SPDX-License-Identifier: MIT */
/*
 * decoy -- the small .git of a snapshot: a repository that looks like the user's and is not it.
 *
 * It holds HEAD, all refs, an objects folder that borrows the user's, the settings that decide what
 * files look like (line ends, filters, attributes) and who commits, and what git is to overlook.
 * Gates may do to it what they like: each time all of it is set right, nothing is followed or
 * written through, and git of ours works on an index that lies elsewhere.
 */
#ifndef TTA_GIT_DECOY_H
#define TTA_GIT_DECOY_H

#include <stdbool.h>

#include "base/error.h"
#include "git/snapshot/refcopy.h"

struct arena;
struct judged;
struct repo;
struct strs;

/* Enough of a struct repo for plumbing_run() to work in the decoy at root, with our own index. */
struct repo decoy_of(
	const struct repo *r, const char *root, const char *index_file, struct arena *mem);

/* What all decoys of one judged tree have in common; absent files are NULL. */
struct decoy_parts {
	const char *settings; /* the text of the configuration file: equal settings, equal text */
	const char *head, *alternates;
	const char *attributes, *exclude, *shallow;
	bool is_sparse; /* one of them: info/sparse-checkout is yet to come, too */
	struct refcopy refs;
};

/* notes: a folder for what need not be found out again; NULL: there is none. */
int decoy_read(struct decoy_parts *out, const struct repo *r, const struct judged *j,
	const char *notes, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Makes it what it should be; its index is yet to come (shadow.h).  carry: paths git is to
 * overlook. */
int decoy_make(const struct repo *decoy, const struct decoy_parts *parts, const struct strs *carry,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

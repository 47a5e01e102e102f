/* SPDX-License-Identifier: MIT */
/*
 * merge3 -- two sets of edits of one text, put together where they do not touch.
 *
 * Line ends:  where ours has them all of one kind and base and theirs all of the other, these are
 *             read as ours has them: a checkout that converts line ends is no edit.
 * Binary:     bytes with a NUL are taken from the side that changed; two changes are a conflict.
 * Errors:     -1: libgit2 could not merge at all.  A conflict is a result.
 */
#ifndef TTA_GIT_MERGE3_H
#define TTA_GIT_MERGE3_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob;

struct merge3 {
	const struct blob *base, *ours, *theirs;
};

/* *out is ours with what theirs changed; it may borrow from either. */
int merge3(struct blob *out, bool *is_clean, const struct merge3 *in, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

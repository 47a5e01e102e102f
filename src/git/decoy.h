/* SPDX-License-Identifier: MIT */
/*
 * decoy -- the small .git of a snapshot: a repository that looks like the user's and is not it.
 *
 * It holds HEAD, the refs that HEAD needs, an objects folder that borrows the user's, and the
 * settings that decide what files look like (line ends, filters, attributes) and who commits.
 */
#ifndef TTA_GIT_DECOY_H
#define TTA_GIT_DECOY_H

#include "base/error.h"

struct arena;
struct judged;
struct repo;

/* Enough of a struct repo for plumbing_run() to work in the decoy at root. */
struct repo decoy_of(const struct repo *r, const char *root, struct arena *mem);

/* The text of its configuration file, from the user's effective one; equal settings, equal text. */
int decoy_settings(
	const char **out, const struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Makes or refreshes it; index and work tree are the caller's business. */
int decoy_make(const struct repo *decoy, const struct repo *r, const struct judged *j,
	const char *settings, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * remote -- what the configuration says about remotes, without talking to any.
 *
 * Read entry by entry: libgit2's own look-up matches names by regular expression and loses memory
 * at each name that does not match.
 */
#ifndef TTA_GIT_REMOTE_H
#define TTA_GIT_REMOTE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct repo;

/* Names of the remotes, sorted. */
int remote_names(
	struct strs *out, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Where this clone keeps a ref of the remote, by its fetch refspecs; NULL: nowhere. */
const char *remote_tracking_ref(
	struct repo *r, const char *remote, const char *ref, struct arena *mem);
/* Its push refspecs, as they are written. */
void remote_push_specs(struct strs *out, struct repo *r, const char *remote, struct arena *mem);

#endif

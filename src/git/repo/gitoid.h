/* SPDX-License-Identifier: MIT */
/*
 * gitoid -- object ids, from libgit2's form to ours and back.
 */
#ifndef TTA_GIT_GITOID_H
#define TTA_GIT_GITOID_H

#include <string.h>

#include <git2.h>

#include "model/oid.h"

static inline struct oid
gitoid_in(const git_oid *id)
{
	struct oid out = {.size = GIT_OID_RAWSZ};

	memcpy(out.bytes, id->id, GIT_OID_RAWSZ);
	return out;
}

static inline git_oid
gitoid_out(const struct oid *id)
{
	git_oid out;

	memset(&out, 0, sizeof(out));
	memcpy(out.id, id->bytes, GIT_OID_RAWSZ);
	return out;
}

#endif

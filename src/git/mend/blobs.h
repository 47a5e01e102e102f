/* SPDX-License-Identifier: MIT */
/*
 * blobs -- bytes into a repository's object folder, by git itself, as many as there are at once.
 */
#ifndef TTA_GIT_BLOBS_H
#define TTA_GIT_BLOBS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;
struct blob;
struct oid;
struct repo;

struct blobs {
	const struct blob *v;
	size_t n;
	const char *folder; /* a private one, where they lie until git has read them */
	bool is_for_user;   /* plumbing.h */
};

/* ids has room for n; bytes are taken as they are, no filter touches them. */
int blobs_write(struct oid *ids, const struct repo *r, const struct blobs *what, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

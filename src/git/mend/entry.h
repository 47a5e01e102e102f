/* SPDX-License-Identifier: MIT */
/*
 * entry -- what the user's index says of single paths, flags and all, as git reads it.
 */
#ifndef TTA_GIT_ENTRY_H
#define TTA_GIT_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/change.h"

struct arena;
struct repo;

struct entry {
	const char *path;
	struct change_side side;
	int stage;      /* 0: merged */
	bool is_hidden; /* assume-unchanged or skip-worktree */
};

struct entries {
	struct entry *v; /* sorted by path, bytewise */
	size_t n, cap;
};

int entries_read(
	struct entries *out, struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* What `git ls-files -s -v -z` prints. */
int entries_parse(struct entries *out, const char *text, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
const struct entry *entries_find(const struct entries *e, const char *path); /* or NULL */

#endif

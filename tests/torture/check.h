/* SPDX-License-Identifier: MIT */
/*
 * check -- what must hold after a round, whatever happened in it.
 *
 * Each returns NULL, or what is wrong in a line.
 */
#ifndef TTA_TORTURE_CHECK_H
#define TTA_TORTURE_CHECK_H

#include <stdbool.h>

struct arena;
struct look;
struct scene;
struct typed;

/* Every commit of `to` that `from` does not have holds a tree that the gates have seen whole. */
const char *check_judged(const struct scene *s, const char *from, const char *to, const char *log,
	struct arena *mem);
/* After `git commit`: nothing is another but what was typed; or one commit more. */
const char *check_commit(const struct scene *s, const struct look *before, const struct look *after,
	const struct typed *typed, bool is_amend, struct arena *mem);
/* After `tta-check fix`: each file and each entry is as it was or as it should be. */
const char *check_fix(const struct scene *s, const struct look *before, const struct look *after,
	const struct typed *typed, bool is_done, unsigned round, struct arena *mem);

#endif

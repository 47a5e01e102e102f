/* SPDX-License-Identifier: MIT */
/*
 * round -- one round of the torture test: a scene is set, something happens to it while git or
 * `tta-check fix` is at work, and then everything is looked at.
 */
#ifndef TTA_TORTURE_ROUND_H
#define TTA_TORTURE_ROUND_H

#include <stdint.h>

#include "dice.h"

struct arena;
struct scene;

struct round {
	struct scene *scene;
	struct dice dice;
	unsigned n;
	const char *what; /* what was tried, in words */
	struct arena *mem;
	unsigned *between; /* counts files that a killed fix left between two states */
};

struct round_kind {
	const char *name;
	unsigned weight;
	bool is_small; /* wants small file systems */
	/* NULL, or what is wrong. */
	const char *(*run)(struct round *r);
};
extern const struct round_kind round_kinds[]; /* a NULL name behind the last */

#endif

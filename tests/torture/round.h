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

struct round_tally {                   /* of what happened, to see that something did */
	unsigned made, refused, ended; /* commits or fixes: done, not done, killed */
	unsigned between;              /* fixes that left a file for the next one to finish */
};

struct round {
	struct scene *scene;
	struct dice dice;
	unsigned n;
	const char *what; /* what was tried, in words */
	struct arena *mem;
	struct round_tally *tally;
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

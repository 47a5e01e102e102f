/* SPDX-License-Identifier: MIT */
/*
 * when -- the conditions of a gate's `when`.
 *
 * Words:  `env NAME` (set and not empty), `ci`, `branch PATTERN` (as in [branch]), `merge`,
 *         `rebase`, each with `not` before it where wanted; several must all hold.
 */
#ifndef TTA_MODEL_WHEN_H
#define TTA_MODEL_WHEN_H

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct event;

/* Are these words conditions?  Else *err says which is not. */
int when_check(const struct strs *words, struct arena *mem, struct error *err) TTA_MUST_USE;
/* NULL where all hold, else the first that does not: "not in ci", "RUN_IT is not set". */
const char *when_fails(const struct strs *words, const struct event *event,
	const char *const *environ, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * measured -- the files whose coverage counts for a component.
 *
 * Those that it owns in the tree, but for its `tests`, and what [tta] names as `ignore` or
 * `generated`.
 */
#ifndef TTA_GATES_MEASURED_H
#define TTA_GATES_MEASURED_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct blob_source;
struct config;

struct measured {
	struct strs paths; /* sorted, each once */
	size_t *owner;     /* of each: the component */
};

int measured_find(struct measured *out, const struct config *c, const size_t *components, size_t n,
	const struct blob_source *tree, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

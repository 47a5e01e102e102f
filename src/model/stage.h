/* SPDX-License-Identifier: MIT */
/*
 * stage -- the maturity stages, in the order of their sections.
 */
#ifndef TTA_MODEL_STAGE_H
#define TTA_MODEL_STAGE_H

#include <stddef.h>

#include "model/config/origin.h"

#define STAGE_NONE (-1)

struct arena;

struct threshold {
	double value; /* NAN: not set */
};

struct thresholds { /* the same names in [stage], [component] and [gate] */
	struct threshold coverage, branch_coverage, diff_coverage, pass_rate, tolerance;
	struct threshold max_critical, max_high, max_medium;
};

struct stage {
	const char *name;
	struct origin origin, *origins;
	struct thresholds thresholds;
};

struct stages {
	struct stage *v; /* shipped: development, staging, production; any [stage] section replaces
			    them all */
	size_t n, cap;
};

int stage_find(const struct stages *list, const char *name); /* its index, or STAGE_NONE */
const char *stage_names(const struct stages *list, struct arena *mem); /* with a blank between */

#endif

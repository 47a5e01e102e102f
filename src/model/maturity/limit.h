/* SPDX-License-Identifier: MIT */
/*
 * limit -- what is wanted of a measure, by whom.
 *
 * Order: the gate's own threshold (KEY.STAGE, KEY, the component's GATE.KEY: config_gate() has laid
 *        them over one another), the component's, the stage's, which has what earlier ones say.
 */
#ifndef TTA_MODEL_LIMIT_H
#define TTA_MODEL_LIMIT_H

#include <stddef.h>

#include "model/maturity/measure.h"

struct arena;
struct config;
struct gate;
struct job;

struct limit {
	double wanted; /* NAN: nothing */
	enum measure_sense sense;
	double tolerance; /* 0: none */
};

/* Of a component (its index) at a stage. */
void limit_find(struct limit *out, const struct config *c, const struct gate *g, size_t component,
	int stage, enum measure_kind kind);
/* The threshold at offset field of struct thresholds; g NULL: where no gate says otherwise.  NAN:
 * nothing is said. */
double limit_threshold(
	const struct config *c, const struct gate *g, size_t component, int stage, size_t field);
/* Does the gate write a report of that kind ("coverage")? */
bool limit_reports(const struct gate *g, const char *report);
/* Is that wanted of any component of the job? */
bool limits_want(const struct config *c, const struct job *job, enum measure_kind kind);
/* All that is wanted of a job, a line each: part of what its verdict depends on. */
const char *limits_text(const struct config *c, const struct job *job, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * measure_gate -- what a gate with `report` or `metric` measured, held against what is wanted.
 *
 * Each component of the job is measured by its own files (measured.h) against its own thresholds
 * (limit.h), with `ratchet = yes` also against the best that it was (ratchet.h).
 * Errors:  a report is missing, cannot be read, or is about other files; no test ran; the number of
 *          `metric` is not in the output.  Nothing of that is ever a pass.
 */
#ifndef TTA_GATES_MEASURE_GATE_H
#define TTA_GATES_MEASURE_GATE_H

#include "gates/measure/measured.h"
#include "gates/report/report_read.h"
#include "model/maturity/measure.h"
#include "model/maturity/measuring.h"
#include "model/maturity/ratchet.h"

struct blob;

#define MEASURE_BLOB_MAX ((size_t)16 << 20)

struct measure_gate { /* one job, in the making */
	const struct measuring_input *in;
	struct measures *out;
	struct findings *findings;
	size_t *components; /* of the job: indices */
	size_t ncomponents;
	struct measured files;
	struct places *places;
	struct coverage coverage;
	struct cover cover;
	struct reports reports;
	struct ratchet ratchet;
	struct arena *mem;
};

measuring measure_gate;

/* Adds a value with what is wanted of it.  component: its index; of the first one of several, the
 * job as a whole is measured. */
void measure_gate_add(struct measure_gate *g, size_t component, const struct measure *value);
/* The parts of it: measure_cover.c. */
int measure_cover(struct measure_gate *g, struct error *err) TTA_MUST_USE;
/* measure_diff.c: of the added lines.  lines: of a file that is told, or guessed (code_lines.h) */
int measure_diff(struct measure_gate *g, size_t component, struct error *err) TTA_MUST_USE;
bool measure_counts_unloaded(const struct measure_gate *g, const struct coverage_file *f);
/* The bytes of a file of the tree. */
int measure_blob(struct blob *out, const struct measure_gate *g, const char *path,
	struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * ratchet -- the best values that components have reached, in a file of the repository: none may
 * fall behind.
 *
 * File:    RATCHET_FILE, a line a component, gate and measure, "COMPONENT GATE MEASURE = VALUE",
 * sorted, an empty line between any two so that changes of different ones merge.  Comments begin
 * with
 *          '#' or ';'.  Where a line stands there twice (a merge of both sides) the best counts.
 * Written: by ratchet_raise(), which only ever makes values better; what it does not know stays.
 */
#ifndef TTA_MODEL_RATCHET_H
#define TTA_MODEL_RATCHET_H

#include <stddef.h>

#include "base/error.h"
#include "model/maturity/measure.h"

struct arena;
struct buf;

#define RATCHET_FILE ".tta/ratchet.ini"
#define RATCHET_MAX ((size_t)4 << 20) /* bytes */

struct ratchet_row {
	const char *component, *gate;
	enum measure_kind kind;
	double value;
};

struct ratchet {
	struct ratchet_row *v;
	size_t n, cap;
};

int ratchet_read(struct ratchet *out, const char *text, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The best of that, as sense has it, of all of its lines; NAN: nothing is recorded. */
double ratchet_best(
	const struct ratchet *r, const struct ratchet_row *of, enum measure_sense sense);
/* Takes over what a gate measured where it is better, or new; says how many lines that changes. */
size_t ratchet_raise(
	struct ratchet *r, const char *gate, const struct measures *measured, struct arena *mem);
/* As a file. */
void ratchet_write(struct buf *out, struct ratchet *r);

#endif

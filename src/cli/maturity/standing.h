/* SPDX-License-Identifier: MIT */
/*
 * standing -- where a component stands on its way to the next stage: what its gates said last, what
 * was measured, what of its checklist is open, who it builds on, and in words what is in the way.
 *
 * What gates said last is out of the journal, on whatever tree; nothing is run.  `promote` runs.
 */
#ifndef TTA_CLI_STANDING_H
#define TTA_CLI_STANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "cli/maturity/demand.h"
#include "model/maturity/measure.h"
#include "store/history.h"

struct component;
struct session;
struct touch;

struct standing_gate {
	const char *job;     /* "tests@app", or "lint" over several components */
	const char *gate;    /* its section, or the built-in */
	bool is_next;        /* owed at the next stage, not yet at the target */
	const char *verdict; /* as verdict_name() has it; NULL: it never ran */
	const char *why;
	int64_t ended_ms;
	bool is_here;             /* on the very tree that is staged */
	struct measures measures; /* of this component */
};

struct standing {
	const struct component *component;
	int target, next; /* next: the stage behind target, or target where that is the last */
	struct standing_gate *gates;
	size_t ngates, cgates, ngood;
	struct demand_tasks tasks; /* that lead to `next` or before it */
	struct strs missing;       /* what is in the way of `next`, in words */
	struct strs soon;          /* attestations that end within STANDING_SOON_MS */
};
#define STANDING_SOON_MS (INT64_C(14) * 24 * 3600 * 1000)

/* What all components are held against; begins zeroed. */
struct standing_basis {
	struct history_latest latest; /* out of the journal; empty where there is none */
	const struct touch *touch;    /* the first component finds it for the others */
};
/* s is staged (session_staged()), its changes are all files. */
int standing_find(struct standing *out, size_t component, struct session *s,
	struct standing_basis *basis, struct error *err) TTA_MUST_USE;
/* Of the measures, the one of a kind that was measured last; NULL: none. */
const struct measure *standing_measure(const struct standing *st, enum measure_kind kind);

/* What depends on no gate: components below, and those above, that stand lower or higher than they
 * may where `component` is at `stage`. */
void standing_neighbours(struct strs *out, const struct session *s, size_t component, int stage);

#endif

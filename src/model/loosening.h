/* SPDX-License-Identifier: MIT */
/*
 * loosening -- what a configuration asked for and the next one no longer does.
 *
 * Found:  a section that is gone; by the key table, a value that asks for less; of gates as they
 *         act for each component that both have, at its target.  What merely changed (a command)
 *         is told too, and asks for no trailer: nobody can tell what it means.
 * Kinds:  a demotion is about targets and thresholds of stages and components; all else, gates,
 *         levels, `ignore`, baselines, branches, rules of messages, is a gate loosened.
 */
#ifndef TTA_MODEL_LOOSENING_H
#define TTA_MODEL_LOOSENING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct config;

enum loosening_kind { LOOSENING_DEMOTION, LOOSENING_GATE, LOOSENING_CHANGE };
#define LOOSENING_DEMOTION_TRAILER "Maturity-Demotion"
#define LOOSENING_GATE_TRAILER "Gate-Loosened"

struct loosening {
	enum loosening_kind kind;
	const char *text; /* "component 'app': target staging -> development (tta.ini:6)" */
};

struct loosenings {
	struct loosening *v;
	size_t n, cap;
};

void loosening_find(struct loosenings *out, const struct config *before, const struct config *after,
	struct arena *mem);
/* Does one of them need the trailer of its kind? */
bool loosening_needs(const struct loosenings *list, enum loosening_kind kind);
/* "Maturity-Demotion" and so on; NULL for those that need none. */
const char *loosening_trailer(enum loosening_kind kind);

#endif

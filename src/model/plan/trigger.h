/* SPDX-License-Identifier: MIT */
/*
 * trigger -- does the change concern a gate that a component owes, and through what?
 *
 * It does iff against every base a path differs that the gate asks for and that is the component's
 * own, or one of the gate's inputs (from pre-push on), or a dependency's.  What only dependencies
 * changed concerns gates with `dependants` alone; where a file of its own differs from one base and
 * a dependency's from another, that is as good as its own.
 */
#ifndef TTA_MODEL_TRIGGER_H
#define TTA_MODEL_TRIGGER_H

#include <stdbool.h>
#include <stddef.h>

struct gate;
struct member;
struct planning;

/* Fills m->trigger. */
void trigger_find(struct member *m, struct planning *p, size_t gate);
/* Why it is TRIGGER_NO, for people. */
const char *trigger_refusal(const struct member *m, struct planning *p);
/* A changed path that matches the gate's inputs, against one base; NULL: none. */
const char *trigger_input(struct planning *p, size_t gate, const struct gate *g, size_t base);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * owe -- does a component owe a gate at this event, at which stage and how strictly?
 *
 * Owed: `for` is empty or names the component; its stage is not before `from`; the level there is
 * not off; the event is one that owes it, or the gate was asked for by name; `when` holds; and no
 * rebase is under way at pre-commit (then only built-ins run, the rest is the push's).
 * What is not owed at the target but at `next` is owed as a warning.
 * Whether the change concerns the gate is not asked here.
 */
#ifndef TTA_MODEL_OWE_H
#define TTA_MODEL_OWE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/gate.h"

struct arena;
struct component;
struct pick;
struct plan_input;

struct owed {
	const struct gate *gate; /* as it acts for the component at stage */
	int stage;
	enum level level; /* FAIL or WARN */
	bool is_next;     /* owed at component.next only */
	const char *no;   /* why it is not owed; NULL: it is */
};

struct owe { /* what the answer depends on besides gate and component */
	const struct plan_input *in;
	const struct pick *pick;
	bool wants_reasons; /* else `no` is some text */
	struct arena *mem;
};

void owe_find(struct owed *out, const struct owe *o, size_t gate, size_t component);
/* Is it for the component, by `for`? */
bool owe_is_for(const struct gate *g, const struct component *c);
/* The first event that owes a gate: its `on`, or the default for what it is. */
const char *owe_event(const struct gate *g);
/* Do changed `inputs` owe a gate at this event? */
bool owe_inputs_count(const struct plan_input *in);

#endif

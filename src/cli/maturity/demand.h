/* SPDX-License-Identifier: MIT */
/*
 * demand -- what the gates ask of a component's papers, for commands that look at a paper without
 * running its gate.
 *
 * By the `args` of the first gate with that built-in that is for the component (its `for`), owed
 * yet or not; by what is shipped where there is none.
 */
#ifndef TTA_CLI_DEMAND_H
#define TTA_CLI_DEMAND_H

#include <stddef.h>

#include "base/error.h"

struct component;
struct session;
struct spec_rules;

/* c NULL: of a specification that is nobody's. */
int demand_spec(struct spec_rules *out, const struct session *s, const struct component *c,
	struct error *err) TTA_MUST_USE;

/* Tasks of its checklist, in the judged tree, that lead to the stage or to one before it; none
 * where it has no checklist. */
struct demand_tasks {
	size_t nchecked, nopen;
};
int demand_tasks(struct demand_tasks *out, const struct session *s, const struct component *c,
	int stage, struct error *err) TTA_MUST_USE;

#endif

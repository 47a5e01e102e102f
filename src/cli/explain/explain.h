/* SPDX-License-Identifier: MIT */
/*
 * explain -- who owns what, who owes what, and which line says so: the texts of `tta-check
 * explain`.
 *
 * They read the staged tree and its configuration and add to the cli's out.
 */
#ifndef TTA_CLI_EXPLAIN_H
#define TTA_CLI_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/event.h"
#include "model/plan/owe.h"
#include "model/plan/pick.h"
#include "model/plan/plan.h"

struct session;

/* path from the root; one that is not in the staged tree is told its owner and no more. */
int explain_path(struct session *s, const char *path, struct error *err) TTA_MUST_USE;
int explain_component(struct session *s, size_t index, struct error *err) TTA_MUST_USE;
int explain_gate(struct session *s, size_t gate, struct error *err) TTA_MUST_USE;
/* GATE@COMPONENT: the gate as it acts there. */
int explain_job(struct session *s, size_t gate, size_t component, struct error *err) TTA_MUST_USE;

/* What owe_find() needs, for any gate at the first event that owes it. */
struct asking {
	struct event event;
	struct selector selector;
	struct plan_input in;
	struct pick pick;
	struct strs warnings;
	struct owe owe;
};
/* target: in place of every component's own, or STAGE_NONE. */
int asking_open(
	struct asking *out, const struct session *s, int target, struct error *err) TTA_MUST_USE;
void asking_find(struct owed *out, struct asking *a, size_t gate, size_t component);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * planning -- what the parts of plan_build() share while it works.
 *
 * A member is a component that owes a gate which the change concerns; a job is about one or more
 * members.  Drafts are jobs that are not yet in their order.
 */
#ifndef TTA_MODEL_PLANNING_H
#define TTA_MODEL_PLANNING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/plan/owe.h"
#include "model/plan/pick.h"
#include "model/plan/plan.h"
#include "model/plan/touch.h"

enum trigger_kind { TRIGGER_NO, TRIGGER_OWN, TRIGGER_INPUT, TRIGGER_THROUGH };

struct trigger {
	enum trigger_kind kind;
	const char *input; /* INPUT: the path */
	size_t through;    /* THROUGH: the component */
};

struct member {
	size_t component;
	struct owed owed;
	struct trigger trigger;
	const struct pick_skip *skip;    /* what skips it, or NULL */
	const struct touch_file **files; /* of its own, for {files} */
	size_t nfiles;
};

struct members {
	struct member *v;
	size_t n, cap;
};

struct draft {
	struct job job;
	size_t gate;      /* its place in the configuration */
	size_t unit;      /* of its built-in among the gate's */
	const char *name; /* of its component, "" for several */
	size_t order;     /* in which it was made */
};

struct trigger_memo; /* trigger.c */
struct extent;       /* extent.c */

struct planning {
	const struct plan_input *in;
	struct plan *out;
	struct arena *mem;
	struct touch touch;
	struct pick pick;
	struct owe owe;
	struct touch_set every; /* every file of the tree, once something asks for it */
	bool has_every;
	struct trigger_memo **memos; /* a list a gate */
	struct extent *extents;      /* a row a component */
	struct draft *drafts;
	size_t ndrafts, cdrafts;
};

static inline const struct component *
planning_component(const struct planning *p, size_t index)
{
	return &p->in->config->components.v[index];
}

/* Its jobs are made of files, whatever components they belong to. */
static inline bool
planning_is_by_files(const struct gate *g)
{
	return g->builtin.n ? !builtin_is_whole(g->builtin.v[0]) : g->scope == SCOPE_FILES;
}

#endif

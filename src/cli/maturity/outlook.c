/* SPDX-License-Identifier: MIT */
/* outlook -- see outlook.h. */
#include "cli/maturity/outlook.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/maturity/limit.h"
#include "model/outcome.h"

static size_t
index_of(const struct config *c, const struct job *job)
{
	size_t i = 0;

	while (i < c->ngates && strcmp(c->gates[i].name, job->gate->name) != 0)
		i++;
	return i;
}

static void
look(struct outcome *o, const struct job *job, const struct measure *measured, struct arena *mem)
{
	const struct config *c = o->config;
	const struct component *of =
		measured->component ? component_find(&c->components, measured->component) : NULL;
	size_t gate = index_of(c, job), component;
	struct measure m = *measured;
	struct limit limit;

	if (!of || gate == c->ngates || of->next <= job->target || m.is_short)
		return;
	component = (size_t)(of - c->components.v);
	limit_find(
		&limit, c, config_gate(c, gate, component, of->next), component, of->next, m.kind);
	m.is_ratchet = false;
	m.sense = limit.sense;
	measure_want(&m, limit.wanted, limit.sense, limit.tolerance);
	if (m.is_short)
		strs_add(&o->notes,
			arena_printf(mem, "warning: %s: %s at %s, its next stage", job->id,
				measure_text(&m, false, mem), c->stages.v[of->next].name),
			mem);
}

void
outlook_note(struct outcome *o, struct arena *mem)
{
	for (size_t i = 0; i < o->plan->njobs; i++) {
		const struct measures *list = &o->verdicts[i].measures;

		for (size_t k = 0; k < list->n; k++)
			look(o, &o->plan->jobs[i], &list->v[k], mem);
	}
}

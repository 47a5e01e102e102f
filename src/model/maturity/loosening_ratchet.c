/* SPDX-License-Identifier: MIT */
/* loosening_ratchet -- records of the ratchet that fell, or went, of gates that still heed it. */
#include "model/maturity/loosening_ratchet.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/maturity/limit.h"
#include "model/maturity/loosening.h"
#include "model/maturity/ratchet.h"

/* How the gate of a row is measured, for its component; false: it heeds no ratchet. */
static bool
find_limit(struct limit *out, const struct config *c, const struct ratchet_row *row)
{
	const struct component *of = component_find(&c->components, row->component);

	for (size_t i = 0; of && i < c->ngates; i++) {
		size_t component = (size_t)(of - c->components.v);
		const struct gate *g = config_gate(c, i, component, of->target);

		if (strcmp(g->name, row->gate) != 0 || !g->ratchet || g->level == LEVEL_OFF)
			continue;
		limit_find(out, c, g, component, of->target, row->kind);
		return out->sense != MEASURE_ANY;
	}
	return false;
}

void
loosening_add_ratchet(struct loosenings *out, const struct ratchet *before,
	const struct ratchet *after, const struct config *now, struct arena *mem)
{
	for (size_t i = 0; i < before->n; i++) {
		const struct ratchet_row *row = &before->v[i];
		const char *what = arena_printf(mem, "ratchet of %s: %s %s", row->component,
			row->gate, measure_infos[row->kind].name);
		struct limit limit;
		double was, is;

		if (!find_limit(&limit, now, row))
			continue;
		was = ratchet_best(before, row, limit.sense);
		is = ratchet_best(after, row, limit.sense);
		if (isnan(is) || (limit.sense == MEASURE_MOST ? is > was : is < was))
			loosening_add(out, LOOSENING_DEMOTION, what,
				isnan(is) ? arena_printf(mem, "%s %g is gone", what, was)
					  : arena_printf(mem, "%s %g -> %g", what, was, is),
				NULL, mem);
	}
}

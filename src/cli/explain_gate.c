/* SPDX-License-Identifier: MIT */
/* explain_gate -- what a gate is, who owes it from when, and who does not and why. */
#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/columns.h"
#include "cli/describe.h"
#include "cli/explain.h"
#include "cli/session.h"

static void
tell_definition(struct session *s, const struct gate *g)
{
	struct arena *mem = s->cli->mem;
	struct buf *out = &s->cli->out;

	buf_addf(out, "[gate %s] (%s)\n", g->name, origin_text(&g->origin, mem));
	describe_keys(out, SECTION_GATE, g, g->origins, &s->config.stages, mem);
	if (g->broken)
		buf_addf(out, "  cannot be judged: %s\n", g->broken);
}

static const char *
strictness(const struct owed *o)
{
	return o->is_next               ? "warns, for its next stage"
	       : o->level == LEVEL_WARN ? "warns"
					: "refuses";
}

static const char *
stage_of(const struct session *s, const struct owed *o)
{
	return s->config.stages.v[o->stage].name;
}

int
explain_gate(struct session *s, size_t gate, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct columns owed = {.mem = mem}, not_owed = {.mem = mem};
	struct asking ask;

	if (asking_open(&ask, s, STAGE_NONE, err) < 0)
		return -1;
	tell_definition(s, &s->config.gates[gate]);
	for (size_t i = 0; i < s->config.components.n; i++) {
		const char *name = arena_printf(mem, "  %s", s->config.components.v[i].name);
		struct owed o;

		asking_find(&o, &ask, gate, i);
		if (o.no)
			columns_add(&not_owed, name, o.no, NULL);
		else
			columns_add(&owed, name, stage_of(s, &o),
				arena_printf(mem, "from %s", owe_event(o.gate)), strictness(&o),
				NULL);
	}
	if (owed.cells.n) {
		buf_adds(&s->cli->out, "owed by\n");
		columns_write(&s->cli->out, &owed);
	}
	if (not_owed.cells.n) {
		buf_adds(&s->cli->out, "not owed by\n");
		columns_write(&s->cli->out, &not_owed);
	}
	return 0;
}

int
explain_job(struct session *s, size_t gate, size_t component, struct error *err)
{
	const struct component *c = &s->config.components.v[component];
	struct buf *out = &s->cli->out;
	struct asking ask;
	struct owed o;

	if (asking_open(&ask, s, STAGE_NONE, err) < 0)
		return -1;
	asking_find(&o, &ask, gate, component);
	tell_definition(s, o.gate);
	if (o.no)
		buf_addf(out, "%s does not owe it: %s\n", c->name, o.no);
	else
		buf_addf(out, "%s owes it at %s, from %s: %s\n", c->name, stage_of(s, &o),
			owe_event(o.gate), strictness(&o));
	return 0;
}

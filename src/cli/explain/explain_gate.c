/* SPDX-License-Identifier: MIT */
/* explain_gate -- what a gate is, who owes it from when, and who does not and why. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/explain/describe.h"
#include "cli/explain/explain.h"
#include "cli/session.h"
#include "cli/tell/columns.h"
#include "model/plan/sees.h"

static void
tell_definition(struct session *s, const struct gate *g)
{
	struct arena *mem = s->cli->mem;
	struct buf *out = &s->cli->out;

	buf_addf(out, "[gate %s] (%s)\n", g->name, origin_text(&g->origin, mem));
	describe_keys(out, SECTION_GATE, g, g->origins, &s->config.stages, mem);
	if (g->run.text)
		buf_addf(out, "  sees %s\n", sees_words(g, mem));
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

struct no { /* a reason, and those who share it */
	const char *reason;
	struct strs names;
};

static void
no_add(struct no *list, size_t *n, const char *reason, const char *name, struct arena *mem)
{
	size_t i = 0;

	while (i < *n && strcmp(list[i].reason, reason) != 0)
		i++;
	if (i == *n)
		list[(*n)++].reason = reason;
	strs_add(&list[i].names, name, mem);
}

static void
tell_no(struct buf *out, const struct no *list, size_t n, struct arena *mem)
{
	if (n)
		buf_adds(out, "not owed by\n");
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "  %s: %s\n", strs_join(&list[i].names, ", ", mem), list[i].reason);
}

int
explain_gate(struct session *s, size_t gate, struct error *err)
{
	const struct components *list = &s->config.components;
	struct arena *mem = s->cli->mem;
	struct columns owed = {.mem = mem};
	struct no *no = arena_alloc(mem, list->n, sizeof(*no));
	struct asking ask;
	size_t nno = 0;

	if (asking_open(&ask, s, STAGE_NONE, err) < 0)
		return -1;
	tell_definition(s, &s->config.gates[gate]);
	for (size_t i = 0; i < list->n; i++) {
		struct owed o;

		asking_find(&o, &ask, gate, i);
		if (o.no)
			no_add(no, &nno, o.no, list->v[i].name, mem);
		else
			columns_add(&owed, arena_printf(mem, "  %s", list->v[i].name),
				stage_of(s, &o), arena_printf(mem, "from %s", owe_event(o.gate)),
				strictness(&o), NULL);
	}
	if (owed.cells.n) {
		buf_adds(&s->cli->out, "owed by\n");
		columns_write(&s->cli->out, &owed);
	}
	tell_no(&s->cli->out, no, nno, mem);
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

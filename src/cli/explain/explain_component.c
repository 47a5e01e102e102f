/* SPDX-License-Identifier: MIT */
/* explain_component -- what a component is made of, and what it owes at its stage and the next. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/explain/describe.h"
#include "cli/explain/explain.h"
#include "cli/session.h"
#include "cli/tell/columns.h"

static int
count_own(size_t *out, struct session *s, size_t index, struct error *err)
{
	const struct change_set *files = &s->judged.changes;

	*out = 0;
	if (judged_take_all(&s->judged, &s->repo, s->cli->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < files->n; i++) {
		struct owner o;

		if (patterns_match(&s->config.tta.ignore, files->v[i].path))
			continue;
		owner_find(&o, &s->config.components, files->v[i].path);
		*out += o.component == index;
	}
	return 0;
}

static void
tell_neighbours(struct session *s, size_t index)
{
	const struct components *list = &s->config.components;
	const struct component *c = &list->v[index];
	struct strs below = {0}, above = {0};
	struct arena *mem = s->cli->mem;

	for (size_t i = 0; i < list->n; i++) {
		if (component_depends(c, i))
			strs_add(&below, list->v[i].name, mem);
		if (i != index && component_depends(&list->v[i], index))
			strs_add(&above, list->v[i].name, mem);
	}
	if (below.n)
		describe_line(&s->cli->out, "stands on", "", strs_join(&below, " ", mem));
	if (above.n)
		describe_line(&s->cli->out, "dependants", "", strs_join(&above, " ", mem));
}

static bool
has_target(const struct component *c)
{
	return c->origins && c->origins[key_index(key_find(SECTION_COMPONENT, "target"))].file;
}

/* The line of [tta] target, which counts for those that name none. */
static const char *
default_target(const struct session *s)
{
	const struct origin *rows = s->config.tta.origins;
	const struct origin *o = rows ? &rows[key_index(key_find(SECTION_TTA, "target"))] : NULL;

	return o && o->file ? origin_text(o, s->cli->mem) : "by default";
}

static void
tell_definition(struct session *s, size_t index, size_t nfiles)
{
	const struct component *c = &s->config.components.v[index];
	const struct stages *stages = &s->config.stages;
	struct arena *mem = s->cli->mem;
	struct buf *out = &s->cli->out;

	if (index)
		buf_addf(out, "[component %s] (%s)\n", c->name, origin_text(&c->origin, mem));
	else
		buf_adds(out, "component . (what nobody owns)\n");
	describe_keys(out, SECTION_COMPONENT, c, c->origins, stages, mem);
	if (!has_target(c))
		describe_line(out, "target", default_target(s), stages->v[c->target].name);
	describe_line(out, "files", "", arena_printf(mem, "%zu", nfiles));
	tell_neighbours(s, index);
	for (size_t i = 0; i < c->noverrides; i++) {
		const struct component_override *o = &c->overrides[i];

		describe_line(out,
			arena_printf(mem, "%s%s%s", o->gate, o->key ? "." : "",
				o->key ? o->key->name : ""),
			origin_text(&o->origin, mem),
			arena_printf(mem, "%s%s", o->is_add ? "+= " : "", o->text));
	}
}

struct gates_owed { /* a row a gate */
	struct owed *v;
	size_t n;
};

static int
ask_all(struct gates_owed *out, struct session *s, size_t index, int target, struct error *err)
{
	struct asking ask;

	out->n = s->config.ngates;
	out->v = arena_alloc(s->cli->mem, out->n, sizeof(*out->v));
	if (asking_open(&ask, s, target, err) < 0)
		return -1;
	for (size_t i = 0; i < out->n; i++)
		asking_find(&out->v[i], &ask, i, index);
	return 0;
}

static void
tell_owed(struct session *s, const char *title, const struct gates_owed *owed,
	const struct gates_owed *but)
{
	struct arena *mem = s->cli->mem;
	struct columns table = {.mem = mem};

	for (size_t i = 0; i < owed->n; i++) {
		const struct owed *o = &owed->v[i];

		if (o->no || (but && !but->v[i].no && !but->v[i].is_next))
			continue;
		columns_add(&table, arena_printf(mem, "  %s", o->gate->name),
			origin_text(&o->gate->origin, mem),
			arena_printf(mem, "from %s", owe_event(o->gate)),
			o->gate->broken          ? "cannot be judged"
			: o->is_next             ? "warns, for the next stage"
			: o->level == LEVEL_WARN ? "warns"
						 : "refuses",
			NULL);
	}
	if (table.cells.n == 0)
		return;
	buf_adds(&s->cli->out, title);
	columns_write(&s->cli->out, &table);
}

static void
tell_not_owed(struct session *s, const struct gates_owed *owed)
{
	struct arena *mem = s->cli->mem;
	struct columns table = {.mem = mem};

	for (size_t i = 0; i < owed->n; i++) {
		if (owed->v[i].no)
			columns_add(&table, arena_printf(mem, "  %s", s->config.gates[i].name),
				origin_text(&s->config.gates[i].origin, mem), owed->v[i].no, NULL);
	}
	if (table.cells.n == 0)
		return;
	buf_adds(&s->cli->out, "does not owe\n");
	columns_write(&s->cli->out, &table);
}

int
explain_component(struct session *s, size_t index, struct error *err)
{
	const struct component *c = &s->config.components.v[index];
	const struct stages *stages = &s->config.stages;
	struct gates_owed now, then;
	int next = c->next > c->target ? c->next : c->target + 1;
	size_t nfiles;

	if (count_own(&nfiles, s, index, err) < 0 || ask_all(&now, s, index, STAGE_NONE, err) < 0)
		return -1;
	tell_definition(s, index, nfiles);
	tell_owed(s, arena_printf(s->cli->mem, "owes, aiming at %s\n", stages->v[c->target].name),
		&now, NULL);
	if ((size_t)next < stages->n) {
		if (ask_all(&then, s, index, next, err) < 0)
			return -1;
		tell_owed(s, arena_printf(s->cli->mem, "%s would add\n", stages->v[next].name),
			&then, &now);
	}
	tell_not_owed(s, &now);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * explain_path -- who owns a path and through which line, and what a change to it would owe.  The
 * latter is a real plan for a change of this path alone, so that it cannot differ from what runs.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/explain/describe.h"
#include "cli/explain/explain.h"
#include "cli/session.h"
#include "cli/tell/columns.h"
#include "gates/registry.h"
#include "model/config/key.h"

static const char *
key_origin(const struct session *s, const char *key)
{
	const struct origin *rows = s->config.tta.origins;

	return rows ? origin_text(&rows[key_index(key_find(SECTION_TTA, key))], s->cli->mem)
		    : "built in";
}

static void
add_claim(struct session *s, size_t component, const struct pattern *by)
{
	const struct component *c = &s->config.components.v[component];
	struct origin at = component_claim_origin(c, by);

	buf_addf(&s->cli->out, "%s, through '%s' (%s)\n", c->name, by->text,
		origin_text(&at, s->cli->mem));
}

static void
tell_owner(struct session *s, const char *path)
{
	const struct settings *tta = &s->config.tta;
	struct buf *out = &s->cli->out;
	const struct pattern *p = patterns_match(&tta->ignore, path);
	struct owner o;

	if (p) {
		buf_addf(out, "  ignored, by '%s' (%s): nobody's, and in no {files}\n", p->text,
			key_origin(s, "ignore"));
		return;
	}
	owner_find(&o, &s->config.components, path);
	if (!o.by) {
		buf_adds(out, "  owned by nobody, so it is part of '.'\n");
	} else if (o.is_tie) {
		buf_adds(out, "  a tie: no job about it can be judged. Two claim it alike:\n    ");
		add_claim(s, o.component, o.by);
		buf_adds(out, "    ");
		add_claim(s, o.other, o.other_by);
	} else {
		buf_adds(out, "  owned by ");
		add_claim(s, o.component, o.by);
	}
	p = patterns_match(&tta->generated, path);
	if (p)
		buf_addf(out,
			"  generated, by '%s' (%s): owned, but never linted, fixed or counted\n",
			p->text, key_origin(s, "generated"));
}

static int
plan_at(struct plan *out, struct session *s, const char *stage, struct error *err)
{
	struct event *event = arena_alloc(s->cli->mem, 1, sizeof(*event));
	const struct selector everything = {.target = STAGE_NONE};
	struct plan_input in = {
		.config = &s->config,
		.event = event,
		.selector = &everything,
		.changes = &s->judged.changes,
		.against = s->judged.against,
		.nbases = s->judged.nbases,
		.tree = &s->judged.source,
		.environ = s->cli->environ,
		.builtin = builtin_find,
	};

	*event = (struct event){.stage = stage, .selection = SELECT_CHANGES};
	return plan_build(out, &in, s->cli->mem, err);
}

static bool
has_job(const struct plan *p, const char *id)
{
	for (size_t i = 0; i < p->njobs; i++) {
		if (strcmp(p->jobs[i].id, id) == 0)
			return true;
	}
	return false;
}

/* The jobs of p that are not in but. */
static void
tell_jobs(struct session *s, const char *title, const struct plan *p, const struct plan *but)
{
	struct arena *mem = s->cli->mem;
	struct columns table = {.mem = mem};

	for (size_t i = 0; i < p->njobs; i++) {
		const struct job *j = &p->jobs[i];
		const char *how = j->state == JOB_BROKEN   ? "cannot be judged: "
				  : j->level == LEVEL_WARN ? "warns: "
							   : "";
		const char *why = j->state == JOB_READY ? j->reason : j->why;

		if (but && has_job(but, j->id))
			continue;
		columns_add(&table, arena_printf(mem, "  %s", j->id), origin_text(&j->origin, mem),
			arena_printf(mem, "%s%s", how, why ? why : "asked for"), NULL);
	}
	if (table.cells.n == 0)
		return;
	buf_adds(&s->cli->out, title);
	columns_write(&s->cli->out, &table);
}

/* Those of the path's own component: what others do not owe is beside the point. */
static void
tell_omissions(struct session *s, const struct plan *p, const char *component)
{
	struct arena *mem = s->cli->mem;
	struct columns table = {.mem = mem};

	for (size_t i = 0; i < p->nomissions; i++) {
		const struct omission *om = &p->omissions[i];

		if (om->component && strcmp(om->component, component) != 0)
			continue;
		columns_add(&table, arena_printf(mem, "  %s", om->gate),
			origin_text(&om->origin, mem), om->reason, NULL);
	}
	if (table.cells.n == 0)
		return;
	buf_adds(&s->cli->out, "does not owe\n");
	columns_write(&s->cli->out, &table);
}

static int
tell_gates(struct session *s, const char *path, struct error *err)
{
	struct plan commit = {0}, push = {0};
	struct owner o;

	if (plan_at(&commit, s, "pre-commit", err) < 0 || plan_at(&push, s, "pre-push", err) < 0)
		return -1;
	tell_jobs(s, "a change to it owes at pre-commit\n", &commit, NULL);
	tell_jobs(s,
		commit.njobs ? "and at pre-push, besides\n" : "a change to it owes at pre-push\n",
		&push, &commit);
	if (commit.njobs + push.njobs == 0)
		buf_adds(&s->cli->out, "a change to it owes nothing\n");
	owner_find(&o, &s->config.components, path);
	tell_omissions(s, &push, s->config.components.v[o.component].name);
	return 0;
}

/* Whose the files below a folder are. */
static void
tell_folder(struct session *s)
{
	const struct change_set *files = &s->judged.changes;
	size_t *n = arena_alloc(s->cli->mem, s->config.components.n, sizeof(*n)), ignored = 0;

	for (size_t i = 0; i < files->n; i++) {
		struct owner o;

		owner_find(&o, &s->config.components, files->v[i].path);
		if (patterns_match(&s->config.tta.ignore, files->v[i].path))
			ignored++;
		else
			n[o.component]++;
	}
	buf_addf(&s->cli->out, "  a folder of %s\n", text_count(files->n, "file", s->cli->mem));
	for (size_t i = 0; i < s->config.components.n; i++) {
		if (n[i])
			buf_addf(&s->cli->out, "  %zu owned by %s\n", n[i],
				i ? s->config.components.v[i].name : "nobody, so part of '.'");
	}
	if (ignored)
		buf_addf(&s->cli->out, "  %zu ignored\n", ignored);
}

int
explain_path(struct session *s, const char *path, struct error *err)
{
	const struct blob_source *tree = &s->judged.source;
	struct arena *mem = s->cli->mem;
	struct strs one = {0};
	struct tree_entry entry;
	bool found = false;

	if (tree->find(tree->ctx, &entry, &found, path, mem, err) < 0)
		return -1;
	buf_addf(&s->cli->out, "%s\n", text_path(path, mem));
	if (!found) {
		tell_owner(s, path);
		buf_adds(&s->cli->out,
			"  not in the staged tree: `git add` it to see what it owes\n");
		return 0;
	}
	strs_add(&one, path, mem);
	if (judged_take_files(&s->judged, &s->repo, &one, mem, err) < 0)
		return -1;
	if (entry.mode == MODE_TREE) {
		tell_folder(s);
		return 0;
	}
	tell_owner(s, path);
	return tell_gates(s, path, err);
}

/* SPDX-License-Identifier: MIT */
/*
 * cmd_list -- `tta-check list`: the components of what is staged, its gates, or the staged paths by
 * component.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/tell/columns.h"
#include "model/plan/owe.h"

#define OWNS_WIDTH 60 /* columns of patterns in the list of components */

struct list_options {
	bool is_staged, is_gates;
};

#define ROW(name_, field_, help_)                                                                  \
	{                                                                                          \
		name_, '\0', OPTION_FLAG, NULL, NULL, offsetof(struct list_options, field_), NULL, \
			help_                                                                      \
	}
static const struct option options[] = {
	ROW("staged", is_staged, "the staged paths, by component"),
	ROW("gates", is_gates, "the gates: what each is about, when it is owed, and what it runs"),
	{0},
};

static const char *
stage_word(const struct session *s, int stage)
{
	return stage == STAGE_NONE ? "-" : s->config.stages.v[stage].name;
}

static const char *
or_dash(const char *text)
{
	return text && *text ? text : "-";
}

struct count { /* files of the tree */
	size_t *owned;
	size_t ignored, tied;
	const char *tie; /* one of the tied */
};

static int
count_files(struct count *out, struct session *s, struct error *err)
{
	const struct change_set *files = &s->judged.changes;

	if (judged_take_all(&s->judged, &s->repo, s->cli->mem, err) < 0)
		return -1;
	out->owned = arena_alloc(s->cli->mem, s->config.components.n, sizeof(*out->owned));
	for (size_t i = 0; i < files->n; i++) {
		struct owner owner;

		if (patterns_match(&s->config.tta.ignore, files->v[i].path)) {
			out->ignored++;
			continue;
		}
		owner_find(&owner, &s->config.components, files->v[i].path);
		out->owned[owner.component]++;
		if (owner.is_tie && out->tied++ == 0)
			out->tie = files->v[i].path;
	}
	return 0;
}

/* The first of what it owns; all of it is for `explain`. */
static const char *
owns(const struct component *c, struct arena *mem)
{
	struct strs shown = {0};
	size_t width = 0, n;

	for (n = 0; n < c->paths.n; n++) {
		width += strlen(c->paths.v[n].text) + 1;
		if (n && width > OWNS_WIDTH)
			break;
		strs_add(&shown,
			c->paths.v[n].is_negated ? arena_printf(mem, "!%s", c->paths.v[n].text)
						 : c->paths.v[n].text,
			mem);
	}
	if (n < c->paths.n)
		strs_add(&shown, arena_printf(mem, "and %zu more", c->paths.n - n), mem);
	return or_dash(strs_join(&shown, " ", mem));
}

static int
list_components(struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct buf *out = &s->cli->out;
	struct columns table = {.mem = mem};
	struct count count = {0};

	if (count_files(&count, s, err) < 0)
		return -1;
	columns_add(&table, "component", "target", "next", "files", "owner", "owns", NULL);
	for (size_t i = 0; i < s->config.components.n; i++) {
		const struct component *c = &s->config.components.v[i];

		columns_add(&table, c->name, stage_word(s, c->target), stage_word(s, c->next),
			arena_printf(mem, "%zu", count.owned[i]),
			or_dash(strs_join(&c->owner, " ", mem)),
			i ? owns(c, mem) : "what nobody owns", NULL);
	}
	columns_write(out, &table);
	if (count.ignored)
		buf_addf(out, "%s ignored\n", text_count(count.ignored, "file", mem));
	if (count.tied)
		buf_addf(out, "%s claimed by two components alike: tta-check explain %s\n",
			text_count(count.tied, "file", mem), text_path(count.tie, mem));
	return 0;
}

static const char *
what_it_runs(const struct gate *g, struct arena *mem)
{
	return g->builtin.n ? arena_printf(mem, "built-in: %s", strs_join(&g->builtin, " ", mem))
			    : or_dash(g->run.text);
}

static void
list_gates(struct session *s)
{
	static const char *const scopes[] = {
		[SCOPE_FILES] = "files",
		[SCOPE_COMPONENT] = "component",
		[SCOPE_REPOSITORY] = "repository",
	};
	struct arena *mem = s->cli->mem;
	struct columns table = {.mem = mem};

	columns_add(&table, "gate", "scope", "on", "from", "line", "runs", NULL);
	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g = &s->config.gates[i];

		columns_add(&table, g->name, scopes[g->scope], owe_event(g), stage_word(s, g->from),
			origin_text(&g->origin, mem), what_it_runs(g, mem), NULL);
	}
	if (s->config.ngates == 0)
		buf_adds(&s->cli->out, "no gates\n");
	else
		columns_write(&s->cli->out, &table);
}

/* The staged paths of one component, or, for index SIZE_MAX, the ignored ones. */
static void
list_staged_of(struct session *s, const size_t *owner, size_t index)
{
	struct buf *out = &s->cli->out;
	const struct change_set *changes = &s->judged.changes;
	bool has_title = false;

	for (size_t i = 0; i < changes->n; i++) {
		if (owner[i] != index)
			continue;
		if (!has_title && index == SIZE_MAX) {
			buf_adds(out, "ignored\n");
		} else if (!has_title) {
			const struct component *c = &s->config.components.v[index];

			buf_addf(out, "%s (%s)\n", c->name, stage_word(s, c->target));
		}
		has_title = true;
		buf_addf(out, "  %c ", changes->v[i].kind);
		text_add_path(out, changes->v[i].path);
		buf_addc(out, '\n');
	}
}

static void
list_staged(struct session *s)
{
	const struct change_set *changes = &s->judged.changes;
	size_t *owner = arena_alloc(s->cli->mem, changes->n, sizeof(*owner));

	if (!s->judged.is_staged) { /* then changes are those of HEAD itself */
		buf_adds(&s->cli->out, "nothing is staged\n");
		return;
	}

	for (size_t i = 0; i < changes->n; i++) {
		struct owner found;

		owner_find(&found, &s->config.components, changes->v[i].path);
		owner[i] = patterns_match(&s->config.tta.ignore, changes->v[i].path)
				   ? SIZE_MAX
				   : found.component;
	}
	for (size_t i = 0; i < s->config.components.n; i++)
		list_staged_of(s, owner, i);
	list_staged_of(s, owner, SIZE_MAX);
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct list_options *o = values;
	struct session s = {0};
	struct error err = {0};
	int status = 0;

	(void)operands;
	if (o->is_staged && o->is_gates)
		return cli_usage(cli, "'--staged' and '--gates' list different things; name one");
	if (session_staged(&s, cli, &err) < 0)
		status = cli_fail(cli, &err);
	else if (o->is_gates)
		list_gates(&s);
	else if (o->is_staged)
		list_staged(&s);
	else if (list_components(&s, &err) < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_list = {
	.name = "list",
	.summary = "list components, gates, or the staged paths by component",
	.group = "look",
	.usage = "[--staged | --gates]",
	.options = options,
	.size = sizeof(struct list_options),
	.run = run,
};

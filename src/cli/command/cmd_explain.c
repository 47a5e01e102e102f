/* SPDX-License-Identifier: MIT */
/*
 * cmd_explain -- `tta-check explain PATH|COMPONENT|GATE`: finds out what a word names, which may be
 * more than one thing, and has each explained.
 */
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/explain/explain.h"
#include "cli/session.h"

struct search {
	struct session *s;
	const char *word;
	size_t found;
	struct error *err;
};

/* A blank line between two explanations. */
static void
next(struct search *f)
{
	if (f->found++)
		buf_addc(&f->s->cli->out, '\n');
}

static int
look_for_component(struct search *f)
{
	const struct components *list = &f->s->config.components;
	const struct component *c = component_find(list, f->word);

	if (!c)
		return 0;
	next(f);
	return explain_component(f->s, (size_t)(c - list->v), f->err);
}

static bool
is_called(const struct gate *g, const char *word)
{
	return strcmp(g->name, word) == 0 || (g->group && strcmp(g->group, word) == 0) ||
	       strs_has(&g->builtin, word);
}

static int
look_for_gates(struct search *f)
{
	for (size_t i = 0; i < f->s->config.ngates; i++) {
		if (!is_called(&f->s->config.gates[i], f->word))
			continue;
		next(f);
		if (explain_gate(f->s, i, f->err) < 0)
			return -1;
	}
	return 0;
}

/* GATE@COMPONENT, as reports name jobs. */
static int
look_for_job(struct search *f)
{
	const struct components *list = &f->s->config.components;
	const char *at = strrchr(f->word, '@');
	const struct component *c = at ? component_find(list, at + 1) : NULL;
	const char *gate;

	if (!c)
		return 0;
	gate = arena_strndup(f->s->cli->mem, f->word, (size_t)(at - f->word));
	for (size_t i = 0; i < f->s->config.ngates; i++) {
		if (!is_called(&f->s->config.gates[i], gate))
			continue;
		next(f);
		if (explain_job(f->s, i, (size_t)(c - list->v), f->err) < 0)
			return -1;
	}
	return 0;
}

/* What looks like a path is one, even where nothing is there yet. */
static int
look_for_path(struct search *f)
{
	struct session *s = f->s;
	const struct blob_source *tree = &s->judged.source;
	struct arena *mem = s->cli->mem;
	struct tree_entry entry;
	const char *path;
	bool found = false;

	if (session_path(&path, s, f->word, f->err) < 0)
		return strchr(f->word, '/') && !f->found ? -1 : 0;
	if (*path == '\0')
		return 0;
	if (tree->find(tree->ctx, &entry, &found, path, mem, f->err) < 0)
		return -1;
	if (!found && (f->found || (!strchr(f->word, '/') && !fs_exists(f->word))))
		return 0;
	next(f);
	return explain_path(s, path, f->err);
}

static int
is_unknown(const struct search *f)
{
	const struct config *c = &f->s->config;
	struct arena *mem = f->s->cli->mem;
	struct strs known = {0};
	const char *near;

	for (size_t i = 0; i < c->components.n; i++) {
		strs_add(&known, c->components.v[i].name, mem);
		strs_add_all(&known, &c->components.v[i].alias, mem);
	}
	for (size_t i = 0; i < c->ngates; i++) {
		strs_add(&known, c->gates[i].name, mem);
		strs_add_all(&known, &c->gates[i].builtin, mem);
	}
	near = text_nearest(f->word, &known);
	return error_set(f->err, ERR_USAGE, "no path, component or gate is called '%s'%s%s%s",
		text_path(f->word, mem), near ? "; did you mean '" : "", near ? near : "",
		near ? "'?" : "");
}

static int
explain(struct session *s, const char *word, struct error *err)
{
	struct search f = {.s = s, .word = word, .err = err};

	if (look_for_component(&f) < 0 || look_for_gates(&f) < 0 || look_for_job(&f) < 0 ||
		look_for_path(&f) < 0)
		return -1;
	return f.found ? 0 : is_unknown(&f);
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct session s = {0};
	struct error err = {0};
	int status = 0;

	(void)values;
	if (session_staged(&s, cli, &err) < 0 || explain(&s, operands->v[0], &err) < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_explain = {
	.name = "explain",
	.summary = "say who owns a path, what a component owes, or who owes a gate, and which line "
		   "says so",
	.group = "look",
	.usage = "PATH | COMPONENT | GATE | GATE@COMPONENT",
	.size = 1,
	.min = 1,
	.max = 1,
	.run = run,
};

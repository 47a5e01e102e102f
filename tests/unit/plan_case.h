/* SPDX-License-Identifier: MIT */
/*
 * plan_case -- a plan from a tta.ini, a table of changes and a command line, all of them text.
 *
 * Files are words: PATH, then `!` (executable), `@` (symlink) or `%` (submodule), then `#X` (its
 * blob is X) or `=TEXT` (its content; `=?`: the blob is missing).
 *	tree     what exists besides what changed
 *	changes  KIND:FILE, what differs from every base
 *	against  the same for each base of a merge, else NULL
 *	asked    @STAGE (pre-commit), --all, --files, --merge, --rebase, --ci, --branch B,
 *	         --gate G, --component C, --skip S, --target T, NAME=VALUE
 */
#ifndef TTA_PLAN_CASE_H
#define TTA_PLAN_CASE_H

#include "plan_print.h"
#include "test.h"
#include "tree_fixture.h"

#include "model/builtin.h"
#include "model/config/problem.h"
#include "model/event.h"

struct plan_case {
	const char *name, *ini, *tree, *changes, *against[3], *asked, *expected;
};

struct plan_world {
	struct arena *mem;
	struct tree_row *rows;
	size_t nrows;
	struct tree_fixture fixture;
	struct blob_source tree;
	struct config config;
	struct event event;
	struct selector selector;
	struct strs environ;
	struct change_set changes, against[3];
	size_t nbases;
	const struct builtin *(*builtin)(const char *id); /* NULL: all are there */
};

/* Splits a word into path, mode, content and the letter of a blob. */
static inline struct tree_row
plan_case_file(const char *word, char *blob, struct arena *mem)
{
	const char *equals = strchr(word, '=');
	size_t n = equals ? (size_t)(equals - word) : strlen(word);
	struct tree_row row = {.content = equals ? equals + 1 : "", .mode = MODE_FILE};

	if (strcmp(row.content, "?") == 0)
		row.content = NULL;
	*blob = 0;
	if (n > 2 && word[n - 2] == '#') {
		*blob = word[n - 1];
		n -= 2;
	}
	switch (word[n - 1]) {
	case '!':
		row.mode = MODE_EXECUTABLE;
		break;
	case '@':
		row.mode = MODE_SYMLINK;
		break;
	case '%':
		row.mode = MODE_SUBMODULE;
		break;
	}
	row.path = arena_strndup(mem, word, row.mode == MODE_FILE ? n : n - 1);
	return row;
}

static inline size_t
plan_case_row(struct plan_world *w, const char *word, char *blob)
{
	struct tree_row row = plan_case_file(word, blob, w->mem);

	for (size_t i = 0; i < w->nrows; i++) {
		if (strcmp(w->rows[i].path, row.path) == 0)
			return i;
	}
	assert_true(w->nrows + 1 < 200);
	w->rows[w->nrows] = row;
	return w->nrows++;
}

static inline void
plan_case_change(struct change_set *out, struct plan_world *w, const char *word)
{
	struct change c = {.kind = word[0]};
	char blob;
	struct tree_row row = plan_case_file(word + 2, &blob, w->mem);
	struct change_side side = {.mode = row.mode};

	assert_int_equal(word[1], ':');
	c.path = row.path;
	side.id.size = 20;
	side.id.bytes[0] = (unsigned char)blob;
	if (c.kind != 'A')
		c.old = side;
	if (c.kind != 'D') {
		c.new = side;
		if (!blob)
			c.new.id = tree_fixture_entry("", 0, plan_case_row(w, word + 2, &blob)).id;
	}
	out->v = arena_grow(w->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = c;
}

static inline void
plan_case_changes(struct change_set *out, struct plan_world *w, const char *text)
{
	struct strs words = {0};

	strs_split(&words, text ? text : "", w->mem);
	for (size_t i = 0; i < words.n; i++)
		plan_case_change(out, w, words.v[i]);
}

static inline void
plan_case_ask(struct plan_world *w, const char *text)
{
	struct strs words = {0};
	const char *target = NULL;

	w->event = (struct event){.stage = "pre-commit", .what = "staged", .branch = "main"};
	w->selector = (struct selector){.target = STAGE_NONE};
	strs_split(&words, text ? text : "", w->mem);
	strs_add(&words, "", w->mem);
	for (size_t i = 0; i + 1 < words.n; i++) {
		const char *s = words.v[i];

		if (*s == '@')
			w->event.stage = s + 1;
		else if (strcmp(s, "--all") == 0)
			w->event.selection = SELECT_ALL;
		else if (strcmp(s, "--files") == 0)
			w->event.selection = SELECT_FILES;
		else if (strcmp(s, "--merge") == 0)
			w->event.is_merge = true;
		else if (strcmp(s, "--rebase") == 0)
			w->event.is_rebase = true;
		else if (strcmp(s, "--ci") == 0)
			w->event.is_ci = true;
		else if (strcmp(s, "--branch") == 0)
			w->event.branch = words.v[++i];
		else if (strcmp(s, "--gate") == 0)
			strs_add(&w->selector.gates, words.v[++i], w->mem);
		else if (strcmp(s, "--component") == 0)
			strs_add(&w->selector.components, words.v[++i], w->mem);
		else if (strcmp(s, "--skip") == 0)
			strs_add(&w->selector.skip, words.v[++i], w->mem);
		else if (strcmp(s, "--target") == 0)
			target = words.v[++i];
		else if (strchr(s, '='))
			strs_add(&w->environ, s, w->mem);
		else
			fail_msg("'%s' is no option", s);
	}
	if (target)
		w->selector.target = stage_find(&w->config.stages, target);
}

static inline void
plan_case_config(struct plan_world *w, const char *ini)
{
	struct problems problems = {.mem = w->mem};
	struct config_input in = {
		.file = "tta.ini", .text = ini, .len = strlen(ini), .tree = &w->tree};
	struct error err;

	if (config_read(&w->config, &in, &problems, w->mem, &err) < 0)
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < problems.n; i++) {
		if (problems.v[i].kind == PROBLEM_ERROR)
			fail_msg("%d: %s", problems.v[i].origin.line, problems.v[i].text);
	}
}

static inline void
plan_world_init(struct plan_world *w, const struct plan_case *c)
{
	struct strs files = {0};
	char blob;

	*w = (struct plan_world){.mem = arena_new()};
	w->rows = arena_alloc(w->mem, 200, sizeof(*w->rows));
	plan_case_changes(&w->changes, w, c->changes);
	while (w->nbases < 3 && c->against[w->nbases]) {
		plan_case_changes(&w->against[w->nbases], w, c->against[w->nbases]);
		w->nbases++;
	}
	strs_split(&files, c->tree ? c->tree : "", w->mem);
	for (size_t i = 0; i < files.n; i++)
		plan_case_row(w, files.v[i], &blob);
	w->fixture.rows = w->rows;
	w->tree = tree_fixture_source(&w->fixture);
	plan_case_config(w, c->ini);
	plan_case_ask(w, c->asked);
}

static inline int
plan_world_build(struct plan *out, struct plan_world *w, struct error *err)
{
	const struct plan_input in = {.config = &w->config,
		.event = &w->event,
		.selector = &w->selector,
		.changes = &w->changes,
		.against = w->nbases ? w->against : NULL,
		.nbases = w->nbases,
		.tree = &w->tree,
		.builtin = w->builtin,
		.environ = strs_argv(&w->environ, w->mem)};

	return plan_build(out, &in, w->mem, err);
}

static inline void
plan_world_release(struct plan_world *w)
{
	config_release(&w->config);
	arena_free(w->mem);
}

static inline void
plan_case_check(const struct plan_case *c)
{
	struct plan_world w;
	struct plan plan;
	struct error err;
	struct buf out;

	plan_world_init(&w, c);
	buf_init(&out, 1 << 20);
	if (plan_world_build(&plan, &w, &err) < 0)
		buf_addf(&out, "error %d: %s\n", error_exit_status(&err), err.msg);
	else
		plan_print(&out, &plan, &w.config, w.mem);
	if (strcmp(out.data ? out.data : "", c->expected) != 0)
		fail_msg(
			"%s:\n%s--- expected:\n%s", c->name, out.data ? out.data : "", c->expected);
	buf_release(&out);
	plan_world_release(&w);
}

#endif

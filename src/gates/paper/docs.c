/* SPDX-License-Identifier: MIT */
/*
 * docs -- the built-in of the same name: a component is documented, and its documents hold
 * together.
 *
 * A README in its folder, with the headings that `--readme` names; in every Markdown file that it
 * owns or `docs` names links that lead somewhere (link.h) and code fences that say their language.
 * Where files of `api` changed and none of `docs` did: advice, with `--strict-api` a no.
 */
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/paper/link.h"
#include "gates/paper/paper.h"
#include "gates/paper/section.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/event.h"
#include "model/finding.h"

struct docs {
	const struct builtin_input *in;
	struct findings *found;
	struct link_targets targets;
	struct strs headings; /* --readme */
	bool is_without_readme, is_without_fences, is_without_links, is_strict;
	struct arena *mem;
};

static void
say(const struct docs *d, const char *path, int line, int column, const char *rule,
	const char *text)
{
	const struct finding f = {
		.path = path, .line = line, .column = column, .rule = rule, .text = text};

	if (d->found->n < FINDINGS_MAX)
		finding_add(d->found, &f, d->mem);
}

static bool
is_markdown(const char *path)
{
	const char *dot = strrchr(path_base(path), '.');

	return dot && (strcasecmp(dot, ".md") == 0 || strcasecmp(dot, ".markdown") == 0);
}

static int
add_below(struct strs *out, const struct docs *d, const char *top, struct error *err)
{
	const struct blob_source *tree = d->in->tree;
	struct strs dirs = {0};

	strs_add(&dirs, top, d->mem);
	for (size_t k = 0; k < dirs.n; k++) {
		struct tree_entries entries = {0};

		if (tree->list(tree->ctx, &entries, dirs.v[k], d->mem, err) < 0)
			return -1;
		for (size_t i = 0; i < entries.n; i++) {
			const char *path = path_join(dirs.v[k], entries.v[i].name, d->mem);

			if (entries.v[i].mode == MODE_TREE)
				strs_add(&dirs, path, d->mem);
			else if (mode_is_regular(entries.v[i].mode) && is_markdown(path))
				strs_add(out, path, d->mem);
		}
	}
	return 0;
}

/* Files that a list names, and those below folders that it names, which it takes in. */
static int
add_named(struct strs *out, const struct docs *d, const struct patterns *list, struct error *err)
{
	const struct config *c = d->in->config;
	struct strs named = {0}, below = {0};

	if (patterns_expand(&named, list, d->in->tree, d->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < named.n; i++) {
		if (is_markdown(named.v[i]))
			strs_add(&below, named.v[i], d->mem);
		else if (add_below(&below, d, named.v[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < below.n; i++) {
		if (patterns_match(list, below.v[i]) &&
			!patterns_match(&c->tta.ignore, below.v[i]) &&
			!patterns_match(&c->tta.generated, below.v[i]))
			strs_add(out, below.v[i], d->mem);
	}
	return 0;
}

static int
judge_links(struct docs *d, const char *path, const struct markdown *m, struct error *err)
{
	for (size_t i = 0; i < m->nlinks && d->found->n < FINDINGS_MAX; i++) {
		const struct markdown_link *link = &m->links[i];
		const char *why;

		if (link_check(&why, &d->targets, path, m, link->to, err) < 0)
			return -1;
		if (why)
			say(d, path, link->line, link->column, "link",
				arena_printf(d->mem, "'%s': %s", link->to, why));
	}
	return 0;
}

static void
judge_fences(const struct docs *d, const char *path, const struct markdown *m)
{
	for (size_t i = 0; i < m->nblocks; i++) {
		const struct markdown_block *b = &m->blocks[i];

		if (b->kind == MARKDOWN_CODE && b->is_fenced && !*b->info)
			say(d, path, b->line, 1, "fence",
				"this code fence names no language; 'text' is one");
	}
}

static int
judge_file(struct docs *d, const char *path, struct error *err)
{
	const struct link_target *target;
	struct markdown m;

	if (link_target_find(&target, &d->targets, path, err) < 0)
		return -1;
	if (!target->is_read)
		return error_set(err, ERR_LIMIT,
			"%s is too large or too deep to be read as Markdown",
			text_path(path, d->mem));
	m = target->m;
	if (!d->is_without_fences)
		judge_fences(d, path, &m);
	return d->is_without_links ? 0 : judge_links(d, path, &m, err);
}

/* The README of a folder, whatever its ending and case; NULL: none. */
static int
find_readme(const char **out, const struct docs *d, const char *dir, struct error *err)
{
	const struct blob_source *tree = d->in->tree;
	struct tree_entries entries = {0};

	*out = NULL;
	if (tree->list(tree->ctx, &entries, dir, d->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < entries.n; i++) {
		const char *name = entries.v[i].name;

		if (strncasecmp(name, "README", 6) != 0 || (name[6] && name[6] != '.') ||
			entries.v[i].mode == MODE_TREE)
			continue;
		if (!*out || is_markdown(name))
			*out = path_join(dir, name, d->mem);
	}
	return 0;
}

static int
judge_headings(const struct docs *d, const char *path, struct error *err)
{
	struct section_keys known;
	struct markdown m;
	struct blob text;
	bool is_there;

	if (paper_read(&text, &is_there, d->in->tree, path, d->mem, err) < 0)
		return -1;
	if (markdown_read(&m, text.data, is_there ? text.len : 0, d->mem, err) < 0)
		return error_wrap(err, "cannot read %s", text_path(path, d->mem));
	section_keys_read(&known, &m, d->mem);
	for (size_t i = 0; i < d->headings.n; i++) {
		const char *names = d->headings.v[i];
		size_t h = section_find(&known, names, d->mem);

		if (h == MARKDOWN_TOP)
			say(d, path, 1, 0, "readme",
				arena_printf(
					d->mem, "no heading '%s'", section_title(names, d->mem)));
		else if (section_is_empty(&m, h))
			say(d, path, m.headings[h].line, 1, "readme",
				arena_printf(
					d->mem, "nothing stands under '%s'", m.headings[h].text));
	}
	return 0;
}

static int
judge_readme(const struct docs *d, struct error *err)
{
	const char *dir = d->in->component->dir ? d->in->component->dir : "", *path;
	size_t n = strlen(dir);

	if (n && dir[n - 1] == '/')
		dir = arena_strndup(d->mem, dir, n - 1);
	if (find_readme(&path, d, dir, err) < 0)
		return -1;
	if (!path) {
		say(d, path_join(dir, "README.md", d->mem), 0, 0, "readme",
			arena_printf(
				d->mem, "component '%s' has no README", d->in->component->name));
		return 0;
	}
	if (d->headings.n && !is_markdown(path)) {
		say(d, path, 0, 0, "readme", "its headings can be read in Markdown only");
		return 0;
	}
	return d->headings.n ? judge_headings(d, path, err) : 0;
}

/* What the public files say has changed; have the documents? */
static void
judge_api(const struct docs *d)
{
	const struct component *c = d->in->component;
	const struct change_set *changes = d->in->changes;
	const char *first = NULL;
	struct finding f = {.rule = "api", .is_advice = !d->is_strict};

	if (c->api.n == 0 || c->docs.n == 0)
		return;
	for (size_t i = 0; i < changes->n; i++) {
		if (patterns_match(&c->docs, changes->v[i].path))
			return;
		if (!first && patterns_match(&c->api, changes->v[i].path))
			first = changes->v[i].path;
	}
	if (!first)
		return;
	f.path = first;
	f.text = arena_printf(d->mem, "public, and changed; nothing of `docs` (%s) did",
		text_path(c->docs.v[0].text, d->mem));
	finding_add(d->found, &f, d->mem);
}

static int
judge(struct docs *d, struct error *err)
{
	const struct component *c = d->in->component;
	struct strs paths = {0};

	if (!d->is_without_readme && judge_readme(d, err) < 0)
		return -1;
	if (add_named(&paths, d, &c->paths, err) < 0 || add_named(&paths, d, &c->docs, err) < 0)
		return -1;
	strs_sort_unique(&paths);
	for (size_t i = 0; i < paths.n; i++) {
		if (judge_file(d, paths.v[i], err) < 0)
			return -1;
	}
	if (d->in->event->selection == SELECT_CHANGES)
		judge_api(d);
	return 0;
}

/* Built-in. */
int
docs_gate(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct docs d = {.in = in, .found = out, .mem = mem};
	const struct args_row rows[] = {{.name = "--readme", .values = &d.headings},
		{.name = "--no-readme", .flag = &d.is_without_readme},
		{.name = "--no-fences", .flag = &d.is_without_fences},
		{.name = "--no-links", .flag = &d.is_without_links},
		{.name = "--strict-api", .flag = &d.is_strict}, {.name = NULL}};

	if (args_parse(in->args, rows, "docs", mem, err) < 0)
		return -1;
	link_targets_init(&d.targets, in->tree, mem);
	if (judge(&d, err) < 0)
		return -1;
	findings_sort(out, mem);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * pattern_walk -- see pattern.h: what patterns name in a tree.
 *
 * Keeps true: a folder is listed only where a pattern leads: the components before the first
 * wildcard are not listed at all, the others are compared one by one down to the first doubled
 * star, below which everything is looked at.  No folder is listed twice for one pattern, and the
 * depth of a tree costs memory, not stack.
 */
#include "model/plan/pattern.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"
#include "model/blob_source.h"

struct found {
	const char *path;
	bool is_folder;
};

struct founds {
	struct found *v;
	size_t n, cap;
};

struct folder { /* still to be listed */
	const char *path;
	size_t depth; /* components of path */
};

struct walk {
	const struct blob_source *tree;
	struct arena *mem;
	bool wants_folders;
	struct strs parts;    /* components of the glob */
	struct regex **names; /* of each part; NULL: compared as bytes, or a doubled star */
	struct regex *whole;
	size_t first_wild; /* the part with the first wildcard */
	size_t first_deep; /* the first doubled star, or parts.n */
	struct folder *todo;
	size_t ntodo, ctodo;
	struct founds *out;
};

static bool
is_folder(uint32_t mode)
{
	return mode == MODE_TREE || mode == MODE_SUBMODULE;
}

static bool
is_deep(const char *part)
{
	return strcmp(part, "**") == 0;
}

static void
found_add(struct founds *out, const char *path, uint32_t mode, struct arena *mem)
{
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct found){path, is_folder(mode)};
}

static void
todo_add(struct walk *w, const char *path, size_t depth)
{
	w->todo = arena_grow(w->mem, w->todo, w->ntodo, &w->ctodo, sizeof(*w->todo));
	w->todo[w->ntodo++] = (struct folder){path, depth};
}

static void
split(struct strs *out, const char *glob, struct arena *mem)
{
	while (*glob) {
		size_t n = strcspn(glob, "/");

		strs_add(out, arena_strndup(mem, glob, n), mem);
		glob += n;
		glob += *glob == '/';
	}
}

static int
walk_init(struct walk *w, const char *glob, struct error *err)
{
	split(&w->parts, glob, w->mem);
	w->names = arena_alloc(w->mem, w->parts.n, sizeof(*w->names));
	w->first_wild = w->first_deep = w->parts.n;
	for (size_t i = w->parts.n; i-- > 0;) {
		const char *part = w->parts.v[i];

		if (!strpbrk(part, "*?[\\"))
			continue;
		w->first_wild = i;
		if (is_deep(part))
			w->first_deep = i;
		else if (regex_glob(&w->names[i], part, err) < 0)
			return -1;
	}
	return regex_glob(&w->whole, glob, err);
}

static void
walk_release(struct walk *w)
{
	for (size_t i = 0; w->names && i < w->parts.n; i++)
		regex_free(w->names[i]);
	regex_free(w->whole);
}

static int
undecided(const char *path, struct error *err)
{
	return error_set(err, ERR_LIMIT, "cannot tell whether a pattern matches '%s'", path);
}

/* Does name fit the part of the glob at this depth? */
static enum regex_answer
fits(const struct walk *w, size_t depth, const char *name)
{
	if (depth >= w->first_deep)
		return REGEX_YES;
	if (depth >= w->parts.n)
		return REGEX_NO;
	if (w->names[depth])
		return regex_match(w->names[depth], name, strlen(name), 0, NULL);
	return strcmp(w->parts.v[depth], name) == 0 ? REGEX_YES : REGEX_NO;
}

static int
look(struct walk *w, const struct tree_entry *e, const struct folder *in, struct error *err)
{
	enum regex_answer answer = fits(w, in->depth, e->name);
	bool has_kind = w->wants_folders ? is_folder(e->mode) : e->mode != MODE_TREE;
	const char *path;

	if (answer == REGEX_NO)
		return 0;
	path = path_join(in->path, e->name, w->mem);
	if (answer == REGEX_YES && has_kind)
		answer = regex_match(w->whole, path, strlen(path), 0, NULL);
	if (answer == REGEX_GAVE_UP)
		return undecided(path, err);
	if (has_kind && answer == REGEX_YES)
		found_add(w->out, path, e->mode, w->mem);
	else if (e->mode == MODE_TREE && (in->depth + 1 < w->parts.n || in->depth >= w->first_deep))
		todo_add(w, path, in->depth + 1);
	return 0;
}

static int
walk_run(struct walk *w, struct error *err)
{
	struct strs fixed = {.v = w->parts.v, .n = w->first_wild};

	todo_add(w, strs_join(&fixed, "/", w->mem), fixed.n);
	while (w->ntodo) {
		struct folder in = w->todo[--w->ntodo];
		struct tree_entries entries = {0};

		if (w->tree->list(w->tree->ctx, &entries, in.path, w->mem, err) < 0)
			return -1;
		for (size_t i = 0; i < entries.n; i++) {
			if (look(w, &entries.v[i], &in, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int
find_literal(struct founds *out, const struct pattern *p, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct tree_entry e = {0};
	bool exists = false;

	if (tree->find(tree->ctx, &e, &exists, p->glob, mem, err) < 0)
		return -1;
	if (exists && (!p->is_folder || is_folder(e.mode)))
		found_add(out, p->glob, e.mode, mem);
	return 0;
}

static int
find(struct founds *out, const struct pattern *p, const struct blob_source *tree, struct arena *mem,
	struct error *err)
{
	struct walk w = {.tree = tree, .mem = mem, .wants_folders = p->is_folder, .out = out};
	const char *glob = p->glob;
	int rc = -1;

	if (p->is_literal && !p->is_basename)
		return find_literal(out, p, tree, mem, err);
	if (p->is_basename)
		glob = arena_printf(mem, "**/%s", p->text);
	if (walk_init(&w, glob, err) == 0)
		rc = walk_run(&w, err);
	walk_release(&w);
	return rc;
}

static bool
takes_away(struct pattern *p, const struct found *f, struct arena *mem)
{
	if (pattern_matches(p, f->path))
		return true;
	/* `!src/[star]_old/` speaks of what is below: ask about something there. */
	return f->is_folder && p->is_folder &&
	       pattern_matches(p, arena_printf(mem, "%s/-", f->path));
}

int
patterns_expand(struct strs *out, const struct patterns *list, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct founds founds = {0};

	for (size_t i = 0; i < list->n; i++) {
		struct pattern *p = &list->v[i];
		size_t kept = 0;

		if (!p->is_negated && find(&founds, p, tree, mem, err) < 0)
			return -1;
		for (size_t j = 0; p->is_negated && j < founds.n; j++) {
			if (!takes_away(p, &founds.v[j], mem))
				founds.v[kept++] = founds.v[j];
		}
		founds.n = p->is_negated ? kept : founds.n;
	}
	for (size_t i = 0; i < founds.n; i++)
		strs_add(out, founds.v[i].path, mem);
	strs_sort_unique(out);
	return 0;
}

static bool
is_wild(const char *part)
{
	for (; *part; part++) {
		if (*part == '\\' && part[1])
			part++;
		else if (strchr("*?[", *part))
			return true;
	}
	return false;
}

static const char *
without_extension(const char *name, struct arena *mem)
{
	const char *dot = strrchr(name, '.');

	return dot && dot > name ? arena_strndup(mem, name, (size_t)(dot - name)) : name;
}

/* What the doubled star at part i matched: all but as many components as the glob goes on for. */
static const char *
deep_stem(const struct strs *parts, size_t i, const struct strs *path, struct arena *mem)
{
	size_t after = parts->n - i - 1;
	struct strs middle = {.v = path->v + i};

	middle.n = path->n > i + after ? path->n - i - after : 0;
	return strs_join(&middle, "/", mem);
}

static const char *
stem_of(const struct pattern *p, const struct found *f, struct arena *mem)
{
	struct strs parts = {0}, path = {0};
	const char *part, *name, *star;
	size_t i = 0;
	bool is_file_name;

	split(&parts, p->glob, mem);
	split(&path, f->path, mem);
	while (i + 1 < parts.n && (p->is_literal || !is_wild(parts.v[i])))
		i++;
	part = parts.v[i];
	if (!p->is_literal && is_deep(part))
		return deep_stem(&parts, i, &path, mem);
	name = path.v[i];
	is_file_name = i + 1 == path.n && !f->is_folder;
	star = strchr(part, '*');
	if (!p->is_literal && star && part[1] && !strchr(star + 1, '*') && !strpbrk(part, "?[\\"))
		return arena_strndup(mem, name + (star - part), strlen(name) + 1 - strlen(part));
	return is_file_name ? without_extension(name, mem) : name;
}

int
pattern_each(struct pattern_match **out, size_t *n, const char *glob,
	const struct blob_source *tree, struct arena *mem, struct error *err)
{
	struct patterns list = {0};
	struct founds founds = {0};
	struct strs paths = {0};

	if (patterns_add(&list, glob, 0, mem, err) < 0)
		return -1;
	if (list.v[0].is_negated)
		return error_set(err, ERR_CONFIG, "pattern '%s' takes away from nothing", glob);
	if (find(&founds, &list.v[0], tree, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < founds.n; i++)
		strs_add(&paths, founds.v[i].path, mem);
	strs_sort_unique(&paths);
	*out = arena_alloc(mem, paths.n, sizeof(**out));
	*n = paths.n;
	for (size_t i = 0; i < paths.n; i++) {
		struct found f = {paths.v[i], list.v[0].is_folder};

		(*out)[i] = (struct pattern_match){f.path, stem_of(&list.v[0], &f, mem)};
	}
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* measured -- see measured.h. */
#include "gates/measure/measured.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/config/config.h"

struct row {
	const char *path;
	size_t owner;
};

struct search {
	const struct config *config;
	const struct blob_source *tree;
	size_t component;
	struct row *v;
	size_t n, cap;
	struct arena *mem;
};

static void
add(struct search *s, const char *path)
{
	const struct config *c = s->config;
	const struct component *of = &c->components.v[s->component];
	struct owner owner;

	if (patterns_match(&c->tta.ignore, path) || patterns_match(&c->tta.generated, path) ||
		patterns_match(&of->tests, path))
		return;
	owner_find(&owner, &c->components, path);
	if (owner.component != s->component)
		return;
	s->v = arena_grow(s->mem, s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = (struct row){.path = path, .owner = s->component};
}

static int
walk(struct search *s, const char *folder, struct error *err)
{
	struct strs folders = {0};

	strs_add(&folders, folder, s->mem);
	for (size_t d = 0; d < folders.n; d++) {
		struct tree_entries entries = {0};

		if (s->tree->list(s->tree->ctx, &entries, folders.v[d], s->mem, err) < 0)
			return -1;
		for (size_t i = 0; i < entries.n; i++) {
			const char *path = path_join(folders.v[d], entries.v[i].name, s->mem);

			if (entries.v[i].mode == MODE_TREE)
				strs_add(&folders, path, s->mem);
			else if (mode_is_regular(entries.v[i].mode))
				add(s, path);
		}
	}
	return 0;
}

static int
search(struct search *s, struct error *err)
{
	const struct component *c = &s->config->components.v[s->component];
	struct strs names = {0};

	if (s->component == 0) /* what nobody owns may be anywhere */
		return walk(s, "", err);
	if (patterns_expand(&names, &c->paths, s->tree, s->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		struct tree_entry e;
		bool is_there;

		if (s->tree->find(s->tree->ctx, &e, &is_there, names.v[i], s->mem, err) < 0)
			return -1;
		if (is_there && e.mode == MODE_TREE && walk(s, names.v[i], err) < 0)
			return -1;
		if (is_there && mode_is_regular(e.mode))
			add(s, names.v[i]);
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->path, ((const struct row *)b)->path);
}

int
measured_find(struct measured *out, const struct config *c, const size_t *components, size_t n,
	const struct blob_source *tree, struct arena *mem, struct error *err)
{
	struct search s = {.config = c, .tree = tree, .mem = mem};

	*out = (struct measured){0};
	for (size_t i = 0; i < n; i++) {
		s.component = components[i];
		if (search(&s, err) < 0)
			return error_wrap(err, "cannot list the files of '%s'",
				c->components.v[components[i]].name);
	}
	if (s.n)
		qsort(s.v, s.n, sizeof(*s.v), compare);
	out->owner = arena_alloc(mem, s.n, sizeof(*out->owner));
	for (size_t i = 0; i < s.n; i++) {
		if (i && strcmp(s.v[i - 1].path, s.v[i].path) == 0)
			continue;
		out->owner[out->paths.n] = s.v[i].owner;
		strs_add(&out->paths, s.v[i].path, mem);
	}
	return 0;
}

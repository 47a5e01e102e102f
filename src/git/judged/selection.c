/* SPDX-License-Identifier: MIT */
/*
 * selection -- judged_take_all() and judged_take_files(): files in place of changes, as people and
 * CI ask for them.  Every base is told the same, so that all components they belong to are touched.
 */
#include "git/judged/judged.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "git/judged/compare.h"
#include "git/repo/repo.h"

static void
take(struct judged *j, const struct change_set *set)
{
	j->changes = *set;
	for (size_t i = 0; j->against && i < j->nbases; i++)
		j->against[i] = *set;
}

int
judged_take_all(struct judged *j, struct repo *r, struct arena *mem, struct error *err)
{
	struct change_set all;

	if (compare_trees(&all, r, &j->tree, NULL, 0, mem, err) < 0)
		return -1;
	take(j, &all);
	return 0;
}

static void
add(struct change_set *set, const struct change *c, struct arena *mem)
{
	set->v = arena_grow(mem, set->v, set->n, &set->cap, sizeof(*set->v));
	set->v[set->n++] = *c;
}

static int
add_folder(struct change_set *set, const char *dir, const struct judged *j, struct repo *r,
	struct arena *mem, struct error *err)
{
	struct change_set all;

	if (compare_trees(&all, r, &j->tree, NULL, 0, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < all.n; i++) {
		if (path_is_below(all.v[i].path, dir))
			add(set, &all.v[i], mem);
	}
	return 0;
}

static int
add_named(struct change_set *set, const char *path, const struct judged *j, struct repo *r,
	struct arena *mem, struct error *err)
{
	struct change c = {.path = path, .kind = 'A'};
	struct tree_entry entry;
	size_t n = strlen(path);
	bool found;

	while (n && path[n - 1] == '/')
		n--;
	if (n == 0) /* the root itself */
		return add_folder(set, "", j, r, mem, err);
	if (j->source.find(j->source.ctx, &entry, &found, arena_strndup(mem, path, n), mem, err) <
		0)
		return -1;
	if (!found || (path[n] == '/' && entry.mode != MODE_TREE))
		return error_set(err, ERR_USAGE,
			"'%s' is not in the tree that is judged; stage it, or name another",
			text_path(path, mem));
	if (entry.mode == MODE_TREE)
		return add_folder(set, path, j, r, mem, err);
	c.new = (struct change_side){.mode = entry.mode, .id = entry.id};
	add(set, &c, mem);
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	const struct change *left = a, *right = b;

	return strcmp(left->path, right->path);
}

static void
sort_unique(struct change_set *set)
{
	size_t kept = 0;

	if (set->n == 0)
		return;
	qsort(set->v, set->n, sizeof(*set->v), by_path);
	for (size_t i = 1; i < set->n; i++) {
		if (strcmp(set->v[i].path, set->v[kept].path) != 0)
			set->v[++kept] = set->v[i];
	}
	set->n = kept + 1;
}

int
judged_take_files(struct judged *j, struct repo *r, const struct strs *paths, struct arena *mem,
	struct error *err)
{
	struct change_set set = {0};

	for (size_t i = 0; i < paths->n; i++) {
		if (add_named(&set, paths->v[i], j, r, mem, err) < 0)
			return -1;
	}
	sort_unique(&set);
	take(j, &set);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * carrypath -- see carrypath.h.  Goes down one folder of the tree at a time, with all the folders
 * that the part read so far stands for.
 */
#include "model/config/carrypath.h"

#include <fnmatch.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"
#include "model/blob_source.h"

bool
carrypath_is_wild(const char *path)
{
	return strpbrk(path, "*?") != NULL;
}

/* The folders in dir whose name matches. */
static int
add_matches(struct strs *out, const char *dir, const char *name, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct tree_entries there = {0};

	if (tree->list(tree->ctx, &there, dir, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < there.n; i++) {
		if (there.v[i].mode == MODE_TREE && fnmatch(name, there.v[i].name, 0) == 0)
			strs_add(out, path_join(dir, there.v[i].name, mem), mem);
	}
	return 0;
}

int
carrypath_expand(struct strs *out, const char *path, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	const char *last = path_base(path);
	struct strs folders = {0};

	if (carrypath_is_wild(last))
		return error_set(err, ERR_CONFIG,
			"carry: '%s' ends in a wildcard; name what is carried", path);
	strs_add(&folders, "", mem);
	while (path < last) {
		size_t n = strcspn(path, "/");
		const char *name = arena_strndup(mem, path, n);
		struct strs deeper = {0};

		for (size_t i = 0; i < folders.n; i++) {
			if (!carrypath_is_wild(name))
				strs_add(&deeper, path_join(folders.v[i], name, mem), mem);
			else if (add_matches(&deeper, folders.v[i], name, tree, mem, err) < 0)
				return -1;
		}
		folders = deeper;
		path += n + 1;
	}
	for (size_t i = 0; i < folders.n; i++)
		strs_add(out, path_join(folders.v[i], last, mem), mem);
	return 0;
}

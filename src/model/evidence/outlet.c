/* SPDX-License-Identifier: MIT */
/* outlet -- see outlet.h.  Folders that are not shown are not looked into. */
#include "model/evidence/outlet.h"

#include <stddef.h>
#include <string.h>

#include "base/path.h"
#include "model/blob_source.h"
#include "model/plan/view.h"

#define LINK_BYTES ((size_t)1 << 16)
#define DEPTH_MAX 4096

struct looking {
	const struct view *view;
	const struct blob_source *tree;
	const char *found;
	struct arena *mem;
};

static size_t
folders_above(const char *path)
{
	size_t n = 0;

	for (; *path; path++)
		n += *path == '/';
	return n;
}

bool
outlet_is(const char *path, const char *text)
{
	size_t above = folders_above(path);
	bool is_climbing = true;

	if (*text == '/')
		return true;
	while (*text) {
		size_t n = strcspn(text, "/");
		bool is_up = n == 2 && memcmp(text, "..", 2) == 0;

		if (is_up && (!is_climbing || above == 0))
			return true;
		if (n == 4 && memcmp(text, ".git", 4) == 0 && is_climbing && above == 0)
			return true;
		above -= is_up;
		is_climbing = is_climbing && (is_up || n == 0 || (n == 1 && *text == '.'));
		text += n + (text[n] == '/');
	}
	return false;
}

static int
look_at_link(struct looking *l, const char *path, const struct tree_entry *e, struct error *err)
{
	struct blob blob;

	if (l->tree->read(l->tree->ctx, &blob, &e->id, LINK_BYTES, l->mem, err) < 0)
		return -1;
	if (outlet_is(path, blob.data))
		l->found = path;
	return 0;
}

static int
look_into(struct looking *l, const char *folder, int depth, struct error *err)
{
	struct tree_entries entries;

	if (depth > DEPTH_MAX)
		return error_set(err, ERR_LIMIT, "folders lie too deep in one another");
	if (l->tree->list(l->tree->ctx, &entries, folder, l->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < entries.n && !l->found; i++) {
		const struct tree_entry *e = &entries.v[i];
		const char *path;

		if (e->mode != MODE_TREE && e->mode != MODE_SYMLINK)
			continue;
		path = path_join(folder, e->name, l->mem);
		if (e->mode == MODE_SYMLINK
				? view_has(l->view, path) && look_at_link(l, path, e, err) < 0
				: view_of_folder(l->view, path) != VIEW_NONE &&
					  look_into(l, path, depth + 1, err) < 0)
			return -1;
	}
	return 0;
}

int
outlet_find(const char **path, const struct view *v, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct looking l = {.view = v, .tree = tree, .mem = mem};

	*path = NULL;
	if (look_into(&l, "", 0, err) < 0)
		return -1;
	*path = l.found;
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * sight -- see sight.h.
 *
 * Keeps true: the text that is hashed can be read in one way only: mode, length of the path, path,
 * id; and it is in the order of the tree.
 */
#include "model/evidence/sight.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/plan/view.h"

#define TEXT_MAX ((size_t)1 << 30)
#define DEPTH_MAX 4096 /* folders in folders: a tree of git's that is deeper is no honest one */

struct looking {
	struct buf text;
	const struct view *view;
	const struct blob_source *tree;
	struct arena *mem;
};

static void
see(struct looking *l, const char *path, const struct tree_entry *e)
{
	buf_addf(&l->text, "%o %zu ", (unsigned)e->mode, strlen(path));
	buf_adds(&l->text, path);
	buf_add(&l->text, e->id.bytes, e->id.size);
}

/* Shown or not, they decide what the files below look like. */
static bool
is_attributes(const struct tree_entry *e)
{
	return strcmp(e->name, ".gitattributes") == 0;
}

static int
look_into(struct looking *l, const char *folder, enum view_part part, int depth, struct error *err)
{
	struct tree_entries entries;

	if (depth > DEPTH_MAX)
		return error_set(err, ERR_LIMIT, "folders lie too deep in one another");
	if (l->tree->list(l->tree->ctx, &entries, folder, l->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < entries.n; i++) {
		const struct tree_entry *e = &entries.v[i];
		const char *path = path_join(folder, e->name, l->mem);
		enum view_part below = part;

		if (part == VIEW_SOME && e->mode == MODE_TREE)
			below = view_of_folder(l->view, path);
		else if (part == VIEW_SOME)
			below = view_has(l->view, path) || is_attributes(e) ? VIEW_ALL : VIEW_NONE;
		if (below == VIEW_ALL)
			see(l, path, e);
		else if (below == VIEW_SOME && look_into(l, path, below, depth + 1, err) < 0)
			return -1;
	}
	return 0;
}

int
sight_digest(unsigned char out[SIGHT_BYTES], const struct view *v, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct looking l = {.view = v, .tree = tree, .mem = mem};
	enum view_part part = view_of_folder(v, "");
	int rc = 0;

	buf_init(&l.text, TEXT_MAX);
	if (part != VIEW_NONE)
		rc = look_into(&l, "", part, 0, err);
	if (rc == 0 && l.text.dropped)
		rc = error_set(err, ERR_LIMIT, "a view of too many files");
	if (rc == 0)
		rc = hash_bytes(out, HASH_SHA256, l.text.data, l.text.len, err);
	buf_release(&l.text);
	return rc;
}

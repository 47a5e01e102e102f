/* SPDX-License-Identifier: MIT */
/* paper -- see paper.h. */
#include "gates/paper/paper.h"

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/paper/markdown.h"
#include "model/blob_source.h"

#define LINKS_MAX 8
#define TARGET_MAX ((size_t)4096)

/* What the link at path leads to, within the tree; NULL: out of it. */
static const char *
target_of(const struct blob_source *tree, const struct tree_entry *e, const char *path,
	struct arena *mem, struct error *err)
{
	struct blob target;

	if (tree->read(tree->ctx, &target, &e->id, TARGET_MAX, mem, err) < 0)
		return NULL;
	if (target.data[0] == '/')
		return NULL;
	return path_clean(path_join(path_dir(path, mem), target.data, mem), mem);
}

int
paper_read(struct blob *out, bool *is_there, const struct blob_source *tree, const char *path,
	struct arena *mem, struct error *err)
{
	struct tree_entry e;

	for (int links = 0; path && links < LINKS_MAX; links++) {
		if (tree->find(tree->ctx, &e, is_there, path, mem, err) < 0)
			return -1;
		if (!*is_there)
			return 0;
		if (mode_is_regular(e.mode)) {
			if (tree->read(tree->ctx, out, &e.id, MARKDOWN_MAX, mem, err) < 0)
				return error_wrap(err, "cannot read %s", text_path(path, mem));
			return 0;
		}
		*is_there = false;
		if (e.mode != MODE_SYMLINK)
			return 0;
		*err = (struct error){0};
		path = target_of(tree, &e, path, mem, err);
		if (err->code)
			return -1;
	}
	*is_there = false;
	return 0;
}

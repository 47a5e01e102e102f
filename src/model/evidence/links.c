/* SPDX-License-Identifier: MIT */
/* links -- see links.h.  Both trees are walked at once, folder by folder, in git's order of names.
 */
#include "model/evidence/links.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/plan/view.h"

#define DEPTH_MAX 4096
#define LINKS_MAX 256
#define BETWEEN "//" /* no path of a tree has an empty part */

struct search {
	struct links *out;
	const struct blob_source *tree, *like;
	const struct strs *known;
	const struct view *view;
	struct arena *mem;
	struct error *err;
};

/* Names of folders, in git's order: as if '/' stood behind them. */
static int
compare_folders(const char *a, const char *b)
{
	for (; *a && *a == *b; a++)
		b++;
	return (*a ? (unsigned char)*a : '/') - (*b ? (unsigned char)*b : '/');
}

/* The folder of that name, or NULL.  *at: how far those before came. */
static const struct tree_entry *
folder_of(const struct tree_entries *entries, size_t *at, const char *name)
{
	int order = -1;

	for (; *at < entries->n; (*at)++) {
		if (entries->v[*at].mode != MODE_TREE)
			continue;
		order = compare_folders(entries->v[*at].name, name);
		if (order >= 0)
			break;
	}
	return order == 0 ? &entries->v[*at] : NULL;
}

/* The links below a folder that both trees have. */
static void
take_known(struct search *s, const char *folder)
{
	size_t n = strlen(folder);

	for (size_t i = 0; i < s->known->n; i++) {
		const char *path = s->known->v[i];

		if (strncmp(path, folder, n) == 0 && path[n] == '/')
			strs_add(&s->out->v, path, s->mem);
	}
}

static int search_folder(struct search *s, const char *folder, bool is_alike, int depth);

static int
search_below(struct search *s, const char *path, const struct tree_entry *e,
	const struct tree_entry *like, int depth)
{
	if (like && oid_equal(&like->id, &e->id)) {
		take_known(s, path);
		return 0;
	}
	if (view_of_folder(s->view, path) == VIEW_NONE) {
		s->out->is_whole = false;
		return 0;
	}
	return search_folder(s, path, like != NULL, depth + 1);
}

/* is_alike: the other tree has a folder there too. */
static int
search_folder(struct search *s, const char *folder, bool is_alike, int depth)
{
	struct tree_entries entries, others = {0};
	size_t at = 0;

	if (depth > DEPTH_MAX)
		return error_set(s->err, ERR_LIMIT, "folders lie too deep in one another");
	if (s->tree->list(s->tree->ctx, &entries, folder, s->mem, s->err) < 0)
		return -1;
	if (is_alike && s->like->list(s->like->ctx, &others, folder, s->mem, s->err) < 0)
		return -1;
	for (size_t i = 0; i < entries.n; i++) {
		const struct tree_entry *e = &entries.v[i];
		const char *path;

		if (e->mode != MODE_TREE && e->mode != MODE_SYMLINK)
			continue;
		path = path_join(folder, e->name, s->mem);
		if (e->mode == MODE_SYMLINK)
			strs_add(&s->out->v, path, s->mem);
		else if (search_below(s, path, e, folder_of(&others, &at, e->name), depth) < 0)
			return -1;
	}
	return 0;
}

int
links_find(struct links *out, const struct blob_source *tree, const struct view *v,
	const struct blob_source *like, const struct strs *known, struct arena *mem,
	struct error *err)
{
	struct search s = {.out = out,
		.tree = tree,
		.like = like,
		.known = known,
		.view = v,
		.mem = mem,
		.err = err};

	*out = (struct links){.is_whole = true};
	if (search_folder(&s, "", like != NULL, 0) < 0)
		return -1;
	strs_sort_unique(&out->v);
	return 0;
}

const char *
links_text(const struct strs *links, struct arena *mem)
{
	return links->n > LINKS_MAX ? NULL : strs_join(links, BETWEEN, mem);
}

void
links_read(struct strs *out, const char *text, struct arena *mem)
{
	*out = (struct strs){0};
	while (*text) {
		const char *end = strstr(text, BETWEEN);
		size_t n = end ? (size_t)(end - text) : strlen(text);

		strs_add(out, arena_strndup(mem, text, n), mem);
		text += n + (end ? strlen(BETWEEN) : 0);
	}
}

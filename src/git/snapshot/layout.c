/* SPDX-License-Identifier: MIT */
/*
 * layout -- see layout.h.  One walk over T and the old shelf side by side: both are in git's order,
 * so each step in T finds its like at or behind where the last one was.
 *
 * Keeps true: entries come out strictly ascending, whatever the trees hold; a tree that is not in
 * order is an error.
 */
#include "git/snapshot/layout.h"

#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "git/judged/compare.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"
#include "model/plan/view.h"

#define ID_LEN 20
#define PATH_MAX_BYTES ((size_t)1 << 20)
#define SPARE 64        /* entries */
#define SHOWN_BYTES 200 /* of a path, to people */
#define ATTRIBUTES ".gitattributes"

struct walk {
	const struct layout *l;
	struct shelf *out;
	size_t at; /* in the old shelf's entries */
	struct buf path;
	struct arena *mem;
	struct error *err;
};

struct folder { /* on the way to a folder of T */
	const git_oid *id;
	size_t old; /* in the old shelf's folders, or SHELF_NONE */
	enum view_part part;
	bool is_stale; /* all that is below is to be written */
	int depth;
};

static const struct shelf_folder *
old_folder(const struct walk *w, size_t i)
{
	return i == SHELF_NONE ? NULL : &w->l->old->folders[i];
}

static struct index_entry *
add_entry(struct walk *w)
{
	struct shelf *out = w->out;

	out->v = arena_grow(w->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n] = (struct index_entry){0};
	return &out->v[out->n++];
}

static size_t
add_folder(struct walk *w, const char *name, const git_oid *id)
{
	struct shelf *out = w->out;

	out->folders = arena_grow(
		w->mem, out->folders, out->nfolders, &out->cfolders, sizeof(*out->folders));
	out->folders[out->nfolders] = (struct shelf_folder){
		.name = name, .id = arena_dup(w->mem, id->id, ID_LEN), .next = out->nfolders + 1};
	return out->nfolders++;
}

/* Is the path of the walk behind all that there is? */
static int
check_order(const struct walk *w)
{
	const struct shelf *out = w->out;

	if (out->n && strcmp(out->v[out->n - 1].path, w->path.data) >= 0)
		return error_set(w->err, ERR_GIT,
			"'%s': its folder is not in git's order; git fsck tells more",
			text_path(w->path.data, w->mem));
	return 0;
}

static int
check_name(const struct walk *w, const char *name)
{
	static const char *const refused[] = {"", ".", "..", ".git"};

	for (size_t i = 0; i < countof(refused); i++) {
		if (strcasecmp(name, refused[i]) == 0)
			return error_set(w->err, ERR_GIT,
				"the folder '%s' of a tree holds the name '%s', which git refuses",
				text_path(w->path.data, w->mem), name);
	}
	if (strchr(name, '/'))
		return error_set(w->err, ERR_GIT, "a name in a tree holds a '/': '%s'",
			text_path(name, w->mem));
	return 0;
}

static int
check_length(const struct walk *w)
{
	if (w->path.dropped || w->path.len > w->l->path_max)
		return error_set(w->err, ERR_LIMIT,
			"the path '%s...' of %zu bytes is longer than this system takes",
			text_path(arena_strndup(w->mem, w->path.data,
					  w->path.len < SHOWN_BYTES ? w->path.len : SHOWN_BYTES),
				w->mem),
			w->path.len + w->path.dropped);
	return 0;
}

/* The old entry of the walk's path, or NULL; goes on to it. */
static const struct index_entry *
old_entry(struct walk *w)
{
	const struct shelf *old = w->l->old;

	w->at = shelf_find(old, w->at, w->path.data);
	if (w->at == old->n || strcmp(old->v[w->at].path, w->path.data) != 0)
		return NULL;
	return &old->v[w->at++];
}

static uint32_t
mode_of(const git_tree_entry *e)
{
	return (uint32_t)git_tree_entry_filemode(e);
}

static int
place_file(struct walk *w, const git_tree_entry *e, const struct folder *in)
{
	const struct index_entry *old = old_entry(w);
	const unsigned char *id = git_tree_entry_id(e)->id;
	bool is_shown = in->part == VIEW_ALL || view_has(w->l->view, w->path.data);
	struct index_entry *new;

	if (check_order(w) < 0 || (is_shown && check_length(w) < 0))
		return -1;
	new = add_entry(w);
	if (old && old->mode == mode_of(e) && memcmp(old->id, id, ID_LEN) == 0) {
		*new = *old;
		if (old->is_hidden || in->is_stale)
			new->stat = NULL;
	} else {
		new->path = arena_strndup(w->mem, w->path.data, w->path.len);
		new->len = (uint32_t)w->path.len;
		new->id = arena_dup(w->mem, id, ID_LEN);
		new->mode = mode_of(e);
	}
	new->is_hidden = !is_shown;
	if (!is_shown || new->mode == SHELF_SUBMODULE)
		new->stat = shelf_no_stat;
	return 0;
}

/* One entry for the folder and all in it; its number among the folders. */
static int
place_hidden(struct walk *w, const char *name, const git_oid *id)
{
	size_t me = add_folder(w, name, id);
	struct index_entry *e;

	if (check_order(w) < 0)
		return -1;
	e = add_entry(w);
	*e = (struct index_entry){
		.path = arena_strndup(w->mem, w->path.data, w->path.len),
		.len = (uint32_t)w->path.len,
		.id = w->out->folders[me].id,
		.mode = SHELF_FOLDER,
		.stat = shelf_no_stat,
		.is_hidden = true,
	};
	w->out->folders[me].entries = 1;
	return 0;
}

/* Where do the entries of this old folder begin?  false: not where they should. */
static bool
find_old(struct walk *w, const struct shelf_folder *old)
{
	const struct shelf *from = w->l->old;
	size_t last;

	w->at = shelf_find(from, w->at, w->path.data);
	last = w->at + old->entries - 1;
	return old->entries && last < from->n &&
	       strncmp(from->v[w->at].path, w->path.data, w->path.len) == 0 &&
	       strncmp(from->v[last].path, w->path.data, w->path.len) == 0;
}

static void
make_due(struct index_entry *e)
{
	if (!e->is_hidden && e->mode != SHELF_SUBMODULE)
		e->stat = NULL;
}

/* All of an old folder as it was. */
static int
take_over(struct walk *w, const struct folder *f)
{
	const struct shelf *old = w->l->old;
	size_t entries = old->folders[f->old].entries, first = w->out->nfolders;

	if (check_order(w) < 0)
		return -1;
	for (size_t i = 0; i < entries; i++) {
		struct index_entry *e = add_entry(w);

		*e = old->v[w->at++];
		if (f->is_stale)
			make_due(e);
	}
	for (size_t i = f->old; i < old->folders[f->old].next; i++) {
		struct shelf *out = w->out;

		out->folders = arena_grow(
			w->mem, out->folders, out->nfolders, &out->cfolders, sizeof(*out->folders));
		out->folders[out->nfolders] = old->folders[i];
		out->folders[out->nfolders++].next = old->folders[i].next - f->old + first;
	}
	return 0;
}

/* Goes on among the folders in an old one to that of this name. */
static size_t
old_subfolder(const struct walk *w, size_t *next, size_t end, const char *name)
{
	size_t n = strlen(name);

	while (*next < end) {
		const struct shelf_folder *f = &w->l->old->folders[*next];
		size_t len = strlen(f->name);
		int order = memcmp(f->name, name, len < n ? len : n);

		if (order == 0 && len == n)
			return *next;
		if (order == 0) /* as if a '/' were behind both */
			order = len < n ? '/' - (unsigned char)name[len]
					: (unsigned char)f->name[n] - '/';
		if (order > 0)
			return SHELF_NONE;
		*next = f->next;
	}
	return SHELF_NONE;
}

/* Is the .gitattributes of this folder another one than before? */
static bool
attributes_differ(struct walk *w, const git_tree *tree)
{
	const git_tree_entry *new = git_tree_entry_byname(tree, ATTRIBUTES);
	const struct shelf *old = w->l->old;
	size_t len = w->path.len, at;
	bool is_there;

	if (old->n == 0)
		return false;
	if (new &&git_tree_entry_type(new) == GIT_OBJECT_TREE)
		new = NULL;
	buf_adds(&w->path, ATTRIBUTES);
	at = shelf_find(old, 0, w->path.data);
	is_there = at < old->n && strcmp(old->v[at].path, w->path.data) == 0;
	w->path.len = len;
	w->path.data[len] = '\0';
	if (!is_there || !new)
		return is_there != (new != NULL);
	return old->v[at].mode != mode_of(new) ||
	       memcmp(old->v[at].id, git_tree_entry_id(new)->id, ID_LEN) != 0;
}

static int place_folder(struct walk *w, const char *name, const struct folder *f);

static int
place_entry(struct walk *w, const git_tree_entry *e, const struct folder *in, size_t *next_old)
{
	const struct shelf_folder *old = old_folder(w, in->old);
	const char *name = git_tree_entry_name(e);
	size_t len = w->path.len;
	int rc;

	if (check_name(w, name) < 0)
		return -1;
	buf_adds(&w->path, name);
	if (git_tree_entry_type(e) == GIT_OBJECT_TREE) {
		struct folder f = {.id = git_tree_entry_id(e),
			.old = old ? old_subfolder(w, next_old, old->next, name) : SHELF_NONE,
			.part = in->part,
			.is_stale = in->is_stale,
			.depth = in->depth + 1};

		if (f.part != VIEW_ALL)
			f.part = view_of_folder(w->l->view, w->path.data);
		buf_addc(&w->path, '/');
		rc = place_folder(w, arena_strdup(w->mem, name), &f);
	} else {
		rc = place_file(w, e, in);
	}
	w->path.len = len;
	w->path.data[len] = '\0';
	return rc;
}

static bool
has_shown(const struct shelf *s, size_t from)
{
	for (size_t i = from; i < s->n; i++) {
		if (!s->v[i].is_hidden)
			return true;
	}
	return false;
}

static int
open_folder(struct walk *w, const char *name, const struct folder *given)
{
	struct shelf *out = w->out;
	const struct shelf_folder *old = old_folder(w, given->old);
	size_t me = add_folder(w, name, given->id), first = out->n, next_old = given->old + 1;
	struct folder f = *given;
	git_tree *tree;
	int rc = 0;

	if (f.depth > COMPARE_DEPTH_MAX)
		return error_set(w->err, ERR_LIMIT, "the tree has more than %d folders in a row",
			COMPARE_DEPTH_MAX);
	if (object_tree(&tree, w->l->repo, f.id, w->path.len ? w->path.data : "T", w->err) < 0)
		return -1;
	if (!old)
		next_old = 0;
	f.is_stale = f.is_stale || attributes_differ(w, tree);
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount(tree); i++) {
		size_t before = out->nfolders;

		rc = place_entry(w, git_tree_entry_byindex(tree, i), &f, &next_old);
		out->folders[me].folders += out->nfolders > before;
	}
	git_tree_free(tree);
	if (rc < 0)
		return -1;
	if (w->path.len && !has_shown(out, first)) {
		bool is_empty = out->n == first;

		out->n = first;
		out->nfolders = me;
		return is_empty ? 0 : place_hidden(w, name, given->id);
	}
	out->folders[me].entries = out->n - first;
	out->folders[me].next = out->nfolders;
	return 0;
}

static int
place_folder(struct walk *w, const char *name, const struct folder *f)
{
	const struct shelf_folder *old = old_folder(w, f->old);

	if (f->part == VIEW_NONE)
		return place_hidden(w, name, f->id);
	if (w->l->is_same_view && old && memcmp(old->id, f->id->id, ID_LEN) == 0 &&
		find_old(w, old))
		return take_over(w, f);
	return open_folder(w, name, f);
}

static bool
shows_all(const struct view *v)
{
	return v->is_whole && !v->ignored && !v->sparse;
}

int
layout_make(struct shelf *out, const struct layout *l, const struct oid *tree, struct arena *mem,
	struct error *err)
{
	struct walk w = {.l = l, .out = out, .mem = mem, .err = err};
	git_oid id = gitoid_out(tree);
	const struct folder root = {
		.id = &id,
		.old = l->old->nfolders ? 0 : SHELF_NONE,
		.part = shows_all(l->view) ? VIEW_ALL : VIEW_SOME,
	};
	int rc;

	*out = (struct shelf){.cap = l->old->n + SPARE};
	out->v = arena_alloc(mem, out->cap, sizeof(*out->v));
	buf_init(&w.path, PATH_MAX_BYTES);
	rc = place_folder(&w, "", &root);
	buf_release(&w.path);
	return rc;
}

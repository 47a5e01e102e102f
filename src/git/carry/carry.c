/* SPDX-License-Identifier: MIT */
/*
 * carry -- see carry.h.  Looks at what is there anew each time; what costs is the mirrors, which
 * know by themselves whether anything changed.
 */
#include "git/carry/carry.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "git/carry/editable.h"
#include "git/carry/mirror.h"
#include "git/carry/sibling.h"
#include "git/judged/judged.h"
#include "git/repo/main_tree.h"
#include "git/repo/repo.h"
#include "model/config/carrypath.h"
#include "model/env.h"

struct search {
	struct carry *c;
	struct repo *repo;
	const struct judged *judged;
	const char *main_root; /* NULL: we are there, or there is none */
	struct arena *mem;
};

static void
say(struct carry *c, enum carry_kind kind, const char *env, const char *text, struct arena *mem)
{
	c->words = arena_grow(mem, c->words, c->nwords, &c->cwords, sizeof(*c->words));
	c->words[c->nwords++] = (struct carry_word){.kind = kind, .env = env, .text = text};
}

static void
say_broken(const struct search *f, const struct env *env, const char *what)
{
	say(f->c, CARRY_BROKEN, env->name,
		arena_printf(
			f->mem, "%s%s%s", what, env->make ? "; " : "", env->make ? env->make : ""),
		f->mem);
}

static bool
is_there(const char *path) /* a link that leads nowhere is not */
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* Does T itself have something there, or a file where a folder above it would be? */
static int
is_of_tree(bool *out, const struct search *f, const char *path, struct error *err)
{
	const struct blob_source *t = &f->judged->source;
	struct tree_entry entry;

	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		const char *part = arena_strndup(f->mem, path, (size_t)(p - path));

		if (t->find(t->ctx, &entry, out, part, f->mem, err) < 0)
			return -1;
		if (*out && entry.mode != MODE_TREE)
			return 0;
	}
	return t->find(t->ctx, &entry, out, path, f->mem, err);
}

static struct carry_item *
add_item(struct carry_item **list, size_t *n, size_t *cap, const char *path, const char *source,
	struct arena *mem)
{
	for (size_t i = 0; i < *n; i++) {
		if (strcmp((*list)[i].path, path) == 0)
			return &(*list)[i];
	}
	*list = arena_grow(mem, *list, *n, cap, sizeof(**list));
	(*list)[*n] = (struct carry_item){.path = path, .source = source};
	return &(*list)[(*n)++];
}

static void
warn_of_editables(
	const struct search *f, const struct env *env, const char *path, const char *source)
{
	struct strs found = {0}, named = {0};

	if (!fs_is_file(path_join(source, "pyvenv.cfg", f->mem)))
		return;
	editable_find(&found, source, &f->c->trees, &env->roots, f->mem);
	for (size_t i = 0; i < found.n; i++)
		strs_add(&named, text_path(found.v[i], f->mem), f->mem);
	if (found.n == 0)
		return;
	say(f->c, CARRY_NOTE, env->name,
		arena_printf(f->mem,
			found.n == 1 ? "carry %s: an editable install points to %s in the work "
				       "tree; add it to roots"
				     : "carry %s: editable installs point to %s in the work tree; "
				       "add them to roots",
			text_path(path, f->mem), strs_join(&named, ", ", f->mem)),
		f->mem);
}

/* The main worktree's, or NULL and said why not. */
static const char *
main_source(const struct search *f, const struct env *env, const char *path)
{
	const char *source = f->main_root ? path_join(f->main_root, path, f->mem) : NULL;
	const char *quoted = text_path(path, f->mem);
	struct error err;
	bool agrees = false;

	if (!source || !is_there(source)) {
		say_broken(f, env, arena_printf(f->mem, "'%s' is not there", path));
	} else if (main_tree_agrees(&agrees, f->main_root, &env->lock, &f->judged->source, f->mem,
			   &err) < 0) {
		say_broken(f, env,
			arena_printf(f->mem,
				"'%s' is not there, and the main worktree's cannot be vouched "
				"for: %s",
				path, err.msg));
	} else if (agrees) {
		say(f->c, CARRY_REMARK, env->name,
			arena_printf(f->mem, "carry %s: the main worktree's, %s", quoted,
				text_path(source, f->mem)),
			f->mem);
		return source;
	} else {
		say_broken(f, env,
			arena_printf(f->mem,
				env->lock.n ? "'%s' is not there, and the main worktree's was made "
					      "from other files (lock)"
					    : "'%s' is not there, and no `lock` tells whether the "
					      "main worktree's would do",
				path));
	}
	return NULL;
}

static void
find_path(const struct search *f, const struct env *env, const char *given)
{
	const char *path = path_clean(given, f->mem), *source = NULL;
	struct carry *c = f->c;
	struct carry_item *item;
	struct error err;
	bool is_own = false;

	if (!path || !*path || *path == '/' || strcmp(path, ".") == 0 ||
		path_is_below(path, ".git")) {
		say(c, CARRY_BROKEN, env->name,
			arena_printf(f->mem, "carry: '%s' is no path in the repository", given),
			f->mem);
		return;
	}
	if (is_of_tree(&is_own, f, path, &err) < 0) {
		say(c, CARRY_BROKEN, env->name, arena_strdup(f->mem, err.msg), f->mem);
		return;
	}
	if (is_own)
		return;
	if (f->repo->root && is_there(path_join(f->repo->root, path, f->mem)))
		source = path_join(f->repo->root, path, f->mem);
	else
		source = main_source(f, env, path);
	if (!source)
		return;
	item = add_item(&c->items, &c->nitems, &c->citems, path, source, f->mem);
	strs_add(&item->envs, env->name, f->mem);
	warn_of_editables(f, env, path, source);
}

/* Those of the paths it stands for that are anywhere; none is none. */
static void
find_wild(const struct search *f, const struct env *env, const char *given)
{
	const char *path = path_clean(given, f->mem);
	struct strs found = {0};
	struct error err;

	if (!path || *path == '/') {
		find_path(f, env, given);
		return;
	}
	if (carrypath_expand(&found, path, &f->judged->source, f->mem, &err) < 0)
		say(f->c, CARRY_BROKEN, env->name, arena_strdup(f->mem, err.msg), f->mem);
	for (size_t i = 0; i < found.n; i++) {
		const char *const roots[] = {f->repo->root, f->main_root};
		bool is_anywhere = false;

		for (size_t k = 0; k < countof(roots); k++)
			is_anywhere =
				is_anywhere ||
				(roots[k] && is_there(path_join(roots[k], found.v[i], f->mem)));
		if (is_anywhere)
			find_path(f, env, found.v[i]);
	}
}

static void
find_sibling(const struct search *f, const struct env *env, const char *given)
{
	const char *const beside[] = {f->repo->root, f->main_root};
	struct carry *c = f->c;
	struct error err;
	const char *name = sibling_name(given, f->mem, &err);

	for (size_t i = 0; name && i < countof(beside); i++) {
		const char *source;
		struct carry_item *item;

		if (!beside[i])
			continue;
		source = path_join(path_dir(beside[i], f->mem), name, f->mem);
		if (!is_there(source))
			continue;
		item = add_item(&c->siblings, &c->nsiblings, &c->csiblings, name, source, f->mem);
		strs_add(&item->envs, env->name, f->mem);
		return;
	}
	say(c, CARRY_BROKEN, env->name,
		name ? arena_printf(f->mem, "siblings: '../%s' is not there", name)
		     : arena_strdup(f->mem, err.msg),
		f->mem);
}

/* As it is spelled, and as it is. */
static void
add_tree(struct strs *trees, const char *root, struct arena *mem)
{
	const char *real = root ? fs_real(root, mem) : NULL;

	if (root)
		strs_add(trees, root, mem);
	if (real && strcmp(real, root) != 0)
		strs_add(trees, real, mem);
}

/* A path below another that is carried comes with it. */
static void
drop_nested(struct carry *c, struct arena *mem)
{
	size_t n = 0;

	for (size_t i = 0; i < c->nitems; i++) {
		bool is_nested = false;

		for (size_t k = 0; k < c->nitems; k++)
			is_nested = is_nested ||
				    (k != i && path_is_below(c->items[i].path, c->items[k].path));
		if (!is_nested)
			c->items[n++] = c->items[i];
	}
	c->nitems = n;
	for (size_t i = 0; i < n; i++)
		strs_add(&c->paths, c->items[i].path, mem);
}

void
carry_find(struct carry *out, struct repo *r, const struct judged *j, const struct envs *envs,
	struct arena *mem)
{
	const struct search f = {
		.c = out, .repo = r, .judged = j, .main_root = main_tree_root(r, mem), .mem = mem};

	*out = (struct carry){0};
	add_tree(&out->trees, r->root, mem);
	add_tree(&out->trees, f.main_root, mem);
	for (size_t i = 0; i < envs->n; i++) {
		const struct env *env = &envs->v[i];

		for (size_t k = 0; k < env->carry.n; k++) {
			const char *path = env->carry.v[k];

			(carrypath_is_wild(path) ? find_wild : find_path)(&f, env, path);
		}
		for (size_t k = 0; k < env->siblings.n; k++)
			find_sibling(&f, env, env->siblings.v[k]);
	}
	drop_nested(out, mem);
	out->nfound = out->nwords;
}

/* Lists that grow again must not grow over those of the other. */
struct carry
carry_found(const struct carry *c)
{
	struct carry copy = *c;

	copy.nwords = copy.cwords = c->nfound;
	return copy;
}

/* Makes the folders above path, where they are missing. */
static int
make_way(const char *root, const char *path, struct arena *mem, struct error *err)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		const char *part =
			path_join(root, arena_strndup(mem, path, (size_t)(p - path)), mem);
		struct stat st;

		if (lstat(part, &st) == 0 && S_ISDIR(st.st_mode))
			continue;
		if (mkdir(part, 0777) < 0)
			return error_errno(err, "cannot make '%s'", part);
	}
	return 0;
}

static int
bring(const struct carry *c, const struct carry_item *item, const struct mirror *like,
	struct arena *mem, struct error *err)
{
	struct mirror m = *like;
	struct stat st;

	if (make_way(m.root, item->path, mem, err) < 0)
		return -1;
	if (stat(item->source, &st) < 0)
		return error_errno(err, "cannot look at '%s'", item->source);
	if (!S_ISDIR(st.st_mode) || fs_exists(path_join(item->source, "pyvenv.cfg", mem)))
		return mirror_link(path_join(m.root, item->path, mem), item->source, mem, err);
	m.path = item->path;
	m.trees = &c->trees;
	m.source = fs_real(item->source, mem);
	if (!m.source)
		return error_errno(err, "cannot resolve '%s'", item->source);
	return mirror_update(&m, mem, err);
}

static void
blame(struct carry *c, const struct carry_item *item, const struct error *err, struct arena *mem)
{
	const char *why = arena_printf(mem, "cannot carry '%s': %s", item->path, err->msg);

	for (size_t i = 0; i < item->envs.n; i++)
		say(c, CARRY_BROKEN, item->envs.v[i], why, mem);
}

void
carry_bring(struct carry *c, const char *dir, const char *root, const struct strs *keep,
	struct arena *mem)
{
	struct strs names = {0};
	struct error err;

	for (size_t i = 0; i < c->nitems; i++) {
		const struct mirror like = {.root = root,
			.keep = keep,
			.note = path_join(dir, arena_printf(mem, "carried-%zu", i), mem)};

		if (bring(c, &c->items[i], &like, mem, &err) < 0)
			blame(c, &c->items[i], &err, mem);
	}
	for (size_t i = 0; i < c->nsiblings; i++) {
		if (mirror_link(path_join(dir, c->siblings[i].path, mem), c->siblings[i].source,
			    mem, &err) < 0)
			blame(c, &c->siblings[i], &err, mem);
		strs_add(&names, c->siblings[i].path, mem);
	}
	sibling_remove_others(dir, &names, mem);
}

void
carry_said(struct strs *out, const struct carry *c, enum carry_kind kind, const char *env,
	struct arena *mem)
{
	for (size_t i = 0; i < c->nwords; i++) {
		const struct carry_word *w = &c->words[i];

		if (w->kind == kind && strcmp(w->env, env) == 0 && !strs_has(out, w->text))
			strs_add(out, w->text, mem);
	}
}

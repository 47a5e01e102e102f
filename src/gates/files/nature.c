/* SPDX-License-Identifier: MIT */
/*
 * nature -- check-added-large-files, check-symlinks, destroyed-symlinks, forbid-submodules,
 * forbid-new-submodules, check-executables-have-shebangs, check-shebang-scripts-are-executable:
 * what kind of thing is being committed.
 *
 * A link is followed inside the tree.  What leads out of the repository is nobody's to judge here;
 * what is not in the tree (an ignored file, say) is missing for everybody else, and said.
 */
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/change.h"

#define TARGET_MAX ((size_t)4096)
#define LINKS_MAX 40 /* as many as the system follows */

int
nature_large(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct strs maxkb = {0};
	bool is_all = false;
	const struct args_row rows[] = {{.name = "--maxkb", .values = &maxkb},
		{.name = "--enforce-all", .flag = &is_all}, {.name = NULL}};
	size_t kb;

	if (args_parse(in->args, rows, "check-added-large-files", mem, err) < 0 ||
		args_number(&kb, &maxkb, 500, "--maxkb", "check-added-large-files", err) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const struct change *c = &in->v[i];
		struct arena *scratch;
		struct blob blob;
		int rc;

		if (!mode_is_regular(c->new.mode) || (c->old.mode && !is_all))
			continue;
		scratch = arena_new();
		rc = in->tree->read(in->tree->ctx, &blob, &c->new.id, kb * 1024, scratch, err);
		arena_free(scratch);
		if (rc < 0 && err->code != ERR_LIMIT)
			return error_wrap(err, "cannot read %s", text_path(c->path, mem));
		if (rc < 0)
			file_finding(out, c->path, 0, 0,
				arena_printf(mem, "is larger than %zu KB", kb), mem);
	}
	return 0;
}

struct walk { /* following a path through the tree */
	const struct blob_source *tree;
	const char *path; /* what is left to look at, cleaned; NULL: out of the repository */
	struct tree_entry entry;
	bool found;
	struct arena *mem;
	struct error *err;
};

/* If the first n bytes of the path are a link, puts its target there.  1: it was one. */
static int
follow(struct walk *w, size_t n)
{
	const char *prefix = arena_strndup(w->mem, w->path, n), *rest = w->path + n;
	struct blob target;

	if (w->tree->find(w->tree->ctx, &w->entry, &w->found, prefix, w->mem, w->err) < 0)
		return -1;
	if (!w->found || w->entry.mode != MODE_SYMLINK)
		return 0;
	if (w->tree->read(w->tree->ctx, &target, &w->entry.id, TARGET_MAX, w->mem, w->err) < 0)
		return -1;
	if (target.data[0] == '/')
		w->path = NULL;
	else
		w->path = path_clean(
			arena_printf(w->mem, "%s/%s%s",
				path_dir(prefix, w->mem)[0] ? path_dir(prefix, w->mem) : ".",
				target.data, rest),
			w->mem);
	return 1;
}

/* One round: from the root down to the first link, or to the end. */
static int
walk_once(struct walk *w)
{
	const char *path = w->path;
	int rc;

	for (size_t n = strcspn(path, "/");; n += 1 + strcspn(path + n + 1, "/")) {
		rc = follow(w, n);
		if (rc != 0 || !w->found || path[n] == '\0')
			return rc;
	}
}

/* Does the link at path lead to something?  -1: cannot tell. */
static int
leads_somewhere(
	const char *path, const struct blob_source *tree, struct arena *mem, struct error *err)
{
	struct walk w = {.tree = tree, .path = path, .mem = mem, .err = err};

	for (int i = 0; i < LINKS_MAX; i++) {
		int rc = walk_once(&w);

		if (rc <= 0)
			return rc < 0 ? -1 : w.found;
		if (!w.path || !w.path[0] || strcmp(w.path, ".") == 0)
			return 1; /* outside, or the root */
	}
	return 0; /* in a circle */
}

int
nature_symlink(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-symlinks", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const struct change *c = &in->v[i];
		int rc;

		if (c->new.mode != MODE_SYMLINK)
			continue;
		rc = leads_somewhere(c->path, in->tree, mem, err);
		if (rc < 0)
			return error_wrap(err, "cannot follow %s", text_path(c->path, mem));
		if (rc == 0)
			file_finding(
				out, c->path, 0, 0, "points to nothing in the repository", mem);
	}
	return 0;
}

static bool
has_shebang(const struct file *f)
{
	return f->len >= 2 && memcmp(f->data, "#!", 2) == 0;
}

static void
judge_executable(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	(void)ctx;
	if (f->mode == MODE_EXECUTABLE && !has_shebang(f))
		file_finding(found, f->path, 1, 0, "is executable but has no #! line", mem);
}

int
nature_executable(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-executables-have-shebangs", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_executable, NULL, mem, err);
}

static void
judge_script(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	(void)ctx;
	if (f->mode != MODE_EXECUTABLE && has_shebang(f))
		file_finding(found, f->path, 1, 0,
			"has a #! line but is not executable; git add --chmod=+x", mem);
}

int
nature_script(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-shebang-scripts-are-executable", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_script, NULL, mem, err);
}

/* How long it is without the blanks at its end. */
static size_t
stripped(const struct blob *b)
{
	size_t n = b->len;

	while (n && b->data[n - 1] && strchr(" \t\n\r\v\f", b->data[n - 1]))
		n--;
	return n;
}

/* Does the file hold what the link pointed to? */
static int
is_former_link(bool *out, const struct change *c, const struct blob_source *tree, struct error *err)
{
	struct arena *scratch = arena_new();
	struct blob was, is;
	size_t n;
	int rc = 0;

	*out = oid_equal(&c->old.id, &c->new.id);
	if (!*out && tree->read(tree->ctx, &was, &c->old.id, TARGET_MAX, scratch, err) < 0)
		rc = -1;
	else if (!*out)
		rc = tree->read(tree->ctx, &is, &c->new.id, was.len + 2, scratch, err);
	if (rc < 0 && err->code == ERR_LIMIT)
		rc = 0; /* longer than any link that lost nothing but its mode */
	else if (rc == 0 && !*out) {
		n = stripped(&was);
		*out = stripped(&is) == n && memcmp(was.data, is.data, n) == 0;
	}
	arena_free(scratch);
	return rc;
}

int
nature_destroyed_symlink(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "destroyed-symlinks", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const struct change *c = &in->v[i];
		bool is_it;

		if (c->old.mode != MODE_SYMLINK || !mode_is_regular(c->new.mode))
			continue;
		if (is_former_link(&is_it, c, in->tree, err) < 0)
			return error_wrap(err, "cannot read %s", text_path(c->path, mem));
		if (is_it)
			file_finding(out, c->path, 0, 0,
				"was a link and is now a file that holds where it pointed; git "
				"restore --staged brings it back",
				mem);
	}
	return 0;
}

static int
judge_submodules(struct findings *out, const struct builtin_input *in, bool is_new_only,
	const char *id, struct arena *mem, struct error *err)
{
	if (args_none(in->args, id, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const struct change *c = &in->v[i];
		bool is_new = c->old.mode != MODE_SUBMODULE;

		if (c->new.mode == MODE_SUBMODULE && (is_new || !is_new_only))
			file_finding(out, c->path, 0, 0, is_new ? "a new submodule" : "a submodule",
				mem);
	}
	return 0;
}

int
nature_submodule(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	return judge_submodules(out, in, false, "forbid-submodules", mem, err);
}

int
nature_new_submodule(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	return judge_submodules(out, in, true, "forbid-new-submodules", mem, err);
}

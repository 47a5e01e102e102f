/* SPDX-License-Identifier: MIT */
/*
 * decoy -- see decoy.h.  What it is to hold is put together in memory.  Then all else that gates
 * left is removed, nothing followed, and only what differs is written: new inodes are what costs
 * most.
 */
#include "git/snapshot/decoy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/judged/index.h"
#include "git/judged/judged.h"
#include "git/repo/gitenv.h"
#include "git/repo/jot.h"
#include "git/repo/repo.h"
#include "git/snapshot/cone.h"
#include "git/snapshot/refcopy.h"
#include "git/snapshot/settings.h"
#include "git/snapshot/weed.h"

#define FILE_MAX ((size_t)16 << 20)

/* What the files are like is written down in the decoy; a second time, from the environment, it
 * would overrule what must be so.  The object folders are among its alternates. */
static const char *const *
quiet_environ(const struct repo *r, struct arena *mem)
{
	static const char *const dropped[] = {
		"GIT_CONFIG=", "GIT_CONFIG_PARAMETERS=", "GIT_CONFIG_COUNT=", "GIT_CONFIG_KEY_",
		"GIT_CONFIG_VALUE_", "GIT_OBJECT_DIRECTORY=", "GIT_ALTERNATE_OBJECT_DIRECTORIES="};
	struct strs kept = {0};

	for (const char *const *e = r->environ; e && *e; e++) {
		bool is_dropped = false;

		for (size_t i = 0; i < countof(dropped); i++)
			is_dropped = is_dropped || strncmp(*e, dropped[i], strlen(dropped[i])) == 0;
		if (!is_dropped)
			strs_add(&kept, *e, mem);
	}
	return strs_argv(&kept, mem);
}

struct repo
decoy_of(const struct repo *r, const char *root, const char *index_file, struct arena *mem)
{
	char *git_dir = path_join(root, ".git", mem);

	return (struct repo){
		.root = root,
		.prefix = "",
		.git_dir = git_dir,
		.common_dir = git_dir,
		.index_file = index_file,
		.environ = quiet_environ(r, mem),
	};
}

struct files {                 /* what one of them is to hold */
	struct index_entry *v; /* their paths, and the id is the text */
	size_t n, cap;
	struct arena *mem;
};

static void
put(struct files *f, const char *name, const char *text)
{
	f->v = arena_grow(f->mem, f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n++] = (struct index_entry){.path = name, .id = (const unsigned char *)text};
}

/* Where objects come from: the user's folders, and the private one that T may need. */
static char *
alternates(const struct repo *r, const struct judged *j, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_OBJECT_DIRECTORY");
	const char *base = r->root ? r->root : r->git_dir;
	struct strs folders = {0};
	char *text = arena_strdup(mem, "");

	strs_add(&folders, path_join(r->common_dir, "objects", mem), mem);
	if (own && *own)
		strs_add(&folders, own, mem);
	gitenv_split_folders(
		&folders, gitenv_find(r->environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES"), mem);
	if (j->objects)
		strs_add(&folders, j->objects, mem);
	for (size_t i = 0; i < folders.n; i++)
		text = arena_printf(mem, "%s%s\n", text,
			gitenv_quote_folder(path_join(base, folders.v[i], mem), mem));
	return text;
}

/* HEAD as it is in the repository; for a pushed commit, that commit. */
static const char *
head_of(const struct repo *r, const struct judged *j, struct arena *mem)
{
	const struct oid *head = j->commit.size ? &j->commit : &r->head;

	if (!r->branch || j->commit.size)
		return arena_printf(mem, "%s\n", oid_hex(head, mem));
	return arena_printf(mem, "ref: refs/heads/%s\n", r->branch);
}

/* A file of the user's git folder; NULL where there is none. */
static int
read_copy(const char **out, const struct repo *r, const char *name, struct arena *mem,
	struct error *err)
{
	const char *path = path_join(r->common_dir, name, mem);
	char *text = NULL;
	size_t len;

	if (fs_is_file(path) && fs_read(&text, &len, path, FILE_MAX, mem, err) < 0)
		return -1;
	*out = text;
	return 0;
}

int
decoy_read(struct decoy_parts *out, const struct repo *r, const struct judged *j, const char *notes,
	struct arena *mem, struct error *err)
{
	const struct refcopy_from from = {
		.git_dir = r->git_dir, .common_dir = r->common_dir, .notes = notes};

	*out = (struct decoy_parts){
		.head = head_of(r, j, mem), .alternates = alternates(r, j, mem)};
	if (settings_read(&out->settings, r, notes, mem, err) < 0 ||
		read_copy(&out->attributes, r, "info/attributes", mem, err) < 0 ||
		read_copy(&out->exclude, r, "info/exclude", mem, err) < 0 ||
		read_copy(&out->shallow, r, "shallow", mem, err) < 0)
		return -1;
	return refcopy_all(&out->refs, &from, mem, err);
}

/* Carried folders are symlinks here, which "NAME/" in a .gitignore does not match. */
static const char *
overlooked(const struct strs *carry, struct arena *mem)
{
	const char *text = "";

	for (size_t i = 0; i < carry->n; i++) {
		const char *path = carry->v[i];
		char *line = arena_alloc(mem, 2 * strlen(path) + 1, 1), *to = line;

		for (; *path; path++) {
			if (strchr("*?[\\ ", *path))
				*to++ = '\\';
			*to++ = *path;
		}
		text = arena_printf(mem, "%s/%s\n", text, line);
	}
	return text;
}

static int
compare(const void *a, const void *b)
{
	const struct index_entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Folders of it may be missing, all else that is there goes. */
static int
clear(const struct repo *decoy, struct files *f, struct error *err)
{
	static const struct strs none;
	const struct weed_list list = {.v = f->v, .n = f->n};
	struct stat st;

	if (lstat(decoy->git_dir, &st) == 0 && !S_ISDIR(st.st_mode) &&
		fs_remove_tree(decoy->git_dir, err) < 0)
		return -1;
	qsort(f->v, f->n, sizeof(*f->v), compare);
	if (fs_mkdirs(decoy->git_dir, 0755, err) < 0)
		return -1;
	return weed_by_list(decoy->git_dir, &list, &none, f->mem, err);
}

static int
write_files(const struct repo *decoy, const struct files *f, struct error *err)
{
	for (size_t i = 0; i < f->n; i++) {
		const char *path = path_join(decoy->git_dir, f->v[i].path, f->mem);
		const char *text = (const char *)f->v[i].id;

		if (text ? jot_safely(path, text, strlen(text), f->mem, err) < 0
			 : f->v[i].path[strlen(f->v[i].path) - 1] == '/' &&
					fs_mkdirs(path, 0755, err) < 0)
			return -1;
	}
	return 0;
}

/* What the user's repository overlooks, and what is carried. */
static const char *
exclude_of(const struct decoy_parts *parts, const struct strs *carry, struct arena *mem)
{
	const char *own = parts->exclude ? parts->exclude : "";

	if (carry->n == 0)
		return parts->exclude;
	return arena_printf(mem, "%s%s%s", own, *own ? "\n" : "", overlooked(carry, mem));
}

int
decoy_make(const struct repo *decoy, const struct decoy_parts *parts, const struct strs *carry,
	struct arena *mem, struct error *err)
{
	struct files f = {.mem = mem};

	put(&f, "HEAD", parts->head);
	put(&f, "config",
		arena_printf(mem, "%s%s", parts->settings, cone_settings(parts->is_sparse)));
	put(&f, "objects/info/alternates", parts->alternates);
	if (parts->attributes)
		put(&f, "info/attributes", parts->attributes);
	if (parts->exclude || carry->n)
		put(&f, "info/exclude", exclude_of(parts, carry, mem));
	if (parts->shallow)
		put(&f, "shallow", parts->shallow);
	for (size_t i = 0; i < parts->refs.n; i++)
		put(&f, parts->refs.v[i].name, parts->refs.v[i].text);
	put(&f, "refs/", NULL);
	if (parts->is_sparse)
		put(&f, "info/sparse-checkout", NULL);
	put(&f, "index", NULL); /* comes last */
	if (clear(decoy, &f, err) < 0)
		return -1;
	return write_files(decoy, &f, err);
}

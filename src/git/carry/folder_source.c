/* SPDX-License-Identifier: MIT */
/* folder_source -- see folder_source.h.  Follows no symlink: git would not either. */
#include "git/carry/folder_source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/path.h"

struct folder {
	const char *root;
	const struct blob_source *tree;
};

static uint32_t
mode_of(const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return MODE_TREE;
	if (S_ISLNK(st->st_mode))
		return MODE_SYMLINK;
	return st->st_mode & 0100 ? MODE_EXECUTABLE : MODE_FILE;
}

/* Git's order: a folder sorts as if its name ended in '/'. */
static int
compare(const void *a, const void *b)
{
	const struct tree_entry *x = a, *y = b;
	size_t nx = strlen(x->name), ny = strlen(y->name), n = nx < ny ? nx : ny;
	int difference = memcmp(x->name, y->name, n);
	unsigned char cx = (unsigned char)x->name[n], cy = (unsigned char)y->name[n];

	if (difference)
		return difference;
	if (!cx && x->mode == MODE_TREE)
		cx = '/';
	if (!cy && y->mode == MODE_TREE)
		cy = '/';
	return (cx > cy) - (cx < cy);
}

static int
is_in_tree(bool *out, const struct folder *f, const char *dir, struct arena *mem, struct error *err)
{
	struct tree_entry entry;

	*out = true;
	if (!*dir)
		return 0;
	if (f->tree->find(f->tree->ctx, &entry, out, dir, mem, err) < 0)
		return -1;
	*out = *out && entry.mode == MODE_TREE;
	return 0;
}

static void
fill(struct tree_entries *out, DIR *dir, const char *path, struct arena *mem)
{
	struct dirent *e;
	size_t cap = 0;

	while ((e = readdir(dir)) != NULL) {
		const char *name = arena_strdup(mem, e->d_name);
		struct stat st;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
			strcmp(name, ".git") == 0 || lstat(path_join(path, name, mem), &st) < 0)
			continue;
		out->v = arena_grow(mem, out->v, out->n, &cap, sizeof(*out->v));
		out->v[out->n++] = (struct tree_entry){.name = name, .mode = mode_of(&st)};
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare);
}

static int
list(void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	const struct folder *f = ctx;
	const char *path = *dir ? path_join(f->root, dir, mem) : f->root;
	struct stat st;
	bool is_known;
	DIR *d;

	*out = (struct tree_entries){0};
	if (is_in_tree(&is_known, f, dir, mem, err) < 0)
		return -1;
	if (!is_known || lstat(path, &st) < 0 || !S_ISDIR(st.st_mode))
		return 0;
	d = opendir(path);
	if (!d)
		return error_errno(err, "cannot read '%s'", path);
	fill(out, d, path, mem);
	closedir(d);
	return 0;
}

static int
find(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	const struct folder *f = ctx;
	const char *whole = path_join(f->root, path, mem);
	struct stat st;

	*found = false;
	if (lstat(whole, &st) < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : error_errno(err, "cannot look at '%s'", whole);
	*out = (struct tree_entry){.name = path_base(path), .mode = mode_of(&st)};
	*found = true;
	return 0;
}

static int
read_none(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	(void)ctx;
	(void)out;
	(void)id;
	(void)max;
	(void)mem;
	return error_set(err, ERR_SYSTEM, "a folder holds no blobs");
}

void
folder_source_init(struct blob_source *out, const char *root, const struct blob_source *tree,
	struct arena *mem)
{
	struct folder *f = arena_alloc(mem, 1, sizeof(*f));

	*f = (struct folder){.root = root, .tree = tree};
	*out = (struct blob_source){.ctx = f, .list = list, .find = find, .read = read_none};
}

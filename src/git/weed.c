/* SPDX-License-Identifier: MIT */
/*
 * weed -- see weed.h.  One pass over the folders, no look at any file: what readdir tells of its
 * kind is enough.  Nothing is followed; a folder is closed before those in it are opened.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/weed.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/index.h"

#define MODE_SUBMODULE 0160000

enum kind { KIND_NONE, KIND_FILE, KIND_FOLDER, KIND_SUBMODULE };

struct weeding {
	const char *root;
	struct index_entry *v; /* sorted; they live as long as the mapped index */
	size_t n, cap;
	struct strs keep; /* without a trailing '/' */
	struct arena *mem;
};

static void
take_entry(void *ctx, const struct index_entry *entry)
{
	struct weeding *w = ctx;

	w->v = arena_grow(w->mem, w->v, w->n, &w->cap, sizeof(*w->v));
	w->v[w->n++] = *entry;
}

/* The first entry that is not before path. */
static const char *
find(const struct weeding *w, const char *path, unsigned *mode)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(w->v[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*mode = low < w->n ? w->v[low].mode : 0;
	return low < w->n ? w->v[low].path : "";
}

static enum kind
kind_of(const struct weeding *w, const char *path)
{
	size_t n = strlen(path);
	char *below = arena_alloc(w->mem, n + 2, 1);
	unsigned mode;

	memcpy(below, path, n);
	below[n] = '/';

	if (strcmp(find(w, path, &mode), path) == 0)
		return mode == MODE_SUBMODULE ? KIND_SUBMODULE : KIND_FILE;
	return strncmp(find(w, below, &mode), below, n + 1) == 0 ? KIND_FOLDER : KIND_NONE;
}

static bool
matches(const char *pattern, const char *path)
{
	if (*pattern == '/')
		return fnmatch(pattern + 1, path, FNM_PATHNAME) == 0;
	return fnmatch(pattern, strchr(pattern, '/') ? path : path_base(path), FNM_PATHNAME) == 0;
}

static bool
is_kept(const struct weeding *w, const char *path)
{
	for (size_t i = 0; i < w->keep.n; i++) {
		if (matches(w->keep.v[i], path))
			return true;
	}
	return false;
}

/* Does a path that is kept lead through this folder? */
static bool
leads_to_kept(const struct weeding *w, const char *path)
{
	for (size_t i = 0; i < w->keep.n; i++) {
		const char *pattern = w->keep.v[i] + (w->keep.v[i][0] == '/');

		for (const char *p = strchr(pattern, '/'); p; p = strchr(p + 1, '/')) {
			const char *part = arena_strndup(w->mem, pattern, (size_t)(p - pattern));

			if (fnmatch(part, path, FNM_PATHNAME) == 0)
				return true;
		}
	}
	return false;
}

/* Opened, and made ours to read and write first. */
static DIR *
open_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct stat st;

	if (!dir && errno == EACCES && chmod(path, 0700) == 0)
		dir = opendir(path);
	if (dir && fstat(dirfd(dir), &st) == 0 && (st.st_mode & 0700) != 0700 &&
		fchmod(dirfd(dir), (st.st_mode & 07777) | 0700) < 0) {
		closedir(dir);
		return NULL;
	}
	return dir;
}

static bool
is_folder(const char *path, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct content {
	struct strs folders, others; /* names */
};

static int
list(struct content *out, const struct weeding *w, const char *folder, struct error *err)
{
	const char *path = *folder ? path_join(w->root, folder, w->mem) : w->root;
	DIR *dir = open_folder(path);
	struct dirent *e;

	*out = (struct content){0};
	if (!dir)
		return error_errno(err, "cannot enter '%s'", path);
	while (errno = 0, (e = readdir(dir)) != NULL) {
		const char *name;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
			(!*folder && strcmp(e->d_name, ".git") == 0))
			continue;
		name = arena_strdup(w->mem, e->d_name);
		strs_add(is_folder(path_join(path, name, w->mem), e) ? &out->folders : &out->others,
			name, w->mem);
	}
	if (errno) {
		error_errno(err, "cannot read '%s'", path);
		closedir(dir);
		return -1;
	}
	closedir(dir);
	return 0;
}

static int
empty(const char *path, struct error *err)
{
	if (rmdir(path) < 0 && fs_remove_tree(path, err) < 0)
		return -1;
	return mkdir(path, 0755) < 0 ? error_errno(err, "cannot make '%s'", path) : 0;
}

static int weed_folder(
	const struct weeding *w, const char *folder, bool is_in_kept, struct error *err);

static int
weed_subfolder(const struct weeding *w, const char *path, bool is_in_kept, struct error *err)
{
	const char *whole = path_join(w->root, path, w->mem);
	enum kind kind = kind_of(w, path);

	is_in_kept = is_in_kept || is_kept(w, path);
	if (kind == KIND_SUBMODULE)
		return empty(whole, err);
	if (kind == KIND_FOLDER)
		return weed_folder(w, path, is_in_kept, err);
	if (kind == KIND_NONE && is_in_kept)
		return 0;
	if (kind == KIND_FILE || !leads_to_kept(w, path))
		return fs_remove_tree(whole, err);
	if (weed_folder(w, path, false, err) < 0)
		return -1;
	rmdir(whole); /* where nothing in it is kept */
	return 0;
}

static int
weed_folder(const struct weeding *w, const char *folder, bool is_in_kept, struct error *err)
{
	struct content c;

	if (list(&c, w, folder, err) < 0)
		return -1;
	for (size_t i = 0; i < c.others.n; i++) {
		const char *path = path_join(folder, c.others.v[i], w->mem);
		enum kind kind = kind_of(w, path);

		if (kind == KIND_FILE || (kind == KIND_NONE && (is_in_kept || is_kept(w, path))))
			continue;
		if (fs_remove_tree(path_join(w->root, path, w->mem), err) < 0)
			return -1;
	}
	for (size_t i = 0; i < c.folders.n; i++) {
		if (weed_subfolder(w, path_join(folder, c.folders.v[i], w->mem), is_in_kept, err) <
			0)
			return -1;
	}
	return 0;
}

/* Without what path_clean() takes away, above all a '/' at the end. */
static void
set_keep(struct weeding *w, const struct strs *keep)
{
	for (size_t i = 0; i < keep->n; i++) {
		const char *clean = path_clean(keep->v[i], w->mem);

		if (clean && *clean)
			strs_add(&w->keep, clean, w->mem);
	}
}

bool
weed_keeps(const struct strs *keep, const char *path, struct arena *mem)
{
	struct weeding w = {.mem = mem};

	set_keep(&w, keep);
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		if (is_kept(&w, arena_strndup(mem, path, (size_t)(p - path))))
			return true;
	}
	return is_kept(&w, path);
}

const char *
weed_keep_path(const char *path, struct arena *mem)
{
	char *pattern = arena_alloc(mem, 2 * strlen(path) + 2, 1), *to = pattern;

	*to++ = '/';
	for (; *path; path++) {
		if (strchr("*?[]\\", *path))
			*to++ = '\\';
		*to++ = *path;
	}
	return pattern;
}

int
weed_by_list(const char *root, const struct weed_list *list, const struct strs *keep,
	struct arena *mem, struct error *err)
{
	struct weeding w = {.root = root, .v = list->v, .n = list->n, .mem = mem};

	set_keep(&w, keep);
	return weed_folder(&w, "", false, err);
}

int
weed_tree(const char *root, const char *index_file, const struct strs *keep, struct arena *mem,
	struct error *err)
{
	struct weeding w = {.root = root, .mem = mem};
	struct index_map index;
	int rc;

	set_keep(&w, keep);
	if (index_open(&index, index_file, err) < 0)
		return -1;
	if (index.data && !index_walk(index.data, index.len, take_entry, &w))
		rc = error_set(err, ERR_GIT, "the index of the snapshot is damaged");
	else
		rc = weed_folder(&w, "", false, err);
	index_close(&index);
	return rc;
}

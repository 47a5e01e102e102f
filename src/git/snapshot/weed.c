/* SPDX-License-Identifier: MIT */
/*
 * weed -- see weed.h.  One pass over the folders, no look at any file: what readdir tells of its
 * kind is enough.  Nothing is followed; a folder is closed before those in it are opened.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/snapshot/weed.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/judged/index.h"
#include "git/snapshot/keep.h"

#define MODE_SUBMODULE 0160000

enum kind { KIND_NONE, KIND_FILE, KIND_FOLDER, KIND_SUBMODULE };

struct weeding {
	const char *root;
	struct index_entry *v; /* sorted */
	size_t n;
	struct keep keep;
	struct arena *mem;
};

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

/* Opened, and made ours to read and write first. */
static DIR *
open_folder(const char *path)
{
	int fd = fs_enter(path);
	DIR *dir;
	struct stat st;

	if (fd < 0 && errno == EACCES && chmod(path, 0700) == 0)
		fd = fs_enter(path);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir && fd >= 0)
		close(fd);
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
		return fs_enter_error(err, path);
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

	is_in_kept = is_in_kept || keep_has(&w->keep, path);
	if (kind == KIND_SUBMODULE)
		return empty(whole, err);
	if (kind == KIND_FOLDER)
		return weed_folder(w, path, is_in_kept, err);
	if (kind == KIND_NONE && is_in_kept)
		return 0;
	if (kind == KIND_FILE || !keep_leads(&w->keep, path, w->mem))
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

		if (kind == KIND_FILE ||
			(kind == KIND_NONE && (is_in_kept || keep_has(&w->keep, path))))
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

int
weed_by_list(const char *root, const struct weed_list *list, const struct strs *keep,
	struct arena *mem, struct error *err)
{
	struct weeding w = {.root = root, .v = list->v, .n = list->n, .mem = mem};

	keep_init(&w.keep, keep, mem);
	return weed_folder(&w, "", false, err);
}

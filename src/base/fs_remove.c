/* SPDX-License-Identifier: MIT */
/*
 * fs_remove -- see fs.h: a folder and all below it.
 *
 * Keeps true: a symlink is removed, never followed; nothing that is mounted is entered; a path is
 * never put together, and however deep the tree is, one folder is open at a time besides the one
 * being entered or left.  The way up is "..", believed only if it is the folder that we came from.
 *
 * A folder is read from its start again after each folder in it is gone; files go in one pass.
 */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)

struct level {
	dev_t dev;
	ino_t ino;
	char *name; /* in the level above */
};

struct removal {
	const char *path; /* for messages */
	int fd;           /* the folder we are in */
	struct level *v;  /* the way down to it */
	size_t n, cap;
};

static int
fail(const struct removal *r, const char *name, struct error *err)
{
	if (errno == EXDEV)
		return error_set(err, ERR_SYSTEM,
			"cannot remove '%s': something is mounted on '%s' in it; umount it",
			r->path, name);
	return error_errno(err, "cannot remove '%s' below '%s'", name, r->path);
}

static void
level_push(struct removal *r, const struct stat *st, const char *name)
{
	struct level *l;

	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 16;
		r->v = realloc(r->v, r->cap * sizeof(*r->v));
		if (!r->v)
			arena_die_nomem();
	}
	l = &r->v[r->n++];
	*l = (struct level){.dev = st->st_dev, .ino = st->st_ino, .name = strdup(name)};
	if (!l->name)
		arena_die_nomem();
}

/* The first is given by a path, on which there may be mounts. */
static int
enter(int fd, const char *name)
{
	return fd == AT_FDCWD ? fs_enter(name) : fs_enter_at(fd, name);
}

/* Into a folder in fd, made ours to write first. */
static int
open_below(int fd, const char *name, struct stat *st)
{
	int below = enter(fd, name);

	if (below < 0 && errno == EACCES && fchmodat(fd, name, 0700, 0) == 0)
		below = enter(fd, name);
	if (below < 0)
		return -1;
	if (fstat(below, st) < 0) {
		close(below);
		return -1;
	}
	if ((st->st_mode & 0700) != 0700)
		(void)fchmod(below, st->st_mode | 0700); /* removing says what it lacks */
	return below;
}

static int
descend(struct removal *r, const char *name, struct error *err)
{
	struct stat st;
	int below = open_below(r->fd, name, &st);

	if (below < 0)
		return fail(r, name, err);
	if (st.st_dev != r->v[0].dev) {
		close(below);
		errno = EXDEV;
		return fail(r, name, err);
	}
	close(r->fd);
	r->fd = below;
	level_push(r, &st, name);
	return 0;
}

static int
ascend(struct removal *r, struct error *err)
{
	struct level *here = &r->v[r->n - 1], *above = here - 1;
	int up = openat(r->fd, "..", OPEN_FOLDER);
	struct stat st;

	if (up < 0)
		return fail(r, here->name, err);
	close(r->fd);
	r->fd = up;
	if (fstat(up, &st) < 0)
		return fail(r, here->name, err);
	if (st.st_dev != above->dev || st.st_ino != above->ino)
		return error_set(err, ERR_SYSTEM, "cannot remove '%s': moved meanwhile", r->path);
	if (unlinkat(up, here->name, AT_REMOVEDIR) < 0)
		return fail(r, here->name, err);
	free(here->name);
	r->n--;
	return 0;
}

static bool
is_folder_at(int fd, const char *name)
{
	int saved = errno;
	struct stat st;
	bool is_folder = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);

	errno = saved;
	return is_folder;
}

/* Removes files until a folder is met, whose name is handed over; NULL when all are gone. */
static int
remove_files(char **folder, const struct removal *r, DIR *dir, struct error *err)
{
	struct dirent *e;

	*folder = NULL;
	while (errno = 0, (e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(r->fd, e->d_name, 0) == 0 || errno == ENOENT)
			continue;
		if (!is_folder_at(r->fd, e->d_name))
			return fail(r, e->d_name, err);
		*folder = strdup(e->d_name);
		if (!*folder)
			arena_die_nomem();
		return 0;
	}
	return errno ? fail(r, ".", err) : 0;
}

/* One pass over the folder we are in, then one step down or up. */
static int
step(struct removal *r, struct error *err)
{
	int fd = openat(r->fd, ".", OPEN_FOLDER); /* closedir() will close it */
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	char *folder;
	int rc;

	if (!dir) {
		rc = fail(r, ".", err);
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = remove_files(&folder, r, dir, err);
	closedir(dir);
	if (rc == 0 && folder)
		rc = descend(r, folder, err);
	else if (rc == 0)
		rc = r->n > 1 ? ascend(r, err) : 1;
	free(folder);
	return rc;
}

static int
remove_below(const char *path, int fd, const struct stat *st, struct error *err)
{
	struct removal r = {.path = path, .fd = fd};
	int rc = 0;

	level_push(&r, st, path);
	while (rc == 0)
		rc = step(&r, err);
	close(r.fd);
	while (r.n)
		free(r.v[--r.n].name);
	free(r.v);
	return rc < 0 ? -1 : 0;
}

static int
remove_named(const char *path, struct error *err)
{
	struct stat st;
	int fd;

	if (lstat(path, &st) < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : error_errno(err, "cannot remove '%s'", path);
	if (!S_ISDIR(st.st_mode)) {
		if (unlink(path) < 0 && errno != ENOENT)
			return error_errno(err, "cannot remove '%s'", path);
		return 0;
	}
	fd = open_below(AT_FDCWD, path, &st);
	if (fd < 0 && errno == EXDEV)
		return fs_enter_error(err, path);
	if (fd < 0)
		return error_errno(err, "cannot remove '%s'", path);
	if (remove_below(path, fd, &st, err) < 0)
		return -1;
	if (rmdir(path) < 0 && errno != ENOENT)
		return error_errno(err, "cannot remove '%s'", path);
	return 0;
}

int
fs_remove_tree(const char *path, struct error *err)
{
	size_t n = strlen(path);
	char *name;
	int rc;

	while (n > 1 && path[n - 1] == '/') /* "link/" would be what the link names */
		n--;
	name = strndup(path, n);
	if (!name)
		arena_die_nomem();
	rc = remove_named(name, err);
	free(name);
	return rc;
}

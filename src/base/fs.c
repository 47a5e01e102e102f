/* SPDX-License-Identifier: MIT */
/*
 * fs -- see fs.h.  What writes whole files is in fs_write.c, what removes trees in fs_remove.c.
 *
 * Keeps true: no open waits (a FIFO without a writer would), and nothing but a regular file is
 * read.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

#define FULL_BYTES 65536 /* what is left where a file of any size fails */

int
fs_open_regular(const char *path, struct stat *st, struct error *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return error_errno(err, "cannot read '%s'", path);
	if (fstat(fd, st) < 0) {
		error_errno(err, "cannot read '%s'", path);
		close(fd);
		return -1;
	}
	if (!S_ISREG(st->st_mode)) {
		error_set(err, ERR_SYSTEM, "cannot read '%s': is %s", path,
			S_ISDIR(st->st_mode) ? "a directory" : "not a regular file");
		close(fd);
		return -1;
	}
	return fd;
}

struct reading {
	char *data;
	size_t len, cap;
};

static void
make_room(struct reading *r, struct arena *mem)
{
	char *bigger;

	if (r->len < r->cap)
		return;
	r->cap = r->cap < 4096 ? 8192 : r->cap * 2;
	bigger = arena_alloc(mem, r->cap + 1, 1);
	if (r->len)
		memcpy(bigger, r->data, r->len);
	r->data = bigger;
}

/* To the end, wherever fstat said it is: files grow, and those of /proc have no size. */
static int
read_all(struct reading *r, int fd, const char *path, size_t max, struct arena *mem,
	struct error *err)
{
	ssize_t n;

	for (;;) {
		make_room(r, mem);
		n = read(fd, r->data + r->len, r->cap - r->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(err, "cannot read '%s'", path);
		if (n == 0)
			break;
		r->len += (size_t)n;
		if (r->len > max)
			return error_set(
				err, ERR_LIMIT, "'%s' is longer than %zu bytes", path, max);
	}
	r->data[r->len] = '\0';
	return 0;
}

int
fs_read(char **out, size_t *len, const char *path, size_t max, struct arena *mem, struct error *err)
{
	struct reading r = {0};
	struct stat st;
	int fd = fs_open_regular(path, &st, err), rc;

	if (fd < 0)
		return -1;
	if ((uintmax_t)st.st_size > max) {
		close(fd);
		return error_set(err, ERR_LIMIT, "'%s' is longer than %zu bytes", path, max);
	}
	r.cap = (size_t)st.st_size + 1; /* so that one read finds the end */
	r.data = arena_alloc(mem, r.cap + 1, 1);
	rc = read_all(&r, fd, path, max, mem, err);
	close(fd);
	if (rc == 0) {
		*out = r.data;
		*len = r.len;
	}
	return rc;
}

/* A folder that is there already is fine, also behind a symlink. */
static int
make_folder(const char *path, mode_t mode, struct error *err)
{
	if (mkdir(path, mode) == 0 || fs_is_dir(path))
		return 0;
	return error_errno(err, "cannot make folder '%s'", path);
}

int
fs_mkdirs(const char *path, mode_t mode, struct error *err)
{
	size_t n = strlen(path);
	char *part;
	int rc = 0;

	if (fs_is_dir(path) || mkdir(path, mode) == 0) /* mostly */
		return 0;
	part = malloc(n + 1);
	if (!part)
		arena_die_nomem();
	memcpy(part, path, n + 1);
	for (char *p = part + strspn(part, "/"); rc == 0 && *p;) {
		char *end = p + strcspn(p, "/");
		char kept = *end;

		*end = '\0';
		rc = make_folder(part, mode, err);
		*end = kept;
		p = end + strspn(end, "/");
	}
	free(part);
	return rc;
}

static bool
folder_owner(struct stat *out, const char *path)
{
	size_t n = (size_t)(path_base(path) - path);
	char *folder = malloc(n + 2);
	bool found;

	if (!folder)
		arena_die_nomem();
	memcpy(folder, n ? path : ".", n ? n : 1);
	folder[n ? n : 1] = '\0';
	found = stat(folder, out) == 0;
	free(folder);
	return found;
}

void
fs_give(const char *path)
{
	struct stat owner, st;
	int fd;

	if (geteuid() != 0 || !folder_owner(&owner, path) || owner.st_uid == 0)
		return;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && st.st_uid == 0 &&
		(S_ISDIR(st.st_mode) || (S_ISREG(st.st_mode) && st.st_nlink == 1)) &&
		fchown(fd, owner.st_uid, owner.st_gid) < 0)
		errno = 0; /* then it stays root's */
	close(fd);
}

bool
fs_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
fs_is_dir(const char *path)
{
	int saved = errno;
	struct stat st;
	bool is_dir = stat(path, &st) == 0 && S_ISDIR(st.st_mode);

	errno = saved;
	return is_dir;
}

bool
fs_is_full(const char *path)
{
	struct statvfs disk;

	return statvfs(path, &disk) == 0 && disk.f_blocks > 0 && !(disk.f_flag & ST_RDONLY) &&
	       (disk.f_bavail < FULL_BYTES / (disk.f_frsize ? disk.f_frsize : 1) + 1 ||
		       (disk.f_files > 0 && disk.f_favail == 0));
}

bool
fs_is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static int64_t
nanoseconds(const struct timespec *t)
{
	return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

struct fs_stamp
fs_stamp_of(const struct stat *st)
{
	return (struct fs_stamp){
		.dev = (uint64_t)st->st_dev,
		.ino = (uint64_t)st->st_ino,
		.size = (uint64_t)st->st_size,
		.mtime_ns = nanoseconds(&st->st_mtim),
		.ctime_ns = nanoseconds(&st->st_ctim),
		.mode = (uint64_t)st->st_mode,
	};
}

static int
stamp(struct fs_stamp *out, const char *path, int flags, struct error *err)
{
	struct stat st;

	*out = (struct fs_stamp){0};
	if (fstatat(AT_FDCWD, path, &st, flags) == 0)
		*out = fs_stamp_of(&st);
	else if (errno != ENOENT && errno != ENOTDIR)
		return error_errno(err, "cannot look at '%s'", path);
	return 0;
}

int
fs_stamp(struct fs_stamp *out, const char *path, struct error *err)
{
	return stamp(out, path, AT_SYMLINK_NOFOLLOW, err);
}

int
fs_stamp_target(struct fs_stamp *out, const char *path, struct error *err)
{
	return stamp(out, path, 0, err);
}

bool
fs_stamp_equal(const struct fs_stamp *a, const struct fs_stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
	       a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns && a->mode == b->mode;
}

char *
fs_real(const char *path, struct arena *mem)
{
	char *real = realpath(path, NULL), *copy;

	if (!real)
		return NULL;
	copy = arena_strdup(mem, real);
	free(real);
	return copy;
}

/* The kernel resolves what it is asked for: no need to look at each folder on the way. */
char *
fs_running(struct arena *mem)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	if (n <= 0 || (size_t)n == sizeof(path) || *path != '/')
		return NULL;
	path[n] = '\0';
	return access(path, F_OK) == 0 ? arena_strndup(mem, path, (size_t)n) : NULL;
}

static char *
working_folder(struct arena *mem)
{
	return fs_real(".", mem);
}

static bool
is_program(const char *path)
{
	return fs_is_file(path) && faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0;
}

/* dir against cwd, name in it, if that can be run */
static char *
program_in(const char *dir, const char *name, const char *cwd, struct arena *mem)
{
	char *path = path_join(path_join(cwd, dir, mem), name, mem);

	return is_program(path) ? path : NULL;
}

char *
fs_find_program(const char *name, const char *dirs, const char *cwd, struct arena *mem)
{
	const char *base = cwd && *cwd == '/' ? cwd : working_folder(mem);
	char *found = NULL;

	if (!base || *name == '\0')
		return NULL;
	if (cwd && *cwd != '/')
		base = path_join(base, cwd, mem);
	if (strchr(name, '/'))
		return program_in("", name, base, mem);
	for (const char *p = dirs ? dirs : "/bin:/usr/bin"; p && !found;) {
		size_t n = strcspn(p, ":");

		found = program_in(arena_strndup(mem, p, n), name, base, mem);
		p = p[n] ? p + n + 1 : NULL;
	}
	return found;
}

char *
fs_temp_dir(const char *parent, struct arena *mem, struct error *err)
{
	char *path = path_join(parent, "tta-XXXXXX", mem);

	if (fs_mkdirs(parent, 0700, err) < 0)
		return NULL;
	if (!mkdtemp(path)) {
		error_errno(err, "cannot make a folder in '%s'", parent);
		return NULL;
	}
	return path;
}

int
fs_read_fd(char **out, size_t *len, int fd, size_t max, struct arena *mem, struct error *err)
{
	struct reading r = {0};

	if (read_all(&r, fd, "standard input", max, mem, err) < 0)
		return -1;
	*out = r.data;
	*len = r.len;
	return 0;
}

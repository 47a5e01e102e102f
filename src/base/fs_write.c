/* SPDX-License-Identifier: MIT */
/*
 * fs_write -- see fs.h: files written whole or not at all.
 *
 * Keeps true: the name holds the old bytes or the new ones, on disk, with their mode; whatever
 * fails, the temporary is gone.
 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

#define COPY_BLOCK ((size_t)64 << 10)
#define TEMP_TRIES 100

struct temp { /* a file that is to become path */
	const char *path;
	char *name;
	size_t size; /* of name */
	int fd;
};

static void
temp_name(struct temp *t, int try)
{
	size_t dir = (size_t)(path_base(t->path) - t->path);
	struct timespec now = {0};

	clock_gettime(CLOCK_REALTIME, &now);
	snprintf(t->name, t->size, "%.*s.tta-%lx-%lx-%x", (int)dir, t->path, (long)getpid(),
		now.tv_nsec, (unsigned)try);
}

/* Beside path, since rename needs the same file system. */
static int
temp_open(struct temp *t, const char *path, struct error *err)
{
	*t = (struct temp){.path = path, .size = strlen(path) + 64, .fd = -1};
	t->name = malloc(t->size);
	if (!t->name)
		arena_die_nomem();
	for (int try = 0; try < TEMP_TRIES && t->fd < 0; try++) {
		temp_name(t, try);
		t->fd = open(t->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (t->fd < 0 && errno != EEXIST && errno != EINTR)
			break;
	}
	if (t->fd >= 0)
		return 0;
	error_errno(err, "cannot write '%s'", path);
	free(t->name);
	return -1;
}

int
fs_write_fd(int fd, const void *data, size_t len)
{
	const char *from = data;

	while (len) {
		ssize_t n = write(fd, from, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		from += n;
		len -= (size_t)n;
	}
	return 0;
}

static int
temp_add(const struct temp *t, const char *data, size_t len, struct error *err)
{
	if (fs_write_fd(t->fd, data, len) < 0)
		return error_errno(err, "cannot write '%s'", t->path);
	return 0;
}

/* Ends t either way: path is the new file if rc is 0 and all of this works. */
static int
temp_close(struct temp *t, mode_t mode, int rc, struct error *err)
{
	if (rc == 0 && (fchmod(t->fd, mode) < 0 || fsync(t->fd) < 0))
		rc = error_errno(err, "cannot write '%s'", t->path);
	if (close(t->fd) < 0 && rc == 0)
		rc = error_errno(err, "cannot write '%s'", t->path);
	if (rc == 0 && rename(t->name, t->path) < 0)
		rc = error_errno(err, "cannot write '%s'", t->path);
	if (rc < 0)
		unlink(t->name);
	free(t->name);
	return rc;
}

int
fs_write(const char *path, const void *data, size_t len, mode_t mode, struct error *err)
{
	struct temp t;

	if (temp_open(&t, path, err) < 0)
		return -1;
	return temp_close(&t, mode, temp_add(&t, data, len, err), err);
}

/* Never waits for somebody to read a pipe, and then waits for the one who does. */
static int
write_into(const char *path, const void *data, size_t len, mode_t mode, struct error *err)
{
	struct temp t = {.path = path};
	int rc;

	t.fd = open(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode);
	if (t.fd < 0)
		return error_errno(err, "cannot write '%s'", path);
	rc = fcntl(t.fd, F_SETFL, 0) < 0 ? error_errno(err, "cannot write '%s'", path)
					 : temp_add(&t, data, len, err);
	if (close(t.fd) < 0 && rc == 0)
		rc = error_errno(err, "cannot write '%s'", path);
	return rc;
}

int
fs_write_given(const char *path, const void *data, size_t len, mode_t mode, struct arena *mem,
	struct error *err)
{
	struct stat st;
	const char *real;

	if (lstat(path, &st) < 0)
		return fs_write(path, data, len, mode, err);
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode)) /* a link to nothing yet, a pipe */
		return write_into(path, data, len, mode, err);
	real = fs_real(path, mem);
	return fs_write(real ? real : path, data, len, mode, err);
}

static int
copy_all(const struct temp *to, int from, const char *name, struct error *err)
{
	char *block = malloc(COPY_BLOCK);
	int rc = 0;
	ssize_t n;

	if (!block)
		arena_die_nomem();
	while (rc == 0 && (n = read(from, block, COPY_BLOCK)) != 0) {
		if (n > 0)
			rc = temp_add(to, block, (size_t)n, err);
		else if (errno != EINTR)
			rc = error_errno(err, "cannot read '%s'", name);
	}
	free(block);
	return rc;
}

int
fs_copy(const char *to, const char *from, mode_t mode, struct error *err)
{
	struct stat st;
	struct temp t;
	int fd = fs_open_regular(from, &st, err), rc = -1;

	if (fd < 0)
		return -1;
	if (temp_open(&t, to, err) == 0)
		rc = temp_close(&t, mode, copy_all(&t, fd, from, err), err);
	close(fd);
	return rc;
}

/* SPDX-License-Identifier: MIT */
/*
 * swap -- see swap.h.  The new file is written and synced under another name; then the two names
 * are exchanged.  Where the system cannot do that (other systems, some file systems) a plain rename
 * follows the look at the old file at once.
 */
#define _GNU_SOURCE /* renameat2 */

#include "base/swap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"

static bool
holds(const char *name, const char *bytes, size_t n)
{
	struct arena *scratch;
	struct error ignored;
	struct stat st;
	char *data;
	size_t len;
	bool is_same;

	if (lstat(name, &st) < 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != n)
		return false;
	scratch = arena_new();
	is_same = fs_read(&data, &len, name, n, scratch, &ignored) == 0 && len == n &&
		  memcmp(data, bytes, len) == 0;
	arena_free(scratch);
	return is_same;
}

/* Does name hold what was read? */
static bool
holds_old(const struct swap *s, const char *name)
{
	return holds(name, s->old, s->old_len);
}

/* 1: exchanged, 0: cannot be done here, -1: errno. */
static int
exchange(const char *a, const char *b)
{
#ifdef RENAME_EXCHANGE
	if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
		return 1;
	return errno == EINVAL || errno == ENOSYS ? 0 : -1;
#else
	(void)a;
	(void)b;
	return 0;
#endif
}

/* A new name is on disk when its folder is; where that cannot be asked for, it is soon. */
static void
sync_folder(const char *path, struct arena *mem)
{
	const char *dir = path_dir(path, mem);
	int fd = open(*dir ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* With the owner of the old one where we may give it away, and on disk. */
static int
fill_new(int fd, const struct swap *s, struct error *err)
{
	struct stat st;

	if (fs_write_fd(fd, s->data, s->len) < 0)
		return error_errno(err, "cannot write '%s'", s->temp);
	if (geteuid() == 0 && lstat(s->path, &st) == 0 && fchown(fd, st.st_uid, st.st_gid) < 0)
		return error_errno(err, "cannot keep the owner of '%s'", s->path);
	if (fchmod(fd, s->mode) < 0 || fsync(fd) < 0)
		return error_errno(err, "cannot write '%s'", s->temp);
	return 0;
}

static int
write_new(const struct swap *s, struct error *err)
{
	int fd, rc;

	if (unlink(s->temp) < 0 && errno != ENOENT)
		return error_errno(err, "cannot remove '%s'", s->temp);
	fd = open(s->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return error_errno(err, "cannot write '%s'", s->temp);
	rc = fill_new(fd, s, err);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, "cannot write '%s'", s->temp);
	if (rc < 0)
		unlink(s->temp);
	return rc;
}

/* 1: in place; 0: not what was read; -1: errno, nothing changed. */
static int
put(const struct swap *s)
{
	int rc;

	if (!holds_old(s, s->path))
		return 0;
	rc = exchange(s->temp, s->path);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return rename(s->temp, s->path) < 0 ? -1 : 1;
	if (holds_old(s, s->temp))
		return 1;
	return exchange(s->temp, s->path) < 0 ? -1 : 0;
}

static int
replace_by(bool *done, const struct swap *s, struct arena *mem, struct error *err)
{
	int rc, saved;

	if (write_new(s, err) < 0)
		return -1;
	rc = put(s);
	saved = errno;
	if (!holds_old(s, s->temp) && !holds(s->temp, s->data, s->len) && fs_exists(s->temp))
		return error_set(err, ERR_SYSTEM,
			"somebody writes '%s' while we do; one of its states is '%s' now", s->path,
			s->temp);
	unlink(s->temp); /* what is left under this name: the old file, or the one nobody wants */
	errno = saved;
	if (rc < 0)
		return error_errno(err, "cannot replace '%s'", s->path);
	*done = rc == 1;
	if (*done)
		sync_folder(s->path, mem);
	return 0;
}

static int
take_away(bool *done, const struct swap *s, struct arena *mem, struct error *err)
{
	if (!holds_old(s, s->path))
		return 0;
	if (rename(s->path, s->temp) < 0)
		return error_errno(err, "cannot remove '%s'", s->path);
	*done = holds_old(s, s->temp);
	if (!*done && link(s->temp, s->path) < 0)
		return error_errno(err, "cannot put '%s' back; it is '%s' now", s->path, s->temp);
	unlink(s->temp);
	sync_folder(s->path, mem);
	return 0;
}

/* 1: it has the name now; 0: something else has; -1: errno. */
static int
put_new(const struct swap *s)
{
#ifdef RENAME_NOREPLACE
	if (renameat2(AT_FDCWD, s->temp, AT_FDCWD, s->path, RENAME_NOREPLACE) == 0)
		return 1;
	if (errno != EINVAL && errno != ENOSYS)
		return errno == EEXIST ? 0 : -1;
#endif
	if (link(s->temp, s->path) == 0)
		return 1;
	return errno == EEXIST ? 0 : -1;
}

static int
make(bool *done, const struct swap *s, struct arena *mem, struct error *err)
{
	int rc, saved;

	if (write_new(s, err) < 0)
		return -1;
	rc = put_new(s);
	saved = errno;
	unlink(s->temp);
	errno = saved;
	if (rc < 0)
		return error_errno(err, "cannot make '%s'", s->path);
	*done = rc == 1;
	if (*done)
		sync_folder(s->path, mem);
	return 0;
}

int
swap_file(bool *done, const struct swap *s, struct arena *mem, struct error *err)
{
	*done = false;
	if (!s->old)
		return make(done, s, mem, err);
	return s->data ? replace_by(done, s, mem, err) : take_away(done, s, mem, err);
}

int
swap_names(const char *from, const char *to)
{
	int rc = exchange(from, to);

	return rc ? (rc == 1 ? 0 : -1) : rename(from, to);
}

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

/* Does name hold what was read? */
static bool
holds_old(const struct swap *s, const char *name)
{
	struct arena *scratch;
	struct error ignored;
	struct stat st;
	char *data;
	size_t len;
	bool is_same;

	if (lstat(name, &st) < 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != s->old_len)
		return false;
	scratch = arena_new();
	is_same = fs_read(&data, &len, name, s->old_len, scratch, &ignored) == 0 &&
		  len == s->old_len && memcmp(data, s->old, len) == 0;
	arena_free(scratch);
	return is_same;
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

/* The new file under the name temp, with the owner of the old one where we may give it away. */
static int
write_new(const struct swap *s, const char *temp, struct error *err)
{
	struct stat st;

	if (fs_write(temp, s->data, s->len, s->mode, err) < 0)
		return -1;
	if (geteuid() == 0 && lstat(s->path, &st) == 0 && lchown(temp, st.st_uid, st.st_gid) < 0) {
		error_errno(err, "cannot keep the owner of '%s'", s->path);
		unlink(temp);
		return -1;
	}
	return 0;
}

/* 1: in place; 0: not what was read; -1: errno, nothing changed. */
static int
put(const struct swap *s, const char *temp)
{
	int rc;

	if (!holds_old(s, s->path))
		return 0;
	rc = exchange(temp, s->path);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return rename(temp, s->path) < 0 ? -1 : 1;
	if (holds_old(s, temp))
		return 1;
	return exchange(temp, s->path) < 0 ? -1 : 0;
}

static int
replace_by(bool *done, const struct swap *s, const char *temp, struct arena *mem, struct error *err)
{
	int rc, saved;

	if (write_new(s, temp, err) < 0)
		return -1;
	rc = put(s, temp);
	saved = errno;
	unlink(temp); /* what is left under this name: the old file, or the one nobody wants */
	errno = saved;
	if (rc < 0)
		return error_errno(err, "cannot replace '%s'", s->path);
	*done = rc == 1;
	if (*done)
		sync_folder(s->path, mem);
	return 0;
}

static int
take_away(bool *done, const struct swap *s, const char *temp, struct arena *mem, struct error *err)
{
	if (!holds_old(s, s->path))
		return 0;
	if (rename(s->path, temp) < 0)
		return error_errno(err, "cannot remove '%s'", s->path);
	*done = holds_old(s, temp);
	if (!*done && link(temp, s->path) < 0)
		return error_errno(err, "cannot put '%s' back; it is '%s' now", s->path, temp);
	unlink(temp);
	sync_folder(s->path, mem);
	return 0;
}

/* Are both on one file system, so that a rename leads from one to the other? */
static bool
is_near(const char *folder, const char *path)
{
	struct stat a, b;

	return stat(folder, &a) == 0 && lstat(path, &b) == 0 && a.st_dev == b.st_dev;
}

int
swap_file(bool *done, const struct swap *s, struct arena *mem, struct error *err)
{
	const char *name = arena_printf(mem, ".tta-swap-%ld", (long)getpid());
	const char *folder = is_near(s->aside, s->path) ? s->aside : path_dir(s->path, mem);
	const char *temp = path_join(folder, name, mem);

	*done = false;
	if (!s->data)
		return take_away(done, s, temp, mem, err);
	return replace_by(done, s, temp, mem, err);
}

/* SPDX-License-Identifier: MIT */
/* jot -- see jot.h. */
#include "git/repo/jot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"

#define JOT_MAX ((size_t)16 << 20)
#define PIECE ((size_t)32 << 10)

/* What else is in its place goes: a file of root's, a symlink, a folder. */
static int
open_anew(const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = open(path, flags, 0644), saved = errno;
	struct error ignored;

	if (fd >= 0 || (errno != EACCES && errno != EPERM && errno != ELOOP && errno != EISDIR &&
			       errno != ENXIO))
		return fd;
	if (fs_remove_tree(path, &ignored) == 0)
		return open(path, flags, 0644);
	errno = saved;
	return -1;
}

/*
 * Over what is there, and cut behind it only where that was longer: a file that is emptied first is
 * flushed by ext4 when it is closed (auto_da_alloc), which takes a millisecond.
 */
static int
write_over(int fd, const void *data, size_t len)
{
	struct stat st;

	if (fs_write_fd(fd, data, len) < 0 || fstat(fd, &st) < 0)
		return -1;
	return (size_t)st.st_size > len ? ftruncate(fd, (off_t)len) : 0;
}

int
jot_bytes(const char *path, const void *data, size_t len, struct error *err)
{
	int fd = open_anew(path);
	int rc = 0;

	if (fd < 0)
		return error_errno(err, "cannot write '%s'", path);
	if (write_over(fd, data, len) < 0)
		rc = error_errno(err, "cannot write '%s'", path);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, "cannot write '%s'", path);
	return rc;
}

/* Piece by piece: it mostly begins otherwise where it is otherwise. */
static bool
holds(const char *path, const unsigned char *data, size_t len)
{
	struct error ignored;
	unsigned char piece[PIECE];
	struct stat st;
	int fd = fs_open_regular(path, &st, &ignored);
	ssize_t n = fd < 0 ? -1 : 0;

	while (fd >= 0 && (n = read(fd, piece, sizeof(piece))) > 0 && (size_t)n <= len &&
		memcmp(piece, data, (size_t)n) == 0) {
		data += n;
		len -= (size_t)n;
	}
	if (fd >= 0)
		close(fd);
	return n == 0 && len == 0;
}

int
jot_safely(const char *path, const void *data, size_t len, struct arena *mem, struct error *err)
{
	struct stat st;

	if (lstat(path, &st) < 0) {
		if (fs_mkdirs(path_dir(path, mem), 0755, err) < 0)
			return -1;
	} else if (!S_ISREG(st.st_mode) || st.st_nlink != 1) {
		if (fs_remove_tree(path, err) < 0)
			return -1;
	} else if ((size_t)st.st_size == len && holds(path, data, len)) {
		return 0;
	}
	return jot_bytes(path, data, len, err);
}

int
jot_text(const char *path, const char *text, struct error *err)
{
	return jot_bytes(path, text, strlen(text), err);
}

const char *
jot_read(const char *path, struct arena *mem)
{
	struct error ignored;
	char *text;
	size_t len;

	if (fs_read(&text, &len, path, JOT_MAX, mem, &ignored) < 0)
		return "";
	return text;
}

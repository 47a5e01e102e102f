/* SPDX-License-Identifier: MIT */
/*
 * fs_enter -- see fs.h: folders that are gone into to remove or to write what is in them.
 *
 * A gate of root's can leave a mount in what is ours; a bind mount of the same file system has the
 * same device, so that only the kernel tells (openat2, Linux 5.6).  Where that is not known, or not
 * allowed, no mount is looked for.
 */
#define _GNU_SOURCE /* syscall */

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"

#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)

int
fs_enter_at(int fd, const char *path)
{
	const struct open_how how = {.flags = OPEN_FOLDER, .resolve = RESOLVE_NO_XDEV};
	int below = (int)syscall(SYS_openat2, fd, path, &how, sizeof(how));

	if (below >= 0 || (errno != ENOSYS && errno != EPERM && errno != EINVAL))
		return below;
	return openat(fd, path, OPEN_FOLDER);
}

int
fs_enter(const char *path)
{
	const char *slash = strrchr(path, '/');
	int above, below, saved;
	char *parent;

	if (!slash || !slash[1])
		return fs_enter_at(AT_FDCWD, path);
	parent = strndup(path, (size_t)(slash - path) + 1);
	if (!parent)
		arena_die_nomem();
	above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(parent);
	if (above < 0)
		return -1;
	below = fs_enter_at(above, slash + 1);
	saved = errno;
	close(above);
	errno = saved;
	return below;
}

int
fs_enter_error(struct error *err, const char *path)
{
	if (errno == EXDEV)
		return error_set(err, ERR_SYSTEM,
			"'%s' is mounted, by a gate probably; umount it, nothing in it was touched",
			path);
	return error_errno(err, "cannot enter '%s'", path);
}

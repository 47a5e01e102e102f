/* SPDX-License-Identifier: MIT */
/* memfile -- see memfile.h. */
#define _GNU_SOURCE /* memfd_create */

#include "base/memfile.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"

int
memfile_open(struct memfile *out, const void *data, size_t len, struct error *err)
{
	out->fd = memfd_create("tta", MFD_CLOEXEC);
	if (out->fd < 0)
		return error_errno(err, "cannot make a file in memory");
	if (fs_write_fd(out->fd, data, len) < 0) {
		error_errno(err, "cannot write a file in memory");
		close(out->fd);
		return -1;
	}
	snprintf(out->path, sizeof(out->path), "/proc/%ld/fd/%d", (long)getpid(), out->fd);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* fs_kind -- see fs.h: what can be relied on, by the file system that something lies on. */
#include "base/fs.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include "base/arena.h"

#define MAGIC_ZFS 0x2fc12fc1
#define MAGIC_BCACHEFS 0xca451a4e

/* None of a network or of FUSE: what they tell may be old, or made up. */
static const unsigned long dating[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
	F2FS_SUPER_MAGIC, TMPFS_MAGIC, OVERLAYFS_SUPER_MAGIC, MAGIC_ZFS, MAGIC_BCACHEFS};

bool
fs_dates_folders(int fd)
{
	struct statfs fs;

	if (fstatfs(fd, &fs) < 0)
		return false;
	for (size_t i = 0; i < countof(dating); i++) {
		if (((unsigned long)fs.f_type & 0xffffffff) == dating[i])
			return true;
	}
	return false;
}

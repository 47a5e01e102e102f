/* SPDX-License-Identifier: MIT */
/*
 * memfile -- bytes as a file that never is on a disk, for programs that want a path.
 *
 * Linux: memfd_create(2), named through /proc; children of ours can open the path while we live
 * and have not closed the descriptor.
 */
#ifndef TTA_BASE_MEMFILE_H
#define TTA_BASE_MEMFILE_H

#include <stddef.h>

#include "base/error.h"

struct memfile {
	int fd; /* close it */
	char path[64];
};

int memfile_open(struct memfile *out, const void *data, size_t len, struct error *err) TTA_MUST_USE;

#endif

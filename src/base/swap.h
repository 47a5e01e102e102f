/* SPDX-License-Identifier: MIT */
/*
 * swap -- puts new bytes in the place of a file, or takes it away, if it still holds the bytes that
 * were read; what somebody else wrote meanwhile is never lost.
 *
 * Looks before and after: where the system can exchange two names the old file is looked at again
 * once nobody can open it by its name, and comes back if it changed.
 * Killed:  at any moment the name holds the old file or the new one, whole; the other name may hold
 *          the new file or a part of it, then the old one, which may be what somebody just wrote.
 * Errors:  -1 and *err: nothing was changed.
 */
#ifndef TTA_BASE_SWAP_H
#define TTA_BASE_SWAP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

struct arena;

struct swap {
	const char *path; /* a regular file */
	const char
		*temp; /* another name on the same file system, ours: nothing is there afterwards */
	const char *old; /* what it must hold */
	size_t old_len;
	const char *data; /* what it shall hold; NULL: it goes */
	size_t len;
	mode_t mode; /* permissions of the new one */
};

/* *done is false where the file is not what was read: then nothing was changed. */
int swap_file(bool *done, const struct swap *s, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Exchanges two names, or where that cannot be done gives the first file the second name.  errno.
 */
int swap_names(const char *from, const char *to) TTA_MUST_USE;

#endif

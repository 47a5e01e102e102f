/* SPDX-License-Identifier: MIT */
/*
 * still -- the folders of a work tree in which all is as it was recorded, found by looking alone.
 *
 * A folder is still if it is a real one that we can write to, with the stamp under which it held
 * just the right names, and each file in it is the very one that its entry tells of; so is all
 * below it.  Looked at by several processes (crew.h), where that is worth it: most of an update's
 * time. A false `no` costs time only: whoever asks looks again, and mends what is to be mended.
 * Asks:    that the file system dates its folders (fs.h); of a folder, after those above it were
 *          found to be real ones.
 */
#ifndef TTA_GIT_STILL_H
#define TTA_GIT_STILL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct shelf;

struct still {
	unsigned char *v; /* one byte for each folder of the shelf; NULL: none is */
	size_t n;
};

/* Is each file the very one that its entry tells of, whatever else lies beside them? */
bool still_files(const struct shelf *s, int root_fd, struct arena *mem);

void still_find(struct still *out, const struct shelf *s, int root_fd, struct arena *mem);
bool still_is(const struct still *s, size_t folder);
void still_release(struct still *s);

#endif

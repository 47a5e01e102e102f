/* SPDX-License-Identifier: MIT */
/*
 * record -- what is remembered of a snapshot's files from one run to the next, in one file, so that
 * all of it is true together.
 *
 * It holds the index file of the work tree, when each folder last held just the right names, how
 * the files were written, what the view was, and how the copy of the index looked that gates were
 * given.
 * Written: beside it, then renamed, never synced.  Whatever is not whole, or was written under
 * other surroundings, is as if it were not there.
 */
#ifndef TTA_GIT_RECORD_H
#define TTA_GIT_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/fs.h"
#include "base/hash.h"
#include "git/snapshot/shelf.h"

struct arena;

struct record_note {
	unsigned char surroundings[HASH_MAX]; /* digest of what files are written under */
	unsigned char view[HASH_MAX];         /* digest of view_text() */
	struct fs_stamp copy;                 /* of the index that gates were given */
};

struct record {
	struct record_note note;
	struct shelf_bytes image; /* the index file; data NULL: nothing is remembered */
	struct shelf shelf;       /* what is in it */
	void *map;
	size_t len;
};

/* Nothing is remembered that does not have these surroundings. */
void record_open(
	struct record *out, const char *path, const unsigned char *surroundings, struct arena *mem);
void record_close(struct record *r);
/* image: that of the shelf.  The record that is open may be the one at path. */
int record_write(const char *path, const struct record_note *note, struct shelf_bytes image,
	const struct shelf *shelf, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Takes a file's bytes, which outlive what is made of them; false: it is no record. */
bool record_read(struct record *out, const unsigned char *data, size_t len,
	const unsigned char *surroundings, struct arena *mem) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * index -- the index file, looked at and never written.
 *
 * Sequence:  index_open(), index_root(), index_check(); index_close() is legal on a zeroed one.
 * Speed:     index_root() needs no copy, no fork and no checksum of the whole: 2 ms at 100,000
 *            entries.  Whatever is not exactly as git writes it, it does not answer.
 */
#ifndef TTA_GIT_INDEX_H
#define TTA_GIT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/fs.h"
#include "model/oid.h"

struct index_map {
	const unsigned char *data; /* NULL: there is no index */
	size_t len;
	struct fs_stamp stamp; /* of the very file that is mapped */
};

int index_open(struct index_map *out, const char *path, struct error *err) TTA_MUST_USE;
void index_close(struct index_map *index);

/* The tree of the root entry of the TREE extension, where it is valid.  Malformed counts as none.
 */
bool index_root(struct oid *out, const unsigned char *data, size_t len);

#define INDEX_STAT_LEN 40

struct index_entry {
	const char *path;          /* a folder's, in a sparse index, ends in '/' */
	const unsigned char *id;   /* 20 bytes */
	const unsigned char *stat; /* INDEX_STAT_LEN bytes as they lie in the file; in them the mode
				      is the entry's */
	uint32_t len;              /* of path */
	uint32_t mode;             /* 0160000 is a submodule */
	bool is_hidden;            /* skip-worktree: not to be on disk */
};

struct index_span { /* a part of the file */
	const unsigned char *at, *end;
};

/* Calls see for each entry in order, of versions 2 and 3; what comes behind them is *extensions,
 * unless that is NULL.  false: another version, or malformed. */
bool index_walk(const unsigned char *data, size_t len,
	void (*see)(void *ctx, const struct index_entry *entry), void *ctx,
	struct index_span *extensions);
/* The extension of four letters; its `at` is NULL where there is none.  false: malformed. */
bool index_extension(struct index_span *out, struct index_span extensions, const char *name);

/* Is the file whole: long enough, its checksum right, or (index.skipHash) all zero
 * and every part ending where the next begins? */
int index_check(const unsigned char *data, size_t len, struct error *err) TTA_MUST_USE;

#endif

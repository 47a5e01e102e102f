/* SPDX-License-Identifier: MIT */
/*
 * shelf -- what a work tree is to hold, as entries and folders: an index file, in memory.
 *
 * Entries are sorted as git sorts them; folders are those of the TREE extension, each with all that
 * is below it behind it.  A folder of which nothing is shown is one entry: its path with '/' behind
 * it, hidden, of mode SHELF_FOLDER (a sparse index).
 * Ownership: shelf_read() borrows all bytes from the file's; shelf_image() makes such bytes.
 */
#ifndef TTA_GIT_SHELF_H
#define TTA_GIT_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "git/judged/index.h"

struct arena;
struct stat;

#define SHELF_FOLDER 0040000u
#define SHELF_SUBMODULE 0160000u
#define SHELF_NONE ((size_t)-1)

/* Of an entry, stat NULL: it is to be written.  What never is has shelf_no_stat. */
extern const unsigned char shelf_no_stat[INDEX_STAT_LEN];

struct shelf_stamp { /* of a folder that held just the names it is to hold; ino 0: not known */
	uint64_t ino;
	int64_t ctime_ns;
};

struct shelf_folder {
	const char *name;         /* one component; "" is the root */
	const unsigned char *id;  /* of its tree, 20 bytes */
	size_t entries;           /* below it */
	size_t folders;           /* in it; 0 for one that is a single entry */
	size_t next;              /* the first folder that is not below it */
	struct shelf_stamp stamp; /* no part of the index file */
};

struct shelf {
	struct index_entry *v;
	size_t n, cap;
	struct shelf_folder *folders;
	size_t nfolders, cfolders;
};

/* false: malformed, or without a TREE that covers all of it. */
bool shelf_read(struct shelf *out, const unsigned char *data, size_t len, struct arena *mem);

struct shelf_bytes {
	const unsigned char *data;
	size_t len;
};
int shelf_image(struct shelf_bytes *out, const struct shelf *s, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* The first entry from `from` on that does not come before path. */
size_t shelf_find(const struct shelf *s, size_t from, const char *path);
bool shelf_is_due(const struct index_entry *e);
/* Is the entry below that folder, or all of it?  The folder is in one whose path, with '/' behind
 * it, is prefix bytes long; its name is n bytes. */
bool shelf_is_in(const struct index_entry *e, size_t prefix, const char *folder, size_t n);
/* How a file is, as entries keep it; same: what tells a file from what became of it. */
void shelf_stat(unsigned char out[INDEX_STAT_LEN], const struct stat *st);
bool shelf_same_stat(const unsigned char *a, const unsigned char *b);
/* As a folder is now; whether that was worth remembering is the caller's to know. */
struct shelf_stamp shelf_stamp_of(const struct stat *st);
/* Nothing was added to a folder or taken from it since: false where the first is not known. */
bool shelf_same_stamp(const struct shelf_stamp *then, const struct shelf_stamp *now);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * known -- what was found out, kept for the next run.
 *
 * A file of bytes with the key that they hold for; the reader says whether they are still true,
 * mostly by stamps of the files that they came from.
 * Concurrent: whole or not there, at any moment; of two writers one wins.
 * Lost:       after a boot, since nothing here is ever synced; where the system does not tell one
 *             boot from another, nothing is kept.
 * Errors:     none: what cannot be kept or read is found out again.
 */
#ifndef TTA_GIT_KNOWN_H
#define TTA_GIT_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fs.h"

struct arena;

struct known { /* what is left to be read of one; nothing kept: at is NULL */
	const char *at, *end;
};

/* path NULL: nothing is ever kept, and key is not looked at. */
struct known known_find(const char *path, const char *key, struct arena *mem);
void known_keep(const char *path, const char *key, const void *data, size_t len, struct arena *mem);

/* The same of a file's bytes, of the boot named. */
struct known known_read(const char *text, size_t len, const char *boot_id, const char *key);

/* The next text, up to a NUL; NULL where there is none. */
const char *known_take_text(struct known *k);
/* The next n bytes. */
bool known_take(struct known *k, void *to, size_t n);

/* The clock that stamps are compared with. */
int64_t known_now_ns(void);
/* Would a change made at then_ns or later be seen in the stamp?  Files changed shortly before may
 * have the same one after another change. */
bool known_is_settled(const struct fs_stamp *stamp, int64_t then_ns);

#endif

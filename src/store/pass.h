/* SPDX-License-Identifier: MIT */
/*
 * pass -- passes that may be served again, by the key of all that they depend on.
 *
 * Only passes are kept: a no, a warning, a broken or deferred job is judged again.
 * Keys:   PASS_KEY_BYTES of a hash; what goes into it is the caller's.
 */
#ifndef TTA_STORE_PASS_H
#define TTA_STORE_PASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct journal;

#define PASS_KEY_BYTES 32

struct pass {
	unsigned char key[PASS_KEY_BYTES];
	bool is_there;    /* filled by pass_find(), like what follows */
	int64_t ended_ms; /* since the epoch */
	int64_t took_ms;
	int64_t used_ms;      /* last time, to the day */
	const char *measures; /* what it was judged by, for pass_add(); NULL: nothing */
};

/* All of them in one reading. */
int pass_find(struct pass *v, size_t n, struct journal *j, struct error *err) TTA_MUST_USE;
/* Each by itself on disk, so that what ends afterwards cannot undo it; an earlier one of the same
 * key is replaced.  job: its id, for people. */
int pass_add(
	struct journal *j, const struct pass *p, const char *job, struct error *err) TTA_MUST_USE;
/* What the pass of that key was judged by; NULL: nothing. */
int pass_measures(const char **out, struct journal *j, const struct pass *p, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* It turned out to be luck: the same was judged again, and did not pass. */
int pass_drop(struct journal *j, const struct pass *p, struct error *err) TTA_MUST_USE;
/* What pass_find() found was of use at that time; what was not for long is pruned.  Writes about
 * once a day. */
int pass_touch(struct journal *j, const struct pass *v, size_t n, int64_t now_ms,
	struct error *err) TTA_MUST_USE;
/* Of this job (an id), or of all where it is NULL. */
int pass_forget(size_t *n, struct journal *j, const char *job, struct error *err) TTA_MUST_USE;

struct pass_count { /* for people */
	size_t passes;
	int64_t oldest_ms, bytes; /* of the whole file */
};
int pass_count(struct pass_count *out, struct journal *j, struct error *err) TTA_MUST_USE;

#endif

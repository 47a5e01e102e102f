/* SPDX-License-Identifier: MIT */
/*
 * bypass -- what was not judged although it was owed, and the reason that was given.
 */
#ifndef TTA_STORE_BYPASS_H
#define TTA_STORE_BYPASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/oid.h"

struct arena;
struct journal;

#define BYPASS_SKIP "skip"         /* SKIP, TTA_SKIP, --skip; subject: the job */
#define BYPASS_OFF "off"           /* TTA_CHECK=0 */
#define BYPASS_UNJUDGED "unjudged" /* a commit that no hook judged */

struct bypass {
	int64_t at_ms;
	const char *kind, *event, *subject, *branch, *reason, *who; /* some may be NULL */
	struct oid commit;                                          /* size 0: none */
};
struct bypasses {
	struct bypass *v;
	size_t n, cap;
};

/* One that names a commit is kept once a kind. */
int bypass_add(struct journal *j, const struct bypass *v, size_t n, struct error *err) TTA_MUST_USE;
/* Is there one of that kind about this commit? */
int bypass_has(bool *out, struct journal *j, const char *kind, const struct oid *commit,
	struct error *err) TTA_MUST_USE;
/* The latest, latest first. */
int bypass_list(struct bypasses *out, struct journal *j, size_t most, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

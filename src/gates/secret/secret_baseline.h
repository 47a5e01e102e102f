/* SPDX-License-Identifier: MIT */
/*
 * secret_baseline -- known secrets that do not count: detect-secrets' .secrets.baseline, any
 * version, full or slim.
 *
 * Matching:  by path, SHA-1 of the secret and type; lines take no part, so a file whose secrets
 *            moved needs no new baseline.  An entry of one of detect-secrets' detectors that know
 *            only names or randomness stands for a secret of any rule.  Where detect-secrets keeps
 *            a stand-in (the "ghp" of a GitHub token) an entry excuses one secret, not all.
 * Writing:   only secret_baseline_update() changes what is there.  What we do not know (plugins,
 *            filters, keys) stays as it is and where it is; labels stay with their secrets; a text
 *            in which nothing changed is the same to the byte.
 * Ownership: secret_baseline_release() frees what was read.
 * Errors:    what is no baseline is ERR_CONFIG: it excuses nothing and nothing passes.
 */
#ifndef TTA_GATES_SECRET_BASELINE_H
#define TTA_GATES_SECRET_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "gates/secret/secret_look.h"

struct arena;
struct buf;

#define SECRET_BASELINE_MAX ((size_t)64 << 20)

enum secret_label { SECRET_UNLABELLED, SECRET_FALSE, SECRET_TRUE }; /* is_secret */

struct secret_known {
	const char *path, *type, *sha1;
	int line;
	enum secret_label label;
	bool is_used;
	void *json;
};

struct secret_baseline {
	struct secret_known *v; /* sorted by path */
	size_t n;
	void *json; /* the whole document */
};

int secret_baseline_read(struct secret_baseline *out, const char *name, const char *text,
	size_t len, struct arena *mem, struct error *err) TTA_MUST_USE;
/* One that knows nothing yet; is_full: it will have lines and the time, as Yelp's own. */
int secret_baseline_new(struct secret_baseline *out, bool is_full, struct arena *mem,
	struct error *err) TTA_MUST_USE;
void secret_baseline_release(struct secret_baseline *b);

/* The entry that knows this secret, or NULL. */
struct secret_known *secret_baseline_find(
	struct secret_baseline *b, const char *path, const struct secret_found *f);

/* Takes a file's secrets in place of what was known of it. */
struct secret_baseline_file {
	const char *path;
	const struct secret_found *v;
	size_t n;
};
struct secret_baseline_change {
	size_t added, removed;
};
/* Files in order of their paths; of the others nothing is changed unless is_all. */
int secret_baseline_update(struct secret_baseline_change *out, struct secret_baseline *b,
	const struct secret_baseline_file *files, size_t n, bool is_all, int64_t now_s,
	struct arena *mem, struct error *err) TTA_MUST_USE;
int secret_baseline_label(
	struct secret_known *k, enum secret_label label, struct error *err) TTA_MUST_USE;
/* As detect-secrets writes it. */
void secret_baseline_text(struct buf *out, const struct secret_baseline *b);

/* `results` with its lists and paths in their order; the caller's to release. */
void *secret_baseline_sorted(void *results, struct arena *mem);

/* Three versions into one: entries by identity, the newer label wins.  Never a conflict. */
int secret_baseline_merge(struct secret_baseline *ours, const struct secret_baseline *base,
	const struct secret_baseline *theirs, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

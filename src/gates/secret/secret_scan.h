/* SPDX-License-Identifier: MIT */
/*
 * secret_scan -- the bytes of one file against rules: where is what.
 *
 * Sequence:  secret_scanner_new(), secret_scan() for each file, secret_scanner_free().  One
 *            scanner serves many files: each rule is compiled when its keyword is first met.
 * Hits:      in order, each place once for each rule; one of a rule that knows only names and
 *            shapes (SECRET_VALUE) gives way to one of a rule that knows what it is.
 * Errors:    -1: a file that could not be looked at, a match limit for instance; never "nothing".
 * Limits:    SECRET_HITS_MAX hits a file.
 */
#ifndef TTA_GATES_SECRET_SCAN_H
#define TTA_GATES_SECRET_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "gates/secret/secret_rule.h"

struct arena;
struct secret_scanner;

#define SECRET_HITS_MAX 10000

struct secret_hit {
	const struct secret_rule *rule;
	size_t start, end; /* of the secret */
};

struct secret_hits {
	struct secret_hit *v;
	size_t n, cap;
};

struct secret_options {
	const struct secret_rules *own; /* besides the shipped ones; NULL: none */
	bool is_own_only;               /* in place of them */
	const char *const *off;         /* ids of rules that are not asked; ends in NULL */
	enum secret_tier tier;          /* up to this one */
};

struct secret_scanner *secret_scanner_new(const struct secret_options *options, struct arena *mem);
void secret_scanner_free(struct secret_scanner *s);

/* path chooses among the rules; data has a NUL behind it. */
int secret_scan(struct secret_hits *out, struct secret_scanner *s, const char *path,
	const char *data, size_t len, struct arena *mem, struct error *err) TTA_MUST_USE;
enum secret_tier secret_scanner_tier(const struct secret_scanner *s);
/* A rule that asks for nothing but the path. */
const struct secret_rule *secret_scan_path(struct secret_scanner *s, const char *path);

#endif

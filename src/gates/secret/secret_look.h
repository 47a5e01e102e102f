/* SPDX-License-Identifier: MIT */
/*
 * secret_look -- the secrets of one file, as people can be told of them: where, by which rule, and
 * never what.
 *
 * Text:    bytes in any superset of ASCII; UTF-16 with its mark is read as UTF-8.  What holds a NUL
 *          in its first 8 KiB is binary: only its path is looked at, and is_binary says so.
 * Paths:   of generated files (locks, minified code, maps) only rules that are sure count.
 * Told:    line and column of the first byte; what the secret begins with where that is public by
 *          its form; a fingerprint that stays while rule and secret do; the SHA-1 of baselines.
 */
#ifndef TTA_GATES_SECRET_LOOK_H
#define TTA_GATES_SECRET_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "gates/secret/secret_scan.h"

struct arena;

#define SECRET_SHA1_HEX 41
#define SECRET_FINGERPRINT_HEX 17

struct secret_found {
	const struct secret_rule *rule;
	int line, last_line, column;
	const char *shown; /* "ghp_... (40 bytes)" */
	char fingerprint[SECRET_FINGERPRINT_HEX];
	char sha1[SECRET_SHA1_HEX];
	/* The SHA-1 of what detect-secrets keeps in place of it (the prefix of a GitHub token); ""
	 * where it keeps the secret itself. */
	char stand_in[SECRET_SHA1_HEX];
};

struct secret_view {
	struct secret_found *v;
	size_t n, cap;
	bool is_binary, is_generated;
	size_t nallowed; /* by comments */
};

struct secret_file {
	const char *path, *data; /* data has a NUL behind it */
	size_t len;
};

int secret_look(struct secret_view *out, struct secret_scanner *s, const struct secret_file *file,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

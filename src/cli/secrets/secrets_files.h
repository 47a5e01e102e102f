/* SPDX-License-Identifier: MIT */
/*
 * secrets_files -- the files that `tta-check secrets` looks at, and what is in them.
 *
 * Which:  the files of the staged tree; or those named, as they are on disk, folders with all below
 *         (but .git).
 * Errors: a file that could not be looked at does not end it: it is counted and told on err.
 */
#ifndef TTA_CLI_SECRETS_FILES_H
#define TTA_CLI_SECRETS_FILES_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "gates/secret/secret_baseline.h"
#include "gates/secret/secret_look.h"
#include "gates/secret/secret_wish.h"

struct cli;
struct session;

struct secrets_files {
	struct secret_baseline_file *v; /* those that hold any, sorted by path */
	size_t n, cap;
	size_t nlooked, nbinary, nfailed, nallowed, bytes;
};

struct secrets_request {
	struct cli *cli;
	struct session *session; /* open and staged, or NULL: only paths on disk */
	const struct secret_wish *wish;
	const struct strs *paths; /* n 0: the staged tree */
	const char *skip;         /* the baseline itself; NULL: none */
};

int secrets_files_find(
	struct secrets_files *out, const struct secrets_request *q, struct error *err) TTA_MUST_USE;

#endif

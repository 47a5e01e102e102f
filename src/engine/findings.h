/* SPDX-License-Identifier: MIT */
/*
 * findings -- what a command printed, made ours: paths from the root, and the findings in it.
 *
 * With `problem` a line is a finding where that expression matches.  Without it a line is one that
 * reads `PATH:LINE[:COLUMN]: TEXT` or `PATH(LINE[,COLUMN]): TEXT`, where PATH is one of the job's
 * files or exists in the tree.  Paths are taken relative to the working folder first, then to the
 * root.  Where fewer than one line in FINDINGS_SHARE is such a one, the output is no linter's (a
 * build's or a test run's, with a warning somewhere), and findings would hide what it says: then
 * there are none.
 * Limits:  FINDINGS_MAX findings; lines longer than FINDINGS_LINE_MAX hold none.
 * Errors:  -1 and *err where `problem` does not compile or gave up: then nobody knows what the
 *          output says.
 */
#ifndef TTA_ENGINE_FINDINGS_H
#define TTA_ENGINE_FINDINGS_H

#include <stddef.h>

#include "base/error.h"
#include "model/finding.h"

struct arena;
struct blob_source;
struct strs;

#define FINDINGS_SHARE 8
#define FINDINGS_LINE_MAX ((size_t)16 << 10)

struct findings_input {
	const char *text;
	size_t len;
	const char *problem; /* NULL: the default */
	const char *dir;     /* working folder from the root; "" is the root */
	const struct strs *files;
	const struct blob_source *tree; /* NULL: only files count */
};

int findings_read(struct findings *out, const struct findings_input *in, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * builtin -- what a built-in gate is: a function over blobs, run in a forked worker.
 *
 * It reads blobs, never files; it adds findings; it returns -1 only where it could not judge.
 * No findings is a pass.  The table of them lives in src/gates.
 */
#ifndef TTA_MODEL_BUILTIN_H
#define TTA_MODEL_BUILTIN_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/change.h"
#include "model/finding.h"

struct arena;
struct blob_source;

struct builtin_input {
	const struct change *v; /* the files to look at, both sides; never deletions */
	size_t n;
	const struct blob_source *tree;
	const struct strs *args; /* words of `args` */
};

struct builtin {
	const char *id; /* as in pre-commit-hooks where it has a name there */
	const char *summary;
	const char
		*types; /* which files it looks at: a word of filetype.h; NULL: any regular file */
	int (*judge)(struct findings *out, const struct builtin_input *in, struct arena *mem,
		struct error *err);
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * builtin -- what a built-in gate is: a function over blobs, run in a forked worker.
 *
 * It reads blobs, never files; it adds findings; it returns -1 only where it could not judge.
 * No findings is a pass.  Some can mend what they find: bytes in, bytes out.  The table of them
 * lives in src/gates.
 */
#ifndef TTA_MODEL_BUILTIN_H
#define TTA_MODEL_BUILTIN_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/change.h"
#include "model/finding.h"

struct arena;
struct blob;
struct blob_source;

struct builtin_input {
	const struct change *v; /* the files to look at, both sides; never deletions */
	size_t n;
	const struct blob_source *tree;
	const struct strs *args; /* words of `args` */
};

struct builtin_fix_input {
	const struct change *file; /* its path and mode */
	const struct blob *blob;   /* its bytes */
	const struct strs *args;
};

struct builtin {
	const char *id; /* as in pre-commit-hooks where it has a name there */
	const char *summary;
	const char
		*types; /* which files it looks at: a word of filetype.h; NULL: any regular file */
	int (*judge)(struct findings *out, const struct builtin_input *in, struct arena *mem,
		struct error *err);
	/* What would pass, out of the bytes of one file; the same bytes where nothing is wrong, or
	 * nothing can be done.  NULL: it has no fixer. */
	int (*fix)(struct blob *out, const struct builtin_fix_input *in, struct arena *mem,
		struct error *err);
};

#endif

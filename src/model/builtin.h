/* SPDX-License-Identifier: MIT */
/*
 * builtin -- what a built-in gate is: a function over blobs, run in a forked worker.
 *
 * It reads blobs, never files; it adds findings; it returns -1 only where it could not judge.
 * No findings is a pass.  Some can mend what they find: bytes in, bytes out.  The table of them
 * lives in src/gates.
 *
 * Most look at files, whatever component those belong to; some at a component as a whole, its
 * documents and its dependencies, and are a job for each component.  A gate has one kind.
 */
#ifndef TTA_MODEL_BUILTIN_H
#define TTA_MODEL_BUILTIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/change.h"
#include "model/finding.h"

struct arena;
struct blob;
struct blob_source;
struct component;
struct config;
struct event;
struct gate;

struct builtin_input {
	const struct change *v; /* the files to look at, both sides; never deletions */
	size_t n;
	const struct blob_source *tree;
	const struct strs *args; /* words of `args` */
	const struct gate *gate; /* as it acts here; below: NULL where a unit test has none */
	const struct config *config;
	const struct event *event;
	const struct change_set *changes;  /* all that differs from the bases, deletions too */
	const struct component *component; /* of those that judge one; else NULL */
	int target;                        /* the stage that it is owed at */
	int64_t now_ms;                    /* since 1970 */
};

struct builtin_fix_input {
	const struct change *file; /* its path and mode */
	const struct blob *blob;   /* its bytes */
	const struct strs *args;
	const struct gate *gate; /* as it acts here; NULL where a unit test has none */
};

struct builtin {
	const char *id; /* as in pre-commit-hooks where it has a name there */
	const char *summary;
	const char
		*types; /* which files it looks at: a word of filetype.h; NULL: any regular file */
	/* Each of its findings is about the line that it names and nothing else, and it tells all
	 * of them: new-only = lines goes by the lines.  Else it asks whether the base has the same.
	 */
	bool is_by_line;
	/* It asks about the commit, not its files: it is run where no file is left to look at. */
	bool is_occasion;
	int (*judge)(struct findings *out, const struct builtin_input *in, struct arena *mem,
		struct error *err);
	/* What would pass, out of the bytes of one file; the same bytes where nothing is wrong, or
	 * nothing can be done.  NULL: it has no fixer. */
	int (*fix)(struct blob *out, const struct builtin_fix_input *in, struct arena *mem,
		struct error *err);
};

/* Does this one judge a component as a whole?  Known by its id, also where nothing else is. */
bool builtin_is_whole(const char *id);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * commitline -- what the command line of `git commit` says that its hooks are not told: an amend, a
 * cleanup of its own, the diff in the editor; and the same line again with the message from a file.
 *
 * Pure.  A line that is not known for one (an alias, a program that calls git otherwise) says
 * nothing: is_known is false, and whoever asks goes by what else there is.
 */
#ifndef TTA_GIT_COMMITLINE_H
#define TTA_GIT_COMMITLINE_H

#include <stdbool.h>

#include "base/strs.h"

struct arena;

struct commitline {
	bool is_known;
	bool is_amend;
	bool is_verbose, is_not_verbose; /* neither: not said */
	bool is_given;                   /* the message is, and no editor sees it */
	const char *cleanup;             /* NULL: not said */
	struct strs again; /* options that say nothing of the message, as they were given */
};

void commitline_read(struct commitline *out, const struct strs *words, struct arena *mem);

#endif

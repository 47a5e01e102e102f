/* SPDX-License-Identifier: MIT */
/*
 * fixers -- runs the fixers of the jobs that said no, one after the other, in a snapshot of T.
 *
 * Nothing of the user's is changed here: what came of it is in changes.
 * Sequence:  fixers_run(); fixers_close() also after a failure.
 * Errors:    -1: none could be run.  What a single one could not do is a note.
 */
#ifndef TTA_CLI_FIXERS_H
#define TTA_CLI_FIXERS_H

#include "base/error.h"
#include "base/strs.h"
#include "cli/judge/workplace.h"
#include "git/mend/readback.h"
#include "model/change.h"

struct assessment;
struct job;
struct run_request;
struct session;

struct fixer_deed {
	const struct job *job;
	struct strs paths; /* of T, that it changed */
};

struct fixers {
	struct workplace place;
	struct readback read;
	struct change_set changes; /* T's files against the fixed ones */
	struct strs added;         /* files that T does not have */
	struct fixer_deed *deeds;  /* one a fixer that did anything, in order */
	size_t ndeeds, cdeeds;
	struct strs notes;
	int signal; /* that ended them, or 0 */
};

int fixers_run(struct fixers *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err) TTA_MUST_USE;
void fixers_close(struct fixers *f, struct session *s);

/* "format@parser, end-of-file-fixer": whose work the change of path is. */
const char *fixers_of(const struct fixers *f, const char *path, struct arena *mem);
const struct change *fixers_find(const struct change_set *set, const char *path); /* or NULL */

#endif

/* SPDX-License-Identifier: MIT */
/*
 * surroundings -- what a job's command finds around it: working folder, environment, folders of
 * its own, and the values of the placeholders of its gate.
 *
 * Environment: ours without git's variables (but for those that say who commits, how ssh is called
 *              and which configuration counts), then `set` of the options, TTA_COMPONENT,
 *              TTA_TARGET, TTA_REPORT_DIR and TMPDIR, then `roots` and `set` of the gate's [env].
 *              A later one replaces an earlier one of the same name.
 * Sequence:    root set, surroundings_make(); surroundings_remove(), also after a failure.
 * Errors:      -1 and *err: the job cannot be judged.
 */
#ifndef TTA_ENGINE_SURROUNDINGS_H
#define TTA_ENGINE_SURROUNDINGS_H

#include <stdint.h>

#include "base/error.h"

struct arena;
struct env;
struct job;
struct run_options;
struct strs;

struct surroundings {
	const char *root;       /* the tree, absolute; the caller's to set */
	const char *dir;        /* working folder from the root; "" is the root itself */
	const char *cwd;        /* the same, absolute */
	const char *const *env; /* NAME=VALUE, NULL behind the last */
	const char *path;       /* PATH of the job */
	const char *path_from;  /* where it comes from, or NULL */
	const char *carry;      /* the first carried path, absolute; NULL: none */
	const char *make;       /* what would make the carried state; NULL: unknown */
	const char *target;     /* name of the stage it is owed at */
	const char *temp;       /* the job's own folder, holding: */
	const char *report, *tmp;
	int64_t report_ns; /* when the folder of reports was made, as files tell time */
};

/* What every job has of options->environ and options->set. */
void surroundings_inherit(struct strs *out, const struct run_options *options, struct arena *mem);
int surroundings_make(struct surroundings *s, const struct job *job,
	const struct run_options *options, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The same before there is a place to run in: nothing is made or looked for.  root is the work
 * tree's; carry is where the first carried path lies now, or NULL. */
int surroundings_foresee(struct surroundings *s, const struct job *job,
	const struct run_options *options, const char *carry, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* Empties {report}, for another attempt. */
int surroundings_again(struct surroundings *s, struct error *err) TTA_MUST_USE;
int surroundings_remove(struct surroundings *s, struct error *err) TTA_MUST_USE;

#endif

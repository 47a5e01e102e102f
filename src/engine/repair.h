/* SPDX-License-Identifier: MIT */
/*
 * repair -- the fix of a job: its gate's `fix` command, run alone, or its built-in's fixer; of a
 * gate with `unchanged` and no `fix`, the gate's own command.
 *
 * Exit:  a fixer that leaves something to do says so by its exit status, so that only one that
 * could not run (VERDICT_BROKEN) or came to no end of its own (is_cut) is a failure.
 */
#ifndef TTA_ENGINE_REPAIR_H
#define TTA_ENGINE_REPAIR_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob;
struct builtin;
struct change;
struct job;
struct run_options;
struct verdict;

bool repair_is_possible(const struct job *job, const struct builtin *(*builtin)(const char *id));

/* Runs the command with the job's files in o->roots[0].  Errors and signals: as run_plan(). */
int repair_run(struct verdict *out, int *signal, const struct job *job, const struct run_options *o,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* What the built-in makes of one file. */
int repair_blob(struct blob *out, const struct job *job, const struct change *file,
	const struct blob *in, const struct run_options *o, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

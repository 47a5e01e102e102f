/* SPDX-License-Identifier: MIT */
/*
 * tool_evidence -- what is known of the program that a gate runs.
 *
 * A program of the system: its path and stat, and those of the interpreter that its `#!` names.
 * One in carried state with an `identity`: its path from the root; `identity` tells the rest, but
 * for what a link leads to outside, and the interpreter.
 * One of the judged tree: its blob, and the interpreter.
 * What reads the history of the repository is unfit: a verdict of it is not one about a tree.
 * `tool`: its words are run in the work tree's root, without a shell and without a word of job and
 * event; what it prints is part.
 * A launcher or a shell script is unfit without `tool`, `identity` or a lock file that `inputs`
 * names and the judged tree has; so is what is not there.
 */
#ifndef TTA_CLI_TOOL_EVIDENCE_H
#define TTA_CLI_TOOL_EVIDENCE_H

#include "base/error.h"

struct arena;
struct blob_source;
struct carry;
struct env;
struct evidence;
struct gate;
struct remembered;
struct strs;
struct surroundings;

struct tool_evidence {
	const struct surroundings *around; /* foreseen */
	const struct env *env;
	const struct carry *carry;
	const struct blob_source *tree;
	const struct strs *told;    /* variables that tell of the event: `tool` is not told */
	struct remembered *answers; /* of `tool`: each is asked once an environment */
};

/* *unfit is set where it is unfit, and left alone otherwise. */
int tool_evidence_add(struct evidence *out, const char **unfit, const struct tool_evidence *t,
	const struct gate *gate, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

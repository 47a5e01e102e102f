/* SPDX-License-Identifier: MIT */
/*
 * task_novelty -- the no of a command whose findings count only where they are new (`new-only =
 * lines`).
 *
 * Counts:  a finding on a line that the base does not have, one about no file, no line, or a path
 *          that the judged tree does not have.
 * Kept:    the no, whatever it found, where it ended otherwise than with 1, as a tool does that did
 *          not get to the end; where part of its output is lost; where nothing was found in it.
 */
#ifndef TTA_ENGINE_TASK_NOVELTY_H
#define TTA_ENGINE_TASK_NOVELTY_H

#include "base/error.h"

struct arena;
struct run_options;
struct task;

/* Confines the findings of its verdict; t->no is NULL where none is left. */
int task_novelty(struct task *t, const struct run_options *o, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

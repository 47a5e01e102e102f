/* SPDX-License-Identifier: MIT */
/*
 * task -- a job on its way to its verdict: batches, attempts, deadline.
 *
 * Sequence:  task_begin(), task_pump() until it says true; or task_settle() instead of both.
 *            task_stop() between them ends it early with the verdict that is given.
 *            task_release() always.
 * Verdict:   set once, by whatever makes it TASK_DONE.  At level warn FAIL and BROKEN become WARN.
 * Reports:  of a gate with `report` or `metric` what the command left is judged by a worker after
 * it. A command that says no needs no reports; what they say is told all the same. Deadline:
 * `timeout` is for the whole job: all its batches and attempts.
 */
#ifndef TTA_ENGINE_TASK_H
#define TTA_ENGINE_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/contain.h"
#include "engine/batch.h"
#include "engine/surroundings.h"
#include "model/verdict.h"

struct arena;
struct job;
struct proc;
struct run_options;

enum task_state { TASK_WAITING, TASK_RUNNING, TASK_DONE };

struct task {
	const struct job *job;
	const char *root; /* where its command runs; NULL: a built-in */
	struct verdict *verdict;
	enum task_state state;

	struct proc *proc; /* what runs now */
	struct contain contain;
	struct surroundings around;
	struct batches batches;
	size_t batch;         /* the one that runs */
	struct buf output;    /* of this attempt */
	const char *no;       /* what the first failing batch of this attempt came to; or NULL */
	bool is_late;         /* over its deadline */
	bool has_other_end;   /* than an exit with 0 or 1, in this attempt */
	bool has_measured_no; /* what they say is why it is a no */
	bool is_measuring;    /* its command has ended, its reports are looked at */
	int64_t started_ms;   /* clock values */
	int64_t deadline_ms;

	bool is_stopped; /* then this is its verdict: */
	enum verdict_kind stop_kind;
	const char *stop_why;
};

void task_init(struct task *t, const struct job *job, const char *root, struct verdict *verdict);
void task_begin(struct task *t, const struct run_options *o, struct arena *mem);
bool task_pump(struct task *t, const struct run_options *o, struct arena *mem);
void task_settle(struct task *t, enum verdict_kind kind, const char *why);
void task_stop(struct task *t, enum verdict_kind kind, const char *why);
void task_release(struct task *t);

#endif

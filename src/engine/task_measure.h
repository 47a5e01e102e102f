/* SPDX-License-Identifier: MIT */
/*
 * task_measure -- the part of a task in which a worker judges what its command left: reports, and
 * the number in its output (measuring.h).
 */
#ifndef TTA_ENGINE_TASK_MEASURE_H
#define TTA_ENGINE_TASK_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct findings;
struct measures;
struct proc_result;
struct run_options;
struct task;

bool task_measure_is_due(const struct task *t);
/* t->proc becomes the worker. */
int task_measure_start(struct task *t, const struct run_options *o, struct error *err) TTA_MUST_USE;
/* -1: it could not tell, and why. */
int task_measure_read(struct findings *findings, struct measures *measures,
	const struct proc_result *r, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The time that a task has left in ms, at least 1; 0: it has no limit. */
int64_t task_time_left(const struct task *t);

#endif

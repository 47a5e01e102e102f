/* SPDX-License-Identifier: MIT */
/*
 * batch -- the command of a job as argument vectors that the system accepts.
 *
 * Paths are relative to the working folder; what is outside it gets "../".  Where one vector would
 * be too long for the system, {files} is halved until each is not; every file is in exactly one.
 * Limits:  arguments and environment together stay BATCH_SLACK below ARG_MAX, and each word below
 *          BATCH_WORD_MAX.
 * Errors:  -1 and *err: one file alone does not fit, or a placeholder has no value.
 */
#ifndef TTA_ENGINE_BATCH_H
#define TTA_ENGINE_BATCH_H

#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct command;
struct job;
struct surroundings;

#define BATCH_SLACK ((size_t)16 << 10)     /* what a launcher may add */
#define BATCH_WORD_MAX ((size_t)128 << 10) /* MAX_ARG_STRLEN of Linux */

struct batches {
	struct strs *v;
	size_t n, cap;
};

int batches_make(struct batches *out, const struct command *command, const struct job *job,
	const struct surroundings *s, struct arena *mem, struct error *err) TTA_MUST_USE;

/* A path from the root, seen from the folder dir ("" is the root). */
const char *batch_relative(const char *path, const char *dir, struct arena *mem);

#endif

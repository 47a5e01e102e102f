/* SPDX-License-Identifier: MIT */
/*
 * measuring -- what is known when a command has ended and the reports that it wrote, or a number in
 * its output, are to be judged.
 *
 * The engine calls a measuring in a worker of its own; gates/measure_gate.h is the one there is.
 */
#ifndef TTA_MODEL_MEASURING_H
#define TTA_MODEL_MEASURING_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct blob_source;
struct change_set;
struct config;
struct event;
struct findings;
struct job;
struct measures;

struct measuring_input {
	const struct config *config;
	const struct job *job;
	const struct blob_source *tree;
	const struct event *event;        /* as in run_options, with what follows */
	const struct change_set *changes; /* what differs from every base */
	const struct change_set *against; /* from each; NULL for at most one base */
	size_t nbases;
	const char *root, *work_tree; /* absolute: where it ran; the user's, or NULL */
	const char *dir;              /* working folder from the root */
	const char *report;           /* {report}, absolute */
	int64_t began_ns;             /* file time: what is older is of another run */
	const char *output;           /* of the command */
	size_t output_len, output_dropped;
};

/* Findings are where what is short could be mended.  -1: it cannot be told. */
typedef int measuring(struct findings *out, struct measures *measures,
	const struct measuring_input *in, struct arena *mem, struct error *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * gathering -- the evidence of one job while it is put together (job_evidence.h), for those who add
 * a part to it.
 */
#ifndef TTA_CLI_GATHERING_H
#define TTA_CLI_GATHERING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "engine/surroundings.h"
#include "model/evidence/evidence.h"

struct arena;
struct env;
struct job;
struct job_evidence_context;

struct gathering {
	struct job_evidence_context *c;
	const struct job *job;
	const struct env *env; /* NULL: none */
	struct surroundings around;
	struct evidence parts; /* what all files have in common */
	const char *unfit;
	bool has_place; /* what it is run for counts */
	struct arena *mem;
};

/* Digests of what was seen before in this run are made once. */
int gathering_add_bytes(struct gathering *g, const char *name, const void *data, size_t len,
	struct error *err) TTA_MUST_USE;
int gathering_add_text(
	struct gathering *g, const char *name, const char *text, struct error *err) TTA_MUST_USE;

#endif

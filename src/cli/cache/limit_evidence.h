/* SPDX-License-Identifier: MIT */
/*
 * limit_evidence -- what is wanted of a gate that measures or compares, and is not said by the gate
 * itself: part of what its verdict depends on.
 *
 * Thresholds of its components and stage; with `ratchet` the file of the best; with `diff-coverage`
 * or `new-only` what was changed, against which bases, and how that was asked for.
 */
#ifndef TTA_CLI_LIMIT_EVIDENCE_H
#define TTA_CLI_LIMIT_EVIDENCE_H

#include "base/error.h"

struct event;
struct evidence;
struct job;
struct session;

/* Adds the part "limits", where the gate reads reports or asks what is new. */
int limit_evidence(struct evidence *out, struct session *s, const struct job *job,
	const struct event *event, struct error *err) TTA_MUST_USE;

#endif

/* SPDX-License-Identifier: MIT */
/*
 * leak -- does what a job sees lead out of the repository, so that a pass of it cannot be kept?
 *
 * Asked when there is something to keep: it takes a look at all that is seen.  The links of trees
 * that were looked at whole are kept in the journal, by the tree's id.
 */
#ifndef TTA_CLI_LEAK_H
#define TTA_CLI_LEAK_H

#include "base/error.h"

struct job;
struct job_evidence_context;

/* *why: a sentence; NULL: it does not, or `cache = yes` vouches for it. */
int leak_find(const char **why, struct job_evidence_context *c, const struct job *job,
	struct error *err) TTA_MUST_USE;

#endif

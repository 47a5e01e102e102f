/* SPDX-License-Identifier: MIT */
/*
 * needs_evidence -- what the gates are that a job's gate needs.
 *
 * What is needed may leave there what the job uses, so a pass of the job counts for that definition
 * and that program alone; whether it is owed by the same event does not matter, nor when it ran.
 * What judges file by file leaves nothing, nor do built-ins.
 */
#ifndef TTA_CLI_NEEDS_EVIDENCE_H
#define TTA_CLI_NEEDS_EVIDENCE_H

#include "base/error.h"

struct gathering;

int needs_evidence_add(struct gathering *g, struct error *err) TTA_MUST_USE;

#endif

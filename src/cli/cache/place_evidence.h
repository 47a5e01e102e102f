/* SPDX-License-Identifier: MIT */
/*
 * place_evidence -- what a job is told that it is run for: component, target, folders and the
 * values of its placeholders; in files scope where the command asks for them, or a script that it
 * names.
 */
#ifndef TTA_CLI_PLACE_EVIDENCE_H
#define TTA_CLI_PLACE_EVIDENCE_H

#include <stdbool.h>

#include "base/error.h"

struct gathering;
struct job;

int place_evidence_add(struct gathering *g, struct error *err) TTA_MUST_USE;
/* Each file is judged by itself, and gets a verdict of its own. */
bool place_is_by_file(const struct job *job);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * job -- one job out of the members that share it.
 */
#ifndef TTA_MODEL_JOB_H
#define TTA_MODEL_JOB_H

#include <stddef.h>

#include "base/error.h"

struct members;
struct planning;

/*
 * Adds a draft.  All members have one effective gate, or (scope = repository) the strongest of
 * theirs counts.  builtin NULL: the gate's command.  Where a placeholder that the command uses has
 * no value there is no job: *empty says which ("tests").
 */
int job_add(struct planning *p, size_t gate, const struct members *of, const char *builtin,
	const char **empty, struct error *err) TTA_MUST_USE;
/* The drafts in their order, each with an id of its own. */
void jobs_finish(struct planning *p);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * checklist -- the task items that a component has to have done before it is at a stage.
 *
 * Which:  those below headings that lead to a stage: "Development → Staging" (also with -> or
 *         "to") leads to staging; "Staging Criteria" only where no heading has such an arrow.  For
 *         a stage all headings count that lead to it or to one before it.
 * Named:  `--heading STAGE=Names` (section.h) in place of that for one stage.
 */
#ifndef TTA_GATES_CHECKLIST_H
#define TTA_GATES_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "gates/paper/markdown.h"

struct arena;
struct blob;
struct stages;

struct checklist_part { /* what a heading asks for */
	size_t heading;
	int stage; /* that it leads to */
	size_t nchecked, nopen;
};

struct checklist {
	struct markdown m;
	struct checklist_part *parts;
	size_t nparts, cparts;
};

/* named: the values of --heading. */
int checklist_read(struct checklist *out, const struct blob *text, const struct stages *stages,
	const struct strs *named, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The values of --heading in `args`, checked. */
int checklist_args(struct strs *named, const struct strs *args, const struct stages *stages,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

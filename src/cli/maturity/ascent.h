/* SPDX-License-Identifier: MIT */
/*
 * ascent -- a component on its way to another stage: the proof, the one value in tta.ini, and the
 * record of it.
 *
 * Sequence:  ascent_open(); ascent_prove() for a promotion; ascent_write(), which changes the work
 *            tree's tta.ini and nothing else there; ascent_record(); ascent_close().
 */
#ifndef TTA_CLI_ASCENT_H
#define TTA_CLI_ASCENT_H

#include "base/error.h"
#include "cli/judge/assess.h"
#include "cli/session.h"
#include "report/promotion.h"

struct cli;
struct component;
struct run_request;

struct ascent {
	struct session s;
	struct assessment a;
	const struct component *component;
	int to;
	struct promotion report;
	const char *file; /* that was changed, from the root; and where */
	int line;
};

/* stage NULL: the one behind the target (step 1), or before it (step -1). */
int ascent_open(struct ascent *x, struct cli *cli, const char *component, const char *stage,
	int step, struct error *err) TTA_MUST_USE;
/* Runs every gate of the stage for it; what is in the way is in report.refused. */
int ascent_prove(
	struct ascent *x, const struct run_request *request, struct error *err) TTA_MUST_USE;
int ascent_write(struct ascent *x, struct error *err) TTA_MUST_USE;
/* Markdown and JSON in the git folder's tta/, and a line in the journal; *path names the former. */
int ascent_record(const char **path, struct ascent *x, struct error *err) TTA_MUST_USE;
void ascent_close(struct ascent *x);

#endif

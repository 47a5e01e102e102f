/* SPDX-License-Identifier: MIT */
/*
 * plan_print -- a plan as the text that tests compare.
 *
 *	touched a development 2
 *	lint@a fail development: 2 changed files (tta.ini:9)
 *	  files a/x.c a/y.c
 *	- tests a: at pre-push (on = pre-push) (tta.ini:12)
 *	warning: SKIP names 'lnit', which is no gate; did you mean 'lint'?
 */
#ifndef TTA_PLAN_PRINT_H
#define TTA_PLAN_PRINT_H

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"
#include "model/plan/plan.h"

static inline void
plan_print_list(struct buf *out, const char *name, const struct strs *list)
{
	if (list->n == 0)
		return;
	buf_addf(out, "  %s", name);
	for (size_t i = 0; i < list->n; i++)
		buf_addf(out, " %s", list->v[i]);
	buf_addc(out, '\n');
}

static inline void
plan_print_job(struct buf *out, const struct job *j, const struct config *config, struct arena *mem)
{
	static const char *const levels[] = {"fail", "warn", "off"};

	buf_addf(out, "%s %s %s: %s (%s)\n", j->id, levels[j->level],
		config->stages.v[j->target].name, j->reason, origin_text(&j->origin, mem));
	if (j->state != JOB_READY)
		buf_addf(out, "  %s: %s\n", j->state == JOB_BROKEN ? "broken" : "skipped", j->why);
	if (j->components.n > 1)
		plan_print_list(out, "components", &j->components);
	plan_print_list(out, "files", &j->files);
	if (j->components.n > 1)
		plan_print_list(out, "owners", &j->file_owners);
	plan_print_list(out, "source", &j->source);
	plan_print_list(out, "tests", &j->tests);
	plan_print_list(out, "paths", &j->paths);
	plan_print_list(out, "sees", &j->cone);
}

static inline void
plan_print(struct buf *out, const struct plan *plan, const struct config *config, struct arena *mem)
{
	for (size_t i = 0; i < plan->ntouched; i++) {
		const struct touched *t = &plan->touched[i];

		buf_addf(out, "touched %s %s %zu", t->component, config->stages.v[t->target].name,
			t->nfiles);
		buf_addf(out, t->through ? " through %s\n" : "\n", t->through);
	}
	for (size_t i = 0; i < plan->njobs; i++)
		plan_print_job(out, &plan->jobs[i], config, mem);
	for (size_t i = 0; i < plan->nomissions; i++) {
		const struct omission *o = &plan->omissions[i];

		buf_addf(out, "- %s %s: %s (%s)\n", o->gate, o->component, o->reason,
			origin_text(&o->origin, mem));
	}
	for (size_t i = 0; i < plan->warnings.n; i++)
		buf_addf(out, "warning: %s\n", plan->warnings.v[i]);
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * assess -- one judgement: the change in s->judged through plan and run to an outcome.
 *
 * Sequence:  session_open(), s->judged filled, s->config read (session_config()), assess_plan(),
 *            and unless only the plan is wanted assess_run(); then the outcome is whole.
 * Ownership: everything lives in the session's arena.
 * Errors:    -1: could not judge at all.  What single jobs could not do is in their verdicts.
 */
#ifndef TTA_CLI_ASSESS_H
#define TTA_CLI_ASSESS_H

#include "base/error.h"
#include "cli/cache/recall.h"
#include "model/event.h"
#include "model/outcome.h"
#include "model/plan/plan.h"

struct run_request;
struct session;

struct assessment {
	struct recall recall;
	struct event event; /* filled by the caller before assess_plan() */
	struct selector selector;
	struct plan plan;
	struct outcome outcome;
	int64_t began_ms;
	const char *foretold; /* a line for people that was not said yet; NULL: none */
	bool has_unstaged;    /* a path with findings has unstaged hunks */
	bool is_held;         /* a push without the time for it: nothing is run */
	bool is_hook; /* git waits for it: the index is checked again, a rebase runs built-ins only
		       */
};

int assess_plan(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err) TTA_MUST_USE;
int assess_run(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err) TTA_MUST_USE;

/* In place of both, after `before`: jobs of that name that passed or warned keep their verdicts,
 * the others are judged. */
int assess_again(struct assessment *a, const struct assessment *before, struct session *s,
	const struct run_request *request, struct error *err) TTA_MUST_USE;

/* One more thing that says no. */
void assess_refuse(struct assessment *a, struct session *s, const struct refusal *why);

#endif

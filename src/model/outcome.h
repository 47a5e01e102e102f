/* SPDX-License-Identifier: MIT */
/*
 * outcome -- one judgement, whole: what was judged, the plan, the verdicts, the exit status.
 * What reports are made of.
 */
#ifndef TTA_MODEL_OUTCOME_H
#define TTA_MODEL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strs.h"
#include "model/event.h"
#include "model/oid.h"
#include "model/plan/plan.h"
#include "model/verdict.h"

enum { /* exit statuses; a signal wins over all: it is re-raised */
	EXIT_YES = 0,
	EXIT_NO = 1,
	EXIT_WRONG = 2,   /* usage or configuration */
	EXIT_UNKNOWN = 3, /* could not judge */
};

struct refusal {            /* what says no besides gates: message, branch policy, moved index */
	const char *name;   /* "message", "branch" */
	const char *text;   /* one line */
	const char *detail; /* more lines, or NULL */
	const char *next;   /* what to do, or NULL */
	int status;         /* EXIT_NO or EXIT_UNKNOWN */
	bool is_headline;   /* text says it all, as what is refused; the name is for data */
};

struct outcome {
	const struct event *event;
	const struct config *config;
	struct oid tree;
	size_t nfiles; /* changed paths */
	const struct plan *plan;
	struct verdict *verdicts; /* one a job of plan */
	struct refusal *refusals;
	size_t nrefusals, crefusals;
	struct strs notes; /* lines that are true and matter: "judged as staged: …" */
	struct strs fixed; /* paths that fixers changed: written and staged */
	const char *diff;  /* a unified diff to be shown; NULL: none */
	size_t diff_len;
	const char *next, *again; /* what to do; how to retry; NULL: nothing */
	const char *log_dir;      /* where whole logs are, from the root; NULL: nowhere */
	const char *data;         /* the JSON report of it, from the root; NULL: none */
	int64_t ms;
	int64_t now_ms; /* when it began, since the epoch */
	int signal;     /* that ended it, or 0 */
};

/* signal > 2 > 3 > 1 > 0; a signal gives 128 + its number. */
int outcome_exit(const struct outcome *o);
struct tally {
	size_t served; /* passes that were not run; not among pass */
	size_t pass, fail, warn, skip, broken, deferred, none;
};
void outcome_tally(struct tally *out, const struct outcome *o);

#endif

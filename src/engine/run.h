/* SPDX-License-Identifier: MIT */
/*
 * run -- runs the jobs of a plan, some at a time, in one poll loop.
 *
 * Invariants (numbered in run.c): at most `jobs` children at a time; no job of a gate starts before
 * those it needs have ended; exclusive jobs run alone; component jobs of a gate run one after the
 * other unless parallel; a job has exactly one verdict; no child outlives run_plan().
 * Sequence: run_plan() fills verdicts[i] for plan->jobs[i]; JOB_SKIPPED, JOB_SERVED and JOB_BROKEN
 *           become verdicts without running.
 * Errors:   -1 only where the loop itself cannot go on (no pipe, no memory for poll).  A job that
 *           cannot be run is VERDICT_BROKEN.
 * Signals:  an ending signal stops everything; *signal is set and the rest stays VERDICT_NONE.
 */
#ifndef TTA_ENGINE_RUN_H
#define TTA_ENGINE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/maturity/measuring.h"

struct arena;
struct blob_source;
struct builtin;
struct change_set;
struct config;
struct event;
struct job;
struct plan;
struct verdict;

/* Called from the loop; ctx is the caller's.  Any may be NULL. */
struct run_observer {
	void *ctx;
	/* Before a job that is about to start; -1: it is broken. */
	int (*prepare)(void *ctx, size_t job, struct error *err);
	void (*started)(void *ctx, size_t job);
	void (*ended)(void *ctx, size_t job, const struct verdict *v);
	void (*tick)(void *ctx, int64_t now_ms); /* about ten times a second while something runs */
};

/*
 * Looks after the paths that a gate must leave as they are (`unchanged`).  Called from the loop
 * while nothing else runs; -1: they cannot be told, and the job cannot be judged.
 */
struct run_guard {
	void *ctx;
	/* Makes them what the judged tree has. */
	int (*before)(void *ctx, const struct job *job, struct error *err);
	/* What the job did to them, a finding a file; and makes them what they were. */
	int (*after)(struct findings *out, void *ctx, const struct job *job, struct error *err);
};

struct run_options {
	const struct config *config;
	const char *const *roots; /* one a job of the plan: the tree that its command runs in,
				     absolute; NULL: it runs none */
	const struct blob_source *tree;
	const struct event *event;        /* for built-ins, with what follows */
	const struct change_set *changes; /* all that differs from the bases */
	const struct change_set *against; /* what differs from each base; NULL for at most one */
	size_t nbases;
	int64_t now_ms;        /* since 1970 */
	const char *work_tree; /* the user's, absolute; NULL: none */
	measuring *measure;    /* judges reports and metrics; NULL: no gate with them can be */
	const struct builtin *(*builtin)(const char *id);
	const char *const *environ;   /* ours; git's variables are taken out of it here */
	const struct strs *set;       /* NAME=VALUE for every job: PRE_COMMIT=1, TTA_EVENT=… */
	const struct strs *inherited; /* both by surroundings_inherit(), where many jobs are asked
					 about; NULL: made for each */
	const char *path_from;   /* where PATH comes from, for people; NULL: from their shell */
	const char *temp_parent; /* TMPDIR and {report} of the jobs are made below it */
	const struct strs *kept; /* folders that a gate with `contain` cannot write to */
	size_t jobs;             /* at a time; 0: one a processor */
	bool is_fail_fast;
	bool is_held;      /* nothing is to run: only what the plan has judged gets its verdict */
	int64_t budget_ms; /* 0: none */
	int64_t spent_ms;  /* of it, before run_plan() */
	bool is_deferring; /* what will not fit, or did not, is deferred (pre-commit), else broken
			    */
	const struct run_observer *observer;
	const struct run_guard *guard; /* NULL: no gate with `unchanged` can be judged */
};

#define RUN_SLOTS_MAX 1024
/* How many run at a time where `jobs` were asked for; 0: one a processor. */
size_t run_slots(size_t jobs);

int run_plan(struct verdict *verdicts, int *signal, const struct plan *plan,
	const struct run_options *options, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif

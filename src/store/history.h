/* SPDX-License-Identifier: MIT */
/*
 * history -- what was judged here, when, how long it took and what came of it.
 *
 * Written once, when a run has ended; a run that was killed leaves none.
 * Texts are stored as they are given; ids of trees and commits have size 0 where there is none.
 */
#ifndef TTA_STORE_HISTORY_H
#define TTA_STORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/oid.h"
#include "store/pass.h"

struct arena;
struct journal;

struct history_job {
	const char *job, *gate, *component, *target; /* component: NULL over several */
	const char *verdict;                         /* as verdict_name() has it */
	bool is_cached;                              /* served, not run */
	bool is_warning;                             /* owed at level warn */
	bool is_cut; /* ended before its time, by a deadline, the budget or a signal */
	int64_t took_ms;
	int attempts;
	size_t files, findings;
	const char *why;      /* NULL for a plain pass */
	const char *measures; /* what it was judged by, as measures_write() has it; or NULL */
	unsigned char key[PASS_KEY_BYTES]; /* with has_key */
	bool has_key;
	const char *parts; /* what the key was made of, for people to compare; or NULL */
	int64_t ended_ms;  /* about; filled by history_last(), like what follows: of its run */
	struct oid tree;
};

struct history_run {
	int64_t id; /* filled by reading */
	int64_t began_ms, took_ms;
	const char *event, *what, *branch, *worktree, *reason, *version;
	struct oid tree, head;
	int status;
	bool is_narrow; /* less was asked for than was owed: --gate, --files, a rebase, ... */
	size_t files;
	size_t nran, ncached;     /* jobs; filled by history_runs() */
	struct history_job *jobs; /* in the order of the plan; not filled by history_runs() */
	size_t njobs;
};

int history_add(struct journal *j, const struct history_run *run, struct error *err) TTA_MUST_USE;

/* The latest runs, latest first. */
struct history_runs {
	struct history_run *v;
	size_t n, cap;
};
int history_runs(struct history_runs *out, struct journal *j, size_t most, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int history_jobs(struct history_run *run, struct journal *j, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The latest job of that id that was really run and has a key; found false: there is none. */
int history_last(struct history_job *out, bool *found, struct journal *j, const char *job,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/* Of each job the latest time that it had a verdict, run or served, on whatever tree, by name; with
 * what history_last() fills.  What was skipped, deferred or not reached is no verdict. */
struct history_latest {
	struct history_job *v;
	size_t n, cap;
};
int history_latest(struct history_latest *out, struct journal *j, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* NULL: it never had one. */
const struct history_job *history_latest_find(const struct history_latest *list, const char *job);

/* Was this tree judged for all that was owed, and found good, by a run of that event (NULL: any)?
 */
int history_has_tree(bool *out, struct journal *j, const struct oid *tree, const char *event,
	struct error *err) TTA_MUST_USE;

/* What the latest runs, at most so many, were spared. */
struct history_savings {
	size_t runs, ran,
		cached;   /* jobs that ended with a verdict; of them, those that were served */
	int64_t saved_ms; /* what they took when they ran */
};
int history_savings(struct history_savings *out, struct journal *j, size_t most,
	struct error *err) TTA_MUST_USE;

/*
 * What a job is likely to take, from the last times that it really ran to its end.  Over fewer
 * files than then it is thought to take its share of it, over more no longer: nobody knows what
 * they share.
 */
struct history_guess {
	const char *job;   /* given */
	size_t files;      /* given: over how many; 0: it takes the same over any number */
	int64_t likely_ms; /* the median of up to HISTORY_SAMPLE; -1: it never ran to its end */
	bool failed_last;  /* the last time it ran it said no, or could not be judged */
};
#define HISTORY_SAMPLE 5
int history_guess(
	struct history_guess *v, size_t n, struct journal *j, struct error *err) TTA_MUST_USE;

#endif

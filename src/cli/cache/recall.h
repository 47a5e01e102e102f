/* SPDX-License-Identifier: MIT */
/*
 * recall -- which jobs need not run, because they passed before on the very same evidence.
 *
 * Sequence:  recall_open(); recall_serve() before there is a place to run in; recall_keep() as each
 *            job ends; recall_close() is legal on a zeroed one.
 * Kept:      a pass, under the key of before, if the key is the same when it has ended.  A no takes
 *            away a pass of the same key (--no-cache may find one to have been luck).
 * Served:    a job all of which passed becomes JOB_SERVED; of a job in files scope, the files that
 *            passed are taken from its {files}.
 * Needed:    what a job that runs needs runs as well, unless it judges file by file: it may leave
 *            there what that uses.
 * Failures:  of the journal cost the cache and nothing else; a note says so, once.
 */
#ifndef TTA_CLI_RECALL_H
#define TTA_CLI_RECALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "cli/cache/job_evidence.h"
#include "git/snapshot/sparse.h"

struct event;
struct journal;
struct pass;
struct plan;
struct session;
struct verdict;

struct recalled {       /* of one job of the plan */
	struct pass *v; /* a key each; in files scope those of the files still to run */
	size_t n;
	const char *unfit; /* why nothing of it is served or kept; NULL: it is */
	const char *parts; /* what its (first) key was made of */
};

struct recall {
	struct session *session;
	struct journal *journal;   /* NULL: none */
	struct strs *notes;        /* lines for people go there */
	const struct event *event; /* set by the caller before recall_serve(); NULL: none */
	struct recalled *of_job;
	size_t n;
	bool is_told; /* that the journal does not work */
	struct sparse sparse;
	struct strs set;
	struct job_evidence_context context;
};

/* notes: of the outcome. */
void recall_open(struct recall *out, struct session *s, struct strs *notes);
/* is_fresh: nothing is served (--no-cache), but what passes is kept. */
void recall_serve(struct recall *r, struct plan *plan, const struct strs *set, bool is_fresh);
void recall_keep(struct recall *r, const struct plan *plan, size_t job, const struct verdict *v);
/* Would a pass of the job, which is yet to run, be kept?  Takes a look at all that it sees. */
bool recall_keeps(struct recall *r, const struct plan *plan, size_t job);
/* Why a job is never served, for people; NULL: it may be. */
const char *recall_unfit(const struct recall *r, size_t job);
void recall_close(struct recall *r);
/* No more of the journal in this run; says so once. */
void recall_give_up(struct recall *r, const struct error *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * workplace -- where commands run, snapshots or the work tree itself, and what they are told.
 *
 * Each job of a command runs where just what it may see is shown (sees.h); those that see the same
 * share a site.  A site that cannot be made breaks the jobs that see it, and only those; so do
 * files of the work tree, where that is the place, that are not as judged.
 * Sequence:  workplace_open() where commands are to run at all; workplace_options();
 *            workplace_close() is legal on a zeroed one, and after a failure.
 */
#ifndef TTA_CLI_WORKPLACE_H
#define TTA_CLI_WORKPLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "cli/judge/site.h"
#include "engine/run.h"
#include "git/snapshot/sparse.h"

struct cli;
struct config;
struct event;
struct isolation_choice;
struct job;
struct plan;
struct run_request;
struct session;

struct workplace {
	struct sites sites;
	const char **roots;   /* one a job, for the engine; NULL: it runs nowhere */
	struct site **at;     /* one a job: where it runs; NULL: in no snapshot */
	struct sparse sparse; /* what the user's checkout leaves out */
	struct strs notes;    /* for people */
	struct strs set;      /* variables of every job */
	struct strs kept;     /* folders that a contained gate cannot write to */
	bool is_open, is_in_place;
};

/* Jobs that cannot be run there become JOB_BROKEN. */
int workplace_open(struct workplace *out, struct session *s, const struct isolation_choice *how,
	struct plan *plan, struct error *err) TTA_MUST_USE;
/* One site for all these jobs, a snapshot whatever `isolation` says, that shows what any of them
 * sees: for fixers, which go on from what others left. */
int workplace_open_wide(struct workplace *out, struct session *s, const struct job *const *jobs,
	size_t n, struct error *err) TTA_MUST_USE;
int workplace_options(struct run_options *out, struct workplace *place, struct session *s,
	const struct event *event, const struct run_request *request,
	struct error *err) TTA_MUST_USE;
/* Of the event, in milliseconds; 0: none. */
int64_t workplace_budget(const struct config *c, const char *stage);
/* --jobs or TTA_JOBS; 0: one a processor. */
int workplace_jobs(size_t *out, const struct cli *cli, const struct run_request *request,
	struct error *err) TTA_MUST_USE;
/* Adds what gates are told of the event, and the PATH that they get where git called us;
 * *path_from: where that comes from, for people, or NULL. */
void workplace_tell(
	struct strs *set, const char **path_from, const struct session *s, const struct event *e);
void workplace_close(struct workplace *place, struct session *s);

#endif

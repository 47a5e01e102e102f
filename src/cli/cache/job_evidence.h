/* SPDX-License-Identifier: MIT */
/*
 * job_evidence -- all that the verdict of a job depends on, found out before there is a place for
 * it to run in.
 *
 * Parts:   version      ours
 *          gate, env    what acts in their definitions (config_gate_acts())
 *          place        component, target, folders and {source} {tests} {paths}; in files scope
 *                       where the command asks for them, or a script of the tree that it names
 *          script       in files scope: files of the judged tree that the command names
 *          settings     git's settings and attributes outside the tree that decide what files
 *                       look like, what else the snapshot's repository is told of them, and
 *                       info/exclude
 *          files        what the job can see (sight.h); in files scope, for each of its files
 *          file         in files scope: that file
 *          tool         the file that is run, by stat, and the interpreter its `#!` names; the
 *                       output of `tool`
 *          needs        what the gates are that it needs (needs_evidence.h)
 *          limits       of a gate that measures: what is wanted; with `ratchet` the file of the
 *                       best; with `diff-coverage` what was changed, and how that was asked for
 *          identity     the contents of `identity` in what is carried
 *          environment  the variables of influence.h, and those of `set` of [env] but for PATH
 *          env:NAME     each of `env-inputs`
 *          vouched      `cache = yes` in tta.ini: such a pass is served to nobody who does not say
 *                       so
 * Root:    where a value holds the path of the work tree, that path does not count.
 * Unfit:   what cannot be known makes the job unfit: its verdict is never served (a launcher, a
 *          shell script, carried state without `identity`, siblings), unless tta.ini says
 *          `cache = yes` itself.
 * Not:     what is read of the history of the repository, over the network, or off the clock.
 */
#ifndef TTA_CLI_JOB_EVIDENCE_H
#define TTA_CLI_JOB_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "git/carry/carry.h"
#include "model/evidence/evidence.h"
#include "model/evidence/remembered.h"

struct event;
struct gate;
struct job;
struct journal;
struct session;

struct job_evidence_context { /* what the jobs of a run have in common */
	struct session *session;
	struct journal *journal;   /* for memos; NULL: without */
	const struct strs *sparse; /* as in struct view */
	const struct event *event; /* for gates that look at added lines; NULL: none */
	const struct strs *set;    /* variables of every job */
	bool is_mixed;      /* jobs that share a snapshot are shown each other's files (`shown`) */
	struct carry carry; /* by carry_find() */
	const char *settings; /* what decides what files look like: git/settings.h */

	/* Made by the first that needs them, and used again: */
	struct strs inherited;             /* what all jobs have in their environment */
	struct strs variables, influences; /* of the job before: each variable, and its part in
						   the evidence or NULL */
	struct remembered texts, gates, tools, sights; /* digests */
	struct remembered leaks;                       /* of views: leak.h */
};

struct job_evidence {
	struct evidence *v; /* one; in files scope one a file, in the order of job->files */
	size_t n;
	const char *unfit; /* a sentence; NULL: fit */
};

/* Of those parts: gate, env, identity, tool; whatever makes it unfit. */
int job_evidence_acts(struct evidence *out, struct job_evidence_context *c, const struct job *job,
	struct error *err) TTA_MUST_USE;
int job_evidence(struct job_evidence *out, struct job_evidence_context *c, const struct job *job,
	struct error *err) TTA_MUST_USE;

/* `cache = yes`, written in tta.ini, is a person's word. */
bool job_evidence_is_vouched(const struct gate *gate);

#endif

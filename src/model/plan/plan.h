/* SPDX-License-Identifier: MIT */
/*
 * plan -- which jobs a change owes, each with its reason, and what does not run and why.
 *
 * plan_build() is pure: the same input gives the same plan.  It starts nothing and reads nothing
 * but the tree it is given.
 */
#ifndef TTA_MODEL_PLAN_H
#define TTA_MODEL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/change.h"
#include "model/config/origin.h"
#include "model/event.h"
#include "model/gate.h"

struct arena;
struct blob_source;
struct builtin;
struct config;

struct plan_input {
	const struct config *config;
	const struct event *event;
	const struct selector *selector;
	const struct change_set *changes; /* what differs from every base */
	const struct change_set
		*against; /* what differs from each one; NULL for at most one base */
	size_t nbases;
	const struct blob_source *tree;
	const char *const *environ; /* for `when = env NAME` */
	/* The built-ins that there are; NULL: all are, and look at every regular file. */
	const struct builtin *(*builtin)(const char *id);
};

enum job_state {
	JOB_READY,
	JOB_BROKEN,  /* cannot be judged; why says it */
	JOB_SKIPPED, /* SKIP, TTA_SKIP or --skip named it */
	JOB_SERVED,  /* all of it passed before, on the same evidence */
};

struct job {
	const char
		*id; /* "lint@narrative-engine"; "lint" over several components or the repository */
	const struct gate *gate;
	const char *builtin;    /* the id of the built-in this job is, or NULL: run is executed */
	struct strs components; /* names; one for component scope */
	size_t component;       /* index for component scope, else 0 */
	int target;             /* the stage it is owed at (highest of several) */
	enum level level;       /* LEVEL_FAIL or LEVEL_WARN */
	enum job_state state;
	const char *why;                  /* BROKEN, SKIPPED: the reason */
	const char *reason;               /* "2 changed files", "depends on neo4j, which changed" */
	struct origin origin;             /* the line that asked for it */
	struct strs files;                /* {files} */
	struct strs file_owners;          /* component name of each of files */
	struct change *changes;           /* of files, for built-ins: same order, both sides */
	struct strs source, tests, paths; /* {source} {tests}: expanded, existing */
	const char *dir;                  /* {dir} of the component, "" for others */
	struct strs cone; /* paths it is near (view.h), sorted; of sees = component empty: all */
	size_t rank;      /* dependency order of its component */
	size_t nserved; /* verdicts served: files in files scope, which are not in files; else 1 */
	const char
		*served_measures; /* of a pass that is served, as measures_write() has it; NULL */
	int64_t served_ended_ms, served_took_ms; /* of the latest, and of the longest of them */
	int64_t likely_ms; /* what it is likely to take, from the times before; -1: nobody knows */
	bool failed_last;  /* the last time it said no */
};

struct omission { /* a gate that a touched component does not run, and why */
	const char *gate, *component;
	const char *reason;
	struct origin origin;
};

struct touched { /* a component the change is about */
	const char *component;
	int target;
	size_t nfiles;       /* of its own that changed */
	const char *through; /* the dependency it is touched through; NULL: by its own files */
};

struct plan {
	struct job *jobs;
	size_t njobs, cjobs;
	struct omission *omissions;
	size_t nomissions, comissions;
	struct touched *touched;
	size_t ntouched, ctouched;
	struct strs warnings; /* unknown ids in SKIP and the like */
};

int plan_build(struct plan *out, const struct plan_input *in, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif

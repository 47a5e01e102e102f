/* SPDX-License-Identifier: MIT */
/*
 * event -- what happened, and what was asked: the facts that decide which gates are owed.
 */
#ifndef TTA_MODEL_EVENT_H
#define TTA_MODEL_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strs.h"

enum selection {
	SELECT_CHANGES, /* what differs from the bases */
	SELECT_ALL,     /* every file of the tree */
	SELECT_FILES,   /* the files that were named */
};

struct event {
	const char *stage; /* "pre-commit", "pre-push", or a name of the user's (ci, manual) */
	const char *what;  /* for people: "staged", "main -> origin (new)", "HEAD~2..HEAD" */
	enum selection selection;
	const char *branch; /* HEAD's, or the one that is pushed to; short; NULL: none */
	bool is_merge, is_rebase, is_ci;
	const char *from_ref, *to_ref;        /* object ids in hex, or NULL */
	const char *remote_name, *remote_url; /* or NULL */
	const char *local_ref, *remote_ref;   /* of a push, as git names them, or NULL */
	size_t ncommits, nunjudged; /* of a push: new to the remote; of them, never judged here */
};

/* What the command line and SKIP narrow the run to. */
struct selector {
	struct strs components, gates, skip; /* names, groups, built-ins, gate@component in skip */
	int target; /* a stage in place of every component's own; STAGE_NONE: their own */
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * pushing -- a push while it is judged: what refs.c and the parts that it asks share.
 */
#ifndef TTA_CLI_PUSHING_H
#define TTA_CLI_PUSHING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/push/push.h"
#include "model/event.h"

struct push_call;
struct run_request;
struct session;

#define NO_TWIN ((size_t)-1)

struct subject { /* one line */
	const struct push_ref *ref;
	struct push_range range;
	const char *branch; /* that is pushed to; NULL: a tag, or something else */
	size_t twin;        /* the line before it that names the same commit, or NO_TWIN */
	bool has_twin;      /* is the twin of a later one */
	bool is_judged, asks_branch;
};

struct pushing {
	struct session *s;
	const struct push_call *call;
	const struct run_request *request;
	struct push_scope *scope, *bounded; /* bounded: by since */
	const char *since;
	struct oids seen;  /* commits whose messages were judged, sorted */
	struct subject *v; /* one a ref */
	size_t n;
	const char *unasked; /* the first ref without a tta.ini */
	size_t nunasked;
};

/* The commits of a line that [tta] since of its own configuration, which the session has, leaves in
 * question. */
int pushing_bound(struct pushing *p, struct subject *it, struct push_scope **scope,
	struct error *err) TTA_MUST_USE;
struct event pushing_event(const struct pushing *p, const struct subject *it);

#endif

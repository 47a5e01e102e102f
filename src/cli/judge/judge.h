/* SPDX-License-Identifier: MIT */
/*
 * judge -- from a request to verdicts, a report and an exit status.
 */
#ifndef TTA_CLI_JUDGE_H
#define TTA_CLI_JUDGE_H

#include <stdbool.h>

#include "base/error.h"
#include "git/push/push.h"
#include "model/event.h"

struct cli;
struct refusal;
struct run_request;
struct session;

struct push_call { /* one push, or its rehearsal */
	struct push_refs refs;
	const char *remote, *url; /* as the hook is told: a name or the URL; the URL */
	bool is_hook;
	bool is_nothing; /* filled: the remote lacks no commit of any ref */
};

/* Judges, reports, and returns the exit status.  A signal that ended it has been raised again. */
int judge_run(struct cli *cli, const struct run_request *request);

/* The parts of it, for the hooks.  Each reports and returns an exit status; 128 + N for a signal.
 */
int judge_subject(struct session *s, const struct event *event, const struct run_request *request,
	bool is_hook); /* s->judged and s->config are filled */
/* The same for a subject that something besides gates refuses before any is asked. */
int judge_refused(struct session *s, const struct event *event, const struct refusal *why,
	const struct run_request *request, bool is_hook);
int judge_refs(struct session *s, struct push_call *call,
	const struct run_request *request); /* src/cli/push/refs.c */
/* Fills s->judged, s->config and the event for a request about one tree. */
int judge_find(struct event *event, struct session *s, const struct run_request *request,
	struct error *err) TTA_MUST_USE;
struct event judge_event(const struct session *s, const char *stage, const char *what);
int judge_worse(int a, int b); /* signal > 2 > 3 > 1 > 0 */
/* The signal's status where one came at any time, also outside the gates; else the status given. */
int judge_ended(int status);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * workplace -- where commands run, a snapshot or the work tree itself, and what they are told.
 *
 * Sequence:  workplace_open() where commands are to run at all; workplace_options();
 *            workplace_close() is legal on one that WORKPLACE_NONE initialized.
 */
#ifndef TTA_CLI_WORKPLACE_H
#define TTA_CLI_WORKPLACE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"
#include "engine/run.h"
#include "git/carry.h"
#include "git/snapshot.h"

struct event;
struct run_request;
struct session;

struct workplace {
	struct snapshot snapshot;
	const char *root;
	struct strs dirty;
	const struct strs *look_at; /* &dirty where the work tree itself is the place */
	struct carry carry;         /* of all [env] */
	struct strs keep;
	struct strs set;  /* variables of every job */
	struct strs kept; /* folders that a contained gate cannot write to */
	bool is_open;
};
#define WORKPLACE_NONE ((struct workplace){.snapshot.lock = -1})

/* is_private: a snapshot, whatever `isolation` says. */
int workplace_open(
	struct workplace *out, struct session *s, bool is_private, struct error *err) TTA_MUST_USE;
int workplace_options(struct run_options *out, struct workplace *place, struct session *s,
	const struct event *event, const struct run_request *request,
	struct error *err) TTA_MUST_USE;
void workplace_close(struct workplace *place, struct session *s);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * push_secrets -- the secrets of every commit of a push: what one adds and another takes away again
 * is pushed all the same.
 *
 * Asked where a gate of the pushed tree has the built-in `secrets`, with its `args`, baseline and
 * files; each blob is looked at once for each path, and what the tip itself brings is left to the
 * gate.  A range with more commits than SINCE leaves costs a comparison for each.
 */
#ifndef TTA_CLI_PUSH_SECRETS_H
#define TTA_CLI_PUSH_SECRETS_H

#include "base/error.h"

struct event;
struct push_range;
struct refusal;
struct run_request;
struct session;

/* s->judged and s->config are those of the tip.  out->status is EXIT_YES where nothing is found;
 * what a gate at level warn found is told on the cli's err. */
int push_secrets_check(struct refusal *out, struct session *s, const struct event *event,
	const struct push_range *range, const struct run_request *request,
	struct error *err) TTA_MUST_USE;

#endif

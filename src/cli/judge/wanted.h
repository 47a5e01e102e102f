/* SPDX-License-Identifier: MIT */
/*
 * wanted -- which jobs are wanted of those that are owed: by the options of a run, SKIP and
 * TTA_SKIP.
 */
#ifndef TTA_CLI_WANTED_H
#define TTA_CLI_WANTED_H

#include "base/error.h"

struct run_request;
struct selector;
struct session;

/* stage: the event, which must be one that some gate comes with (ERR_USAGE). */
int wanted_read(struct selector *sel, const struct session *s, const char *stage,
	const struct run_request *request, struct error *err) TTA_MUST_USE;

#endif

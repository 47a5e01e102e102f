/* SPDX-License-Identifier: MIT */
/*
 * deliver -- hands an outcome to those who asked: the screen, the files of --format, and the logs
 * of the last run in <git dir>/tta/ (last.json, last/JOB.log, last/2/JOB.log for a second subject),
 * which are nobody's duty: where they cannot be written the verdict stands all the same.
 */
#ifndef TTA_CLI_DELIVER_H
#define TTA_CLI_DELIVER_H

#include "base/error.h"

struct arena;
struct outcome;
struct run_request;
struct session;

/* Before reports are made: the logs, so that these can name them.  Sets o->log_dir. */
void deliver_logs(struct outcome *o, struct session *s);
/* Before anything is judged: files of --format that are there are emptied, so that where no report
 * comes about nobody reads the last one for it. */
int deliver_begin(
	const struct run_request *request, struct arena *mem, struct error *err) TTA_MUST_USE;
/* -1: a file of --format could not be written. */
int deliver_reports(const struct outcome *o, struct session *s, const struct run_request *request,
	struct error *err) TTA_MUST_USE;

#endif

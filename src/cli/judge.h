/* SPDX-License-Identifier: MIT */
/*
 * judge -- from a request to verdicts, a report and an exit status.
 */
#ifndef TTA_CLI_JUDGE_H
#define TTA_CLI_JUDGE_H

struct cli;
struct run_request;

/* Judges, reports, and returns the exit status.  A signal that ended it has been raised again. */
int judge_run(struct cli *cli, const struct run_request *request);

#endif

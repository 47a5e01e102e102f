/* SPDX-License-Identifier: MIT */
/*
 * chronicle -- writes down what was judged, and what was not although it was owed.
 *
 * Failures are no more than a note: nothing that is written here changes a verdict.
 */
#ifndef TTA_CLI_CHRONICLE_H
#define TTA_CLI_CHRONICLE_H

struct assessment;
struct event;
struct judged;
struct oid;
struct recall;
struct run_request;
struct session;

/* What TTA_REASON says; NULL: nothing. */
const char *chronicle_reason(const struct session *s);
/* A run that has ended, with its jobs, and each job that was skipped by name. */
void chronicle_run(const struct assessment *a, struct session *s, const struct run_request *request,
	struct recall *recall);
/* A push that was refused before anything was judged; opens the journal by itself. */
void chronicle_refused(
	struct session *s, const struct event *event, const struct judged *judged, int status);
/* An event that was switched off (BYPASS_OFF), or a commit that nobody judged (BYPASS_UNJUDGED);
 * opens the journal by itself.  subject (for people) and commit may be NULL. */
void chronicle_bypass(struct session *s, const char *kind, const char *event, const char *subject,
	const struct oid *commit);

#endif

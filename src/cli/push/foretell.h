/* SPDX-License-Identifier: MIT */
/*
 * foretell -- what people who wait for a push are told before its gates run: what is new, how much
 * of it was never judged here, and how long it may take.
 *
 * At a terminal the lines appear at once.  Elsewhere nothing appears before the end, and only what
 * explains a no is said at all.
 */
#ifndef TTA_CLI_FORETELL_H
#define TTA_CLI_FORETELL_H

struct assessment;
struct run_request;
struct session;

/* Before the gates, when it is known what is served. */
void foretell(struct assessment *a, struct session *s, const struct run_request *request);
/* After them, when the outcome is known. */
void foretell_settle(struct assessment *a, struct session *s);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * unjudged -- which commits of a push were never judged in this repository: made with -n, by a
 * rebase or a cherry-pick, before there were hooks, or in another clone.  A fact, no accusation.
 *
 * Not counted: commits whose tree has no tta.ini, and one whose tree was judged as another's.
 */
#ifndef TTA_CLI_UNJUDGED_H
#define TTA_CLI_UNJUDGED_H

#include <stdbool.h>

struct event;
struct push_range;
struct push_scope;
struct session;

#define UNJUDGED_LOOKED 1000 /* the newest of a range; older ones are not asked for */

/* Fills ncommits and nunjudged of the event; both stay 0 where that cannot be told.  is_recorded:
 * those of one's own are written down as bypasses. */
void unjudged_count(struct event *event, struct session *s, struct push_scope *scope,
	const struct push_range *range, bool is_recorded);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * site -- one snapshot that commands run in, with what is carried into it.
 *
 * Sequence:  sites_add() a job at a time, then site_open() each; sites_close() is legal on a zeroed
 *            list, and after a failure.
 * Carried:   what the [env] of its jobs ask for, and nothing else.
 */
#ifndef TTA_CLI_SITE_H
#define TTA_CLI_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "git/carry/carry.h"
#include "git/snapshot/snapshot.h"
#include "model/plan/view.h"

struct arena;
struct session;

struct site {
	struct view view;
	const char *what; /* sees_text() of it */
	uint64_t what_sum;
	const char *env_key; /* equal where envs are; known once it was tried to be opened */
	struct strs envs;    /* that its jobs ask for; sorted */
	struct carry carry;
	struct snapshot snapshot;
	bool is_open;
};

struct sites {
	struct site *v;
	size_t n, cap;
	struct snapshot_source source; /* of all of them, once the first was opened */
};

/* The place in the list of the site that shows this; made where there is none.  env: of the job, or
 * NULL. */
size_t sites_add(struct sites *list, const struct view *view, const char *env, struct arena *mem);
/* Makes it show this, too. */
void site_widen(struct site *site, const struct view *view, const char *env, struct arena *mem);
int site_open(
	struct site *site, struct sites *list, struct session *s, struct error *err) TTA_MUST_USE;
/* Of one that is open, between jobs: snapshot.h. */
bool site_is_still(const struct site *site, const struct sites *list, struct arena *mem);
int site_mend(struct site *site, const struct sites *list, struct arena *mem,
	struct error *err) TTA_MUST_USE;
void sites_close(struct sites *list, struct arena *mem);

#endif

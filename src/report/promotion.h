/* SPDX-License-Identifier: MIT */
/*
 * promotion -- the report of a component that rose to another stage, or went back: who, when, on
 * which tree, and on what evidence.  Markdown for people, JSON for programs.
 */
#ifndef TTA_REPORT_PROMOTION_H
#define TTA_REPORT_PROMOTION_H

#include <stdbool.h>

#include "base/strs.h"

struct arena;
struct buf;
struct outcome;

struct promotion {
	const char *component, *from, *to;
	const char *by, *at;           /* "Name <mail>"; UTC, as 2026-01-31T12:00:00Z */
	const char *tree, *head;       /* object ids in hex; head NULL: there is no commit yet */
	const char *reason;            /* of a demotion, or NULL */
	const struct outcome *outcome; /* what its gates said; NULL: none were asked */
	struct strs refused;           /* what else is in the way; empty: it may rise */
	bool is_done;                  /* tta.ini says so now */
};

void promotion_markdown(struct buf *out, const struct promotion *p, struct arena *mem);
void promotion_json(struct buf *out, const struct promotion *p, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * grid -- the table by component: which stage each one aims at, and what its gates said.
 *
 *	gameplay-loop      staging      lint Failed 0.2s  format Passed  tests at push
 */
#ifndef TTA_REPORT_GRID_H
#define TTA_REPORT_GRID_H

#include <stddef.h>

struct arena;
struct buf;
struct outcome;
struct report_style;

#define GRID_ROWS 20 /* with more components, those with nothing but passes are counted */

/* Adds nothing where fewer than two components owe something. */
void grid_add(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * headline -- the first line: the verdict, with the jobs that made it.  Programs with windows show
 * only this one.
 */
#ifndef TTA_REPORT_HEADLINE_H
#define TTA_REPORT_HEADLINE_H

struct arena;
struct buf;
struct outcome;
struct report_style;

#define HEADLINE_JOBS 8       /* named in one line; the rest is counted */
#define HEADLINE_WHY_BYTES 60 /* a longer reason is told below */

void headline_add(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);

#endif

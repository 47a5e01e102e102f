/* SPDX-License-Identifier: MIT */
/*
 * excerpt -- what one job had to say, within a number of lines: its findings, or the head and the
 * tail of its output.
 */
#ifndef TTA_REPORT_EXCERPT_H
#define TTA_REPORT_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct job;
struct outcome;
struct report_style;
struct verdict;

#define EXCERPT_MIN_LINES 4 /* less than this says nothing */

/* At most lines of them (from EXCERPT_MIN_LINES on); has_title: a line that names the job first. */
void excerpt_add(struct buf *out, const struct outcome *o, size_t job, size_t lines, bool has_title,
	const struct report_style *style, struct arena *mem);

#endif

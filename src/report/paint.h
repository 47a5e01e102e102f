/* SPDX-License-Identifier: MIT */
/*
 * paint -- words in colour where the style has colour, and words for verdicts and stages.
 */
#ifndef TTA_REPORT_PAINT_H
#define TTA_REPORT_PAINT_H

#include <stddef.h>

#include "model/verdict.h"

struct buf;
struct outcome;
struct report_style;

enum paint { PAINT_PLAIN, PAINT_GREEN, PAINT_RED, PAINT_YELLOW, PAINT_CYAN, PAINT_BOLD };

void paint_add(
	struct buf *out, const struct report_style *style, enum paint paint, const char *text);
enum paint paint_of(enum verdict_kind kind);

/*
 * Bytes that came from a tool, without what a terminal would obey: escape sequences (but colours
 * stay where the style has colour), other control bytes, and what a lone carriage return hides.
 */
void paint_add_foreign(
	struct buf *out, const struct report_style *style, const char *text, size_t len);

const char *paint_stage(const struct outcome *o, int stage); /* its name; "" for none */

#endif

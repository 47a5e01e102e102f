/* SPDX-License-Identifier: MIT */
/*
 * message_line -- what is said of one commit message, as one line of JSON:
 * {"id":0,"ignored":false,"valid":true,"errors":[],"warnings":[]}
 *
 * errors and warnings are names of rules, by name, each once.
 */
#ifndef TTA_REPORT_MESSAGE_LINE_H
#define TTA_REPORT_MESSAGE_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct strs;

struct message_line {
	const char *id; /* a commit's, or NULL: number is */
	size_t number;
	bool is_ignored, is_valid;
	const struct strs *errors, *warnings;
};

void message_line_add(struct buf *out, const struct message_line *line);

#endif

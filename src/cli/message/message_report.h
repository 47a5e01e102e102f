/* SPDX-License-Identifier: MIT */
/*
 * message_report -- verdicts on messages in the formats of --format: jsonl, a line each; and those
 * of `run`, for which each message is a job of the gate "message" and each rule a finding.
 */
#ifndef TTA_CLI_MESSAGE_REPORT_H
#define TTA_CLI_MESSAGE_REPORT_H

#include "base/error.h"
#include "cli/message/message_range.h"

struct cli;
struct config;
struct report_format;

enum message_form { FORM_TEXT, FORM_LINES, FORM_REPORT };

struct message_format {
	enum message_form form;
	const struct report_format *report; /* FORM_REPORT */
};

/* NULL is text. */
int message_format_read(struct message_format *out, const char *name, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* One line of jsonl. */
void message_report_line(struct buf *out, const struct range_message *m, struct arena *mem);
/* what is for people: "HEAD~3..HEAD". */
void message_report(struct cli *cli, const struct report_format *format, const char *what,
	const struct range_messages *r, const struct config *config);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * ask -- a question to the human at the terminal.
 *
 * Only where standard input and error are terminals: a program that pipes an answer in is none.
 */
#ifndef TTA_CLI_ASK_H
#define TTA_CLI_ASK_H

#include <stdbool.h>

#include "base/error.h"

struct cli;

#define ASK_MAX 4096

bool ask_can(void);
/* Flushes, then shows the question; *answer is the line without its newline, NULL at the end of
 * input. */
int ask_line(
	const char **answer, struct cli *cli, const char *question, struct error *err) TTA_MUST_USE;

#endif

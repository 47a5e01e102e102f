/* SPDX-License-Identifier: MIT */
/*
 * hookcall -- one run of one hook: what all of them do first and last.
 *
 * Sequence:  hookcall_begin(); where it gives -1 judge, else that is the status; hookcall_end().
 */
#ifndef TTA_CLI_HOOKCALL_H
#define TTA_CLI_HOOKCALL_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"

struct hookcall {
	struct cli cli;
	const char *name;
	int argc;
	char **argv;
	const char *input; /* all of stdin, for pre-push */
	size_t input_len;
	bool is_after; /* post-commit: nothing can be refused any more */
	int kept;      /* what the kept hook of post-commit ended with */
};

/* Runs the kept hook, answers TTA_CHECK=0.  -1: go on; else the exit status. */
int hookcall_begin(
	struct hookcall *c, const char *name, int argc, char *argv[], const char *const *environ);
/* Says what was said, and ends by the signal that came, if one did. */
int hookcall_end(struct hookcall *c, int status);

#endif

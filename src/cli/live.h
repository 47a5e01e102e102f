/* SPDX-License-Identifier: MIT */
/*
 * live -- what a terminal shows while jobs run: one line that says what is under way, and with -v
 * the dotted line of each job as it ends.  Nothing at all where stderr is no terminal.
 */
#ifndef TTA_CLI_LIVE_H
#define TTA_CLI_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/run.h"

struct buf;
struct cli;
struct outcome;

struct live {
	struct cli *cli;
	const struct outcome *outcome;
	struct run_observer observer;
	size_t ended;
	bool *is_running; /* one a job */
	int64_t began_ms;
	bool is_shown, has_lines;
};

struct live_state {
	size_t done, n; /* jobs */
	const char *id; /* of the one that people wait for */
	int64_t ms;
};
/* The line, less than width columns of it: the name is cut first, then what surrounds it. */
void live_line(struct buf *out, const struct live_state *state, int width);

void live_open(struct live *out, struct cli *cli, const struct outcome *o, int verbosity);
void live_close(struct live *l); /* takes the line away */

#endif

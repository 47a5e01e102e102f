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
	int64_t *since_ms; /* one a job: clock value of its start, or as in estimate.h */
	size_t slots;
	int64_t began_ms, guessed_at_ms; /* clock values */
	char left[32];                   /* "about 1m20s left"; "": nobody knows */
	bool is_shown, has_lines;
};

struct live_state {
	size_t done, n;   /* jobs */
	const char *id;   /* of the one that people wait for */
	int64_t ms;       /* since it began */
	const char *left; /* shown in its place; "": nobody knows */
};
/* The line, less than width columns of it: the name is cut first, then what surrounds it. */
void live_line(struct buf *out, const struct live_state *state, int width);

void live_open(struct live *out, struct cli *cli, const struct outcome *o, int verbosity,
	size_t slots);           /* how many run at a time */
void live_close(struct live *l); /* takes the line away */

#endif

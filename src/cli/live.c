/* SPDX-License-Identifier: MIT */
/* live -- see live.h.  The line appears only after LIVE_AFTER_MS, so that quick runs stay quiet. */
#include "cli/live.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/proc.h"
#include "base/term.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/outcome.h"
#include "report/report.h"

#define LIVE_AFTER_MS 300

static void
hide(struct live *l)
{
	if (l->is_shown)
		buf_adds(&l->cli->err, "\r\033[K");
	l->is_shown = false;
}

static void
started(void *ctx, size_t job)
{
	struct live *l = ctx;

	l->is_running[job] = true;
}

static void
ended(void *ctx, size_t job, const struct verdict *v)
{
	struct live *l = ctx;
	struct report_style style = {
		.has_color = l->cli->err_term.has_color, .width = l->cli->err_term.width};

	(void)v;
	l->ended++;
	l->is_running[job] = false;
	if (!l->has_lines)
		return;
	hide(l);
	report_line(&l->cli->err, l->outcome, job, &style, l->cli->mem);
	cli_flush(l->cli);
}

/* Of one line; what is not ASCII may take two columns. */
static int
columns_of(const char *s, size_t n)
{
	int columns = 0;

	for (size_t i = 0; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			columns += (unsigned char)s[i] < 0x80 ? 1 : 2;
	}
	return columns;
}

/* The bytes of s that fit into so many columns. */
static size_t
fitting(const char *s, int columns)
{
	size_t n = strlen(s);

	while (n && (columns_of(s, n) > columns || ((unsigned char)s[n] & 0xc0) == 0x80))
		n--;
	return n;
}

void
live_line(struct buf *out, const struct live_state *state, int width)
{
	char head[64], tail[64], line[160];
	int room, cut;

	snprintf(tail, sizeof(tail), "%d.%ds", (int)(state->ms / 1000),
		(int)(state->ms % 1000 / 100));
	snprintf(head, sizeof(head), "%zu of %zu", state->done, state->n);
	room = width - 1 -
	       (int)(strlen("tta-check:  done,  running, ") + strlen(head) + strlen(tail));
	cut = room - (int)strlen("...");
	if (columns_of(state->id, strlen(state->id)) <= room) {
		buf_addf(out, "tta-check: %s done, %s running, %s", head, state->id, tail);
	} else if (cut > 0) {
		buf_addf(out, "tta-check: %s done, %.*s... running, %s", head,
			(int)fitting(state->id, cut), state->id, tail);
	} else {
		snprintf(line, sizeof(line), "tta-check: %s done, %s", head, tail);
		if ((int)strlen(line) >= width)
			snprintf(line, sizeof(line), "%s, %s", head, tail);
		buf_add(out, line, fitting(line, width - 1));
	}
}

static void
tick(void *ctx, int64_t now_ms)
{
	struct live *l = ctx;
	int64_t ms = now_ms - l->began_ms;
	size_t n = l->outcome->plan->njobs, job = 0;

	while (job < n && !l->is_running[job]) /* the oldest is what people wait for */
		job++;
	if (ms < LIVE_AFTER_MS || job == n)
		return;
	hide(l);
	live_line(&l->cli->err,
		&(struct live_state){
			.done = l->ended, .n = n, .id = l->outcome->plan->jobs[job].id, .ms = ms},
		term_width(STDERR_FILENO)); /* now: windows change */
	l->is_shown = true;
	cli_flush(l->cli);
}

void
live_open(struct live *out, struct cli *cli, const struct outcome *o, int verbosity)
{
	bool is_live = cli->err_term.is_terminal && verbosity >= 0;

	*out = (struct live){.cli = cli,
		.outcome = o,
		.is_running = arena_alloc(cli->mem, o->plan->njobs, sizeof(bool)),
		.began_ms = proc_clock_ms(),
		.has_lines = is_live && verbosity > 0};
	out->observer.ctx = out;
	out->observer.started = started;
	out->observer.ended = ended;
	out->observer.tick = is_live ? tick : NULL;
}

void
live_close(struct live *l)
{
	hide(l);
	cli_flush(l->cli);
}

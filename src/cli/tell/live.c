/* SPDX-License-Identifier: MIT */
/* live -- see live.h.  The line appears only after LIVE_AFTER_MS, so that quick runs stay quiet. */
#include "cli/tell/live.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/proc.h"
#include "base/term.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/outcome.h"
#include "model/plan/estimate.h"
#include "report/report.h"

#define LIVE_AFTER_MS 300
#define LIVE_GUESS_MS 1000 /* between two guesses of what is left */

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

	l->since_ms[job] = proc_clock_ms();
}

static void
ended(void *ctx, size_t job, const struct verdict *v)
{
	struct live *l = ctx;
	struct report_style style = {
		.has_color = l->cli->err_term.has_color, .width = l->cli->err_term.width};

	(void)v;
	l->ended++;
	l->since_ms[job] = ESTIMATE_ENDED;
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

	if (*state->left)
		snprintf(tail, sizeof(tail), "%s", state->left);
	else
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

/* Only where all that is left is known, and not over what it was thought to take. */
static void
guess(struct live *l, int64_t now_ms)
{
	const struct plan *plan = l->outcome->plan;
	struct arena *mem = arena_new();
	int64_t *since = arena_dup(mem, l->since_ms, plan->njobs * sizeof(*since));
	struct estimate e;

	for (size_t i = 0; i < plan->njobs; i++) {
		if (since[i] >= 0)
			since[i] = now_ms - since[i];
	}
	estimate_make(&e, plan, since, l->slots, mem);
	l->left[0] = '\0';
	if (e.nknown == e.njobs && e.ms > 0)
		snprintf(l->left, sizeof(l->left), "about %s left", text_about(e.ms, mem));
	l->guessed_at_ms = now_ms;
	arena_free(mem);
}

static void
tick(void *ctx, int64_t now_ms)
{
	struct live *l = ctx;
	int64_t ms = now_ms - l->began_ms;
	size_t n = l->outcome->plan->njobs, job = 0;

	while (job < n && l->since_ms[job] < 0) /* the oldest is what people wait for */
		job++;
	if (ms < LIVE_AFTER_MS || job == n)
		return;
	if (now_ms - l->guessed_at_ms >= LIVE_GUESS_MS)
		guess(l, now_ms);
	hide(l);
	live_line(&l->cli->err,
		&(struct live_state){.done = l->ended,
			.n = n,
			.id = l->outcome->plan->jobs[job].id,
			.ms = ms,
			.left = l->left},
		term_width(STDERR_FILENO)); /* now: windows change */
	l->is_shown = true;
	cli_flush(l->cli);
}

void
live_open(struct live *out, struct cli *cli, const struct outcome *o, int verbosity, size_t slots)
{
	bool is_live = cli->err_term.is_terminal && verbosity >= 0;

	*out = (struct live){.cli = cli,
		.outcome = o,
		.since_ms = arena_alloc(cli->mem, o->plan->njobs, sizeof(*out->since_ms)),
		.slots = slots,
		.began_ms = proc_clock_ms(),
		.has_lines = is_live && verbosity > 0};
	for (size_t i = 0; i < o->plan->njobs; i++)
		out->since_ms[i] = ESTIMATE_WAITS;
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

/* SPDX-License-Identifier: MIT */
/* live -- see live.h.  The line appears only after LIVE_AFTER_MS, so that quick runs stay quiet. */
#include "cli/live.h"

#include "base/arena.h"
#include "base/proc.h"
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
	buf_addf(&l->cli->err, "tta-check: %zu of %zu done, %s running, %d.%ds", l->ended, n,
		l->outcome->plan->jobs[job].id, (int)(ms / 1000), (int)(ms % 1000 / 100));
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

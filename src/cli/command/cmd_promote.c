/* SPDX-License-Identifier: MIT */
/*
 * cmd_promote -- `tta-check promote` and `demote`: a component's target, raised on proof, lowered
 * for a reason.
 */
#include <string.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/maturity/ascent.h"
#include "cli/option.h"
#include "report/report.h"

struct promote_options {
	const char *to, *reason;
	bool is_dry_run, is_fresh;
	int jobs;
};

#define FIELD(member) offsetof(struct promote_options, member)
static const struct option promote_rows[] = {
	{"to", '\0', OPTION_TEXT, "STAGE", NULL, FIELD(to), NULL,
		"the stage behind its target, which is also what it is without"},
	{"dry-run", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_dry_run), NULL,
		"prove it, and change nothing"},
	{"no-cache", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_fresh), NULL,
		"run everything, also what passed before on the same content"},
	{"jobs", '\0', OPTION_NUMBER, "N", NULL, FIELD(jobs), NULL, "how many gates run at a time"},
	{0},
};
static const struct option demote_rows[] = {
	{"to", '\0', OPTION_TEXT, "STAGE", NULL, FIELD(to), NULL,
		"a stage below its target; the one before it unless given"},
	{"reason", '\0', OPTION_TEXT, "TEXT", NULL, FIELD(reason), NULL,
		"why; it goes into the trailer of the commit"},
	{0},
};

static void
say_report(struct ascent *x)
{
	struct cli *cli = x->s.cli;

	report_text(&cli->out, &x->a.outcome,
		&(struct report_style){.has_color = cli->out_term.has_color,
			.width = cli->out_term.width,
			.is_live = cli->err_term.is_terminal},
		cli->mem);
}

static void
say_done(struct ascent *x, const char *path)
{
	struct buf *out = &x->s.cli->out;

	buf_addf(out, "%s: %s -> %s (%s:%d)\nreport ", x->report.component, x->report.from,
		x->report.to, x->file, x->line);
	text_add_path(out, path);
	buf_addc(out, '\n');
}

static int
promote(struct ascent *x, const struct promote_options *o, struct error *err)
{
	const struct run_request request = {.is_fresh = o->is_fresh, .jobs = (size_t)o->jobs};
	struct buf *out = &x->s.cli->out;
	const char *path;

	if (ascent_prove(x, &request, err) < 0)
		return -1;
	say_report(x);
	if (x->a.outcome.signal)
		return 128 + x->a.outcome.signal;
	for (size_t i = 0; i < x->report.refused.n; i++)
		buf_addf(out, "in the way of %s: %s\n", x->report.to, x->report.refused.v[i]);
	if (x->report.refused.n == 0 && !o->is_dry_run && ascent_write(x, err) < 0)
		return -1;
	if (ascent_record(&path, x, err) < 0)
		return -1;
	if (x->report.refused.n) {
		buf_addf(out, "%s stays at %s\n", x->report.component, x->report.from);
		return outcome_exit(&x->a.outcome) > EXIT_NO ? outcome_exit(&x->a.outcome)
							     : EXIT_NO;
	}
	if (o->is_dry_run) {
		buf_addf(out, "%s can rise to %s; nothing was changed\n", x->report.component,
			x->report.to);
		return EXIT_YES;
	}
	say_done(x, path);
	buf_addf(out, "next: git add %s && git commit -m 'chore: promote %s to %s'\n", x->file,
		x->report.component, x->report.to);
	return EXIT_YES;
}

static int
demote(struct ascent *x, struct error *err)
{
	struct cli *cli = x->s.cli;
	const char *path;

	if (ascent_write(x, err) < 0 || ascent_record(&path, x, err) < 0)
		return -1;
	say_done(x, path);
	buf_addf(&cli->out, "next: git add %s && git commit -m ", x->file);
	text_add_shell(&cli->out,
		arena_printf(cli->mem, "chore: %s back to %s", x->report.component, x->report.to));
	buf_adds(&cli->out, " -m ");
	text_add_shell(&cli->out,
		arena_printf(cli->mem, "Maturity-Demotion: %s %s -> %s: %s", x->report.component,
			x->report.from, x->report.to, x->report.reason));
	buf_addc(&cli->out, '\n');
	return EXIT_YES;
}

static int
run_promote(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct promote_options *o = values;
	struct error err = {0};
	struct ascent x = {0};
	int status = -1;

	if (interrupt_open(&err) == 0 && ascent_open(&x, cli, operands->v[0], o->to, 1, &err) == 0)
		status = promote(&x, o, &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	ascent_close(&x);
	cli_flush(cli);
	status = judge_ended(status);
	if (status > 128)
		interrupt_raise(status - 128);
	return status;
}

static int
run_demote(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct promote_options *o = values;
	struct error err = {0};
	struct ascent x = {0};
	int status = -1;

	if (!o->reason || !*o->reason || strpbrk(o->reason, "\r\n"))
		return cli_usage(cli, "say why, in a line: --reason TEXT");
	if (ascent_open(&x, cli, operands->v[0], o->to, -1, &err) == 0) {
		x.report.reason = o->reason;
		status = demote(&x, &err);
	}
	if (status < 0)
		status = cli_fail(cli, &err);
	ascent_close(&x);
	return status;
}

const struct cli_command cmd_promote = {
	.name = "promote",
	.summary = "raise a component's target, once every gate of that stage has passed",
	.group = "maturity",
	.usage = "COMPONENT [--to STAGE] [--dry-run] [HOW]",
	.details = "Every gate of the stage runs for it on what is staged; its checklist must be "
		   "done, and what it depends on must stand as high. Then its one value in tta.ini "
		   "is changed, a report is written, and the commit that says so is shown.",
	.options = promote_rows,
	.size = sizeof(struct promote_options),
	.min = 1,
	.max = 1,
	.run = run_promote,
};

const struct cli_command cmd_demote = {
	.name = "demote",
	.summary = "lower a component's target, for a reason",
	.group = "maturity",
	.usage = "COMPONENT --reason TEXT [--to STAGE]",
	.options = demote_rows,
	.size = sizeof(struct promote_options),
	.min = 1,
	.max = 1,
	.run = run_demote,
};

/* SPDX-License-Identifier: MIT */
/* message_report -- see message_report.h. */
#include "cli/message/message_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "cli/cli.h"
#include "git/commit/committed.h"
#include "model/gate.h"
#include "model/outcome.h"
#include "report/message_line.h"
#include "report/report.h"

static const struct gate gate = {.name = "message", .scope = SCOPE_REPOSITORY};

int
message_format_read(
	struct message_format *out, const char *name, struct arena *mem, struct error *err)
{
	struct strs known = {0};

	*out = (struct message_format){.form = FORM_TEXT};
	if (!name || strcmp(name, "text") == 0)
		return 0;
	out->form = strcmp(name, "jsonl") == 0 ? FORM_LINES : FORM_REPORT;
	out->report = report_format_find(name);
	if (out->form == FORM_LINES || out->report)
		return 0;
	for (size_t i = 0; i < nreport_formats; i++)
		strs_add(&known, report_formats[i].name, mem);
	return error_set(err, ERR_USAGE, "unknown format '%s'; there is %s, jsonl", name,
		strs_join(&known, ", ", mem));
}

void
message_report_line(struct buf *out, const struct range_message *m, struct arena *mem)
{
	const struct message_verdict *v = &m->verdict;
	struct strs errors = {0}, warnings = {0};

	for (size_t i = 0; i < v->n; i++)
		strs_add(v->v[i].level == LEVEL_FAIL ? &errors : &warnings, v->v[i].rule, mem);
	strs_sort_unique(&errors);
	strs_sort_unique(&warnings);
	message_line_add(out, &(struct message_line){
				      .id = m->commit ? oid_hex(&m->commit->id, mem) : NULL,
				      .number = m->number,
				      .is_ignored = v->is_ignored || !m->is_asked,
				      .is_valid = v->is_valid || !m->is_asked,
				      .errors = &errors,
				      .warnings = &warnings,
			      });
}

static void
fill_job(struct job *job, struct verdict *to, const struct range_message *m, bool is_single,
	struct arena *mem)
{
	const struct message_verdict *v = &m->verdict;
	const char *label = message_range_label(m, mem);

	*job = (struct job){.id = is_single ? "message" : arena_printf(mem, "message@%s", label),
		.gate = &gate,
		.target = STAGE_NONE,
		.level = m->is_lenient ? LEVEL_WARN : LEVEL_FAIL,
		.reason = v->header};
	*to = (struct verdict){.kind = !m->is_asked || v->is_ignored    ? VERDICT_SKIP
				       : !v->is_valid && !m->is_lenient ? VERDICT_FAIL
				       : v->n                           ? VERDICT_WARN
									: VERDICT_PASS,
		.why = !m->is_asked    ? "its tree has no tta.ini"
		       : v->is_ignored ? v->why_ignored
				       : NULL};
	for (size_t i = 0; i < v->n; i++) {
		const struct message_problem *p = &v->v[i];

		if (!p->is_echo)
			finding_add(&to->findings,
				&(struct finding){.line = (int)p->line,
					.column = p->line ? (int)p->column + 1 : 0,
					.rule = p->rule,
					.text = p->text},
				mem);
	}
}

void
message_report(struct cli *cli, const struct report_format *format, const char *what,
	const struct range_messages *r, const struct config *config)
{
	struct arena *mem = cli->mem;
	struct event event = {.stage = "message", .what = what};
	struct plan plan = {.njobs = r->n};
	struct outcome o = {
		.event = &event, .config = config, .plan = &plan, .now_ms = clock_wall_ms()};

	plan.jobs = arena_alloc(mem, r->n, sizeof(*plan.jobs));
	o.verdicts = arena_alloc(mem, r->n, sizeof(*o.verdicts));
	for (size_t i = 0; i < r->n; i++)
		fill_job(
			&plan.jobs[i], &o.verdicts[i], &r->v[i], r->n == 1 && !r->v[i].commit, mem);
	format->write(&cli->out, &o,
		&(struct report_style){.has_color = cli->out_term.has_color,
			.width = cli->out_term.width,
			.is_piped = !cli->out_term.is_terminal},
		mem);
}

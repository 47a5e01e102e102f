/* SPDX-License-Identifier: MIT */
/*
 * excerpt -- see excerpt.h.  Findings are shown from the first on; of an output the tail matters
 * more, since that is where most tools say what went wrong.
 */
#include "report/excerpt.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "model/outcome.h"
#include "report/paint.h"
#include "report/report.h"

struct excerpt {
	struct buf *out;
	const struct outcome *o;
	const struct job *job;
	const struct verdict *v;
	const struct report_style *style;
	struct arena *mem;
};

/* "37 more: .git/tta/last/lint@parser.log" */
static void
add_more(const struct excerpt *e, const char *what)
{
	buf_adds(e->out, what);
	if (e->o->log_dir) {
		buf_adds(e->out, ": ");
		text_add_path(
			e->out, path_join(e->o->log_dir, report_log_name(e->job, e->mem), e->mem));
	}
	buf_addc(e->out, '\n');
}

/* The line people will look for is the work tree's. */
static void
add_staged(struct buf *out, const struct finding *f)
{
	if (f->is_gone)
		buf_adds(out, "     (as staged; the work tree has no such line)");
	else if (f->here)
		buf_addf(out, "     (line %d as staged)", f->line);
}

/* style NULL: for a file. */
static void
add_finding(struct buf *out, const struct finding *f, const struct report_style *style)
{
	static const struct report_style plain;

	if (f->path) {
		text_add_path(out, f->path);
		if (f->line)
			buf_addf(out, ":%d", f->here ? f->here : f->line);
		if (f->line && f->column)
			buf_addf(out, ":%d", f->column);
		buf_adds(out, ": ");
	}
	if (f->is_advice)
		buf_adds(out, "advice: ");
	if (f->rule && *f->rule)
		buf_addf(out, "%s ", f->rule);
	if (f->text)
		paint_add_foreign(out, style ? style : &plain, f->text, strcspn(f->text, "\n"));
	add_staged(out, f);
	buf_addc(out, '\n');
}

void
report_findings(struct buf *out, const struct findings *list)
{
	for (size_t i = 0; i < list->n; i++)
		add_finding(out, &list->v[i], NULL);
}

static void
add_findings(const struct excerpt *e, size_t lines)
{
	const struct findings *list = &e->v->findings;
	size_t shown = list->n;

	if (lines > REPORT_GATE_FINDINGS)
		lines = REPORT_GATE_FINDINGS + 1;
	if (shown > lines || shown > REPORT_GATE_FINDINGS)
		shown = lines - 1;
	for (size_t i = 0; i < shown; i++)
		add_finding(e->out, &list->v[i], e->style);
	if (shown < list->n)
		add_more(e, arena_printf(e->mem, "%zu more", list->n - shown));
}

static size_t
count_lines(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n + (len && text[len - 1] != '\n');
}

/* Where line n (from 0) begins. */
static size_t
line_start(const char *text, size_t len, size_t n)
{
	size_t at = 0;

	while (n && at < len)
		n -= text[at++] == '\n';
	return at;
}

static void
add_lines(const struct excerpt *e, const char *text, size_t len)
{
	paint_add_foreign(e->out, e->style, text, len);
	if (len && text[len - 1] != '\n')
		buf_addc(e->out, '\n');
}

static void
add_output(const struct excerpt *e, size_t lines)
{
	const char *text = e->v->output;
	size_t len = e->v->output_len, n, head, tail;

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	n = count_lines(text, len);
	if (n <= lines && e->v->output_dropped == 0) {
		add_lines(e, text, len);
		return;
	}
	head = (lines - 1) / 3;
	tail = lines - 1 - head;
	if (n <= head + tail) /* all that was kept fits, but some was not kept */
		head = n - (tail = n < tail ? n : tail);
	add_lines(e, text, line_start(text, len, head));
	n -= head + tail;
	add_more(e, n == 0 ? "... what was too long to keep is not in"
			   : arena_printf(e->mem, "... %s%s", text_count(n, "more line", e->mem),
				     e->v->output_dropped ? " and what was too long to keep" : ""));
	n += head;
	add_lines(e, text + line_start(text, len, n), len - line_start(text, len, n));
}

static void
add_title(const struct excerpt *e)
{
	buf_adds(e->out, e->job->id);
	buf_addc(e->out, ' ');
	paint_add(e->out, e->style, paint_of(e->v->kind), verdict_word(e->v->kind));
	if (e->v->why && *e->v->why) {
		buf_adds(e->out, ": ");
		text_add_line(e->out, e->v->why);
	}
	buf_addc(e->out, '\n');
}

void
excerpt_add(struct buf *out, const struct outcome *o, size_t job, size_t lines, bool has_title,
	const struct report_style *style, struct arena *mem)
{
	const struct excerpt e = {
		.out = out,
		.o = o,
		.job = &o->plan->jobs[job],
		.v = &o->verdicts[job],
		.style = style,
		.mem = mem,
	};

	if (has_title) {
		add_title(&e);
		lines--;
	}
	if (e.v->findings.n)
		add_findings(&e, lines);
	else if (e.v->output_len)
		add_output(&e, lines);
}

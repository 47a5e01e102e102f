/* SPDX-License-Identifier: MIT */
/*
 * report -- see report.h: the table of formats, and the text that people read, put together from
 * the headline, the grid, the excerpts and what to do next.
 */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/config/problem.h"
#include "model/outcome.h"
#include "report/excerpt.h"
#include "report/grid.h"
#include "report/headline.h"
#include "report/paint.h"

#define DOTS_WIDTH 79
#define DOTS_STATUS 13  /* columns for "Passed 1m02s" and a blank */
#define WARNED_LINES 10 /* at most, of what only warns */
#define TAIL_LINES 9    /* kept for the headline, notes and what to do next */

const struct report_format report_formats[] = {
	{"text", "for people: one line when all is well", false, report_text},
	{"json", "for programs: docs/json.md", false, report_json},
	{"github", "workflow commands, shown at the lines of a pull request", false, report_github},
	{"sarif", "SARIF 2.1.0, for code scanning and editors", true, report_sarif},
	{"junit", "JUnit's XML, a test case a job", true, report_junit},
	{"gitlab", "a code quality report of GitLab's", true, report_gitlab},
};
const size_t nreport_formats = countof(report_formats);

const struct report_format *
report_format_find(const char *name)
{
	for (size_t i = 0; i < nreport_formats; i++) {
		if (strcmp(report_formats[i].name, name) == 0)
			return &report_formats[i];
	}
	return NULL;
}

char *
report_log_name(const struct job *job, struct arena *mem)
{
	char *name = arena_printf(mem, "%s.log", job->id);

	for (char *p = name; *p; p++) {
		if (*p == '/')
			*p = '_';
	}
	return name;
}

static void
add_reason(struct buf *out, const struct job *job, struct arena *mem)
{
	buf_addf(out, "    %s; %s\n", job->reason ? job->reason : "asked for",
		origin_text(&job->origin, mem));
}

/* Of a verdict that is served; a clock that was set back makes it young. */
static int64_t
age_of(const struct verdict *v, const struct outcome *o)
{
	return o->now_ms > v->served_ms ? o->now_ms - v->served_ms : 0;
}

void
report_line(struct buf *out, const struct outcome *o, size_t job, const struct report_style *style,
	struct arena *mem)
{
	const struct job *j = &o->plan->jobs[job];
	const struct verdict *v = &o->verdicts[job];
	size_t width =
		style->width > 0 && style->width < DOTS_WIDTH ? (size_t)style->width : DOTS_WIDTH;
	size_t n = strlen(j->id);
	const char *aside = "";

	if ((v->kind == VERDICT_SKIP || v->kind == VERDICT_DEFERRED) && v->why && *v->why)
		aside = arena_printf(mem, "(%s)", v->why);
	buf_adds(out, j->id);
	n += strlen(aside) + DOTS_STATUS;
	for (size_t dots = n + 3 < width ? width - n : 3; dots; dots--)
		buf_addc(out, '.');
	buf_adds(out, aside);
	paint_add(out, style, paint_of(v->kind), verdict_word(v->kind));
	if (v->is_served)
		buf_addf(out, ", cached, %s ago, took %s", text_duration(age_of(v, o), mem),
			text_duration(v->ms, mem));
	else if (v->ms > 0)
		buf_addf(out, " %s", text_duration(v->ms, mem));
	if (v->nserved && !v->is_served)
		buf_addf(out, " (%s cached)", text_count(v->nserved, "file", mem));
	buf_addc(out, '\n');
	if (v->measures.n)
		buf_addf(out, "    %s\n", measures_text(&v->measures, false, mem));
	if (style->is_why)
		add_reason(out, j, mem);
	if (v->unfit && (style->is_why || style->verbosity > 0))
		buf_addf(out, "    never served again: %s\n", v->unfit);
}

static void
add_dotted(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	for (size_t i = 0; i < o->plan->njobs; i++)
		report_line(out, o, i, style, mem);
	for (size_t i = 0; style->is_why && i < o->plan->nomissions; i++) {
		const struct omission *om = &o->plan->omissions[i];

		buf_addf(out, "%s@%s does not run: %s; %s\n", om->gate,
			om->component ? om->component : "", om->reason,
			origin_text(&om->origin, mem));
	}
}

/* Does this job have something to say that the headline has not said? */
static bool
is_told(const struct verdict *v)
{
	if (v->kind == VERDICT_BROKEN || v->kind == VERDICT_FAIL)
		return v->findings.n || v->output_len || !v->why ||
		       strlen(v->why) > HEADLINE_WHY_BYTES;
	return v->kind == VERDICT_WARN;
}

static size_t
count_told(const struct outcome *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->plan->njobs; i++)
		n += is_told(&o->verdicts[i]);
	return n;
}

static size_t
count_newlines(const struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++)
		n += b->data[i] == '\n';
	return n;
}

struct page { /* what is left of REPORT_LINES, and how many jobs still want some */
	struct buf *out;
	const struct outcome *o;
	const struct report_style *style;
	struct arena *mem;
	size_t left, total;
};

/* Each job gets its share of the lines that are left; what one does not use is the next one's. */
static size_t
share_of(const struct page *p, const struct verdict *v)
{
	size_t used = count_newlines(p->out) + TAIL_LINES, share;

	if (used + EXCERPT_MIN_LINES > REPORT_LINES)
		return 0;
	share = (REPORT_LINES - used) / p->left;
	if (share < EXCERPT_MIN_LINES)
		share = EXCERPT_MIN_LINES;
	return v->kind == VERDICT_WARN && share > WARNED_LINES ? WARNED_LINES : share;
}

/* Returns false when the page is full. */
static bool
add_excerpt(struct page *p, size_t job)
{
	const struct verdict *v = &p->o->verdicts[job];
	size_t share = share_of(p, v);
	bool has_title = p->total > 1 || !v->findings.n || v->kind == VERDICT_WARN;

	if (share == 0) {
		buf_adds(p->out, text_count(p->left, "more job", p->mem));
		if (p->o->log_dir)
			buf_addf(p->out, ": %s", text_path(p->o->log_dir, p->mem));
		buf_addc(p->out, '\n');
		return false;
	}
	excerpt_add(p->out, p->o, job, share, has_title, p->style, p->mem);
	p->left--;
	return true;
}

/* What refuses comes before what warns. */
static void
add_excerpts(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct page p = {.out = out, .o = o, .style = style, .mem = mem};

	p.left = p.total = count_told(o);
	for (int warned = 0; warned < 2; warned++) {
		for (size_t i = 0; i < o->plan->njobs; i++) {
			const struct verdict *v = &o->verdicts[i];

			if (is_told(v) && (v->kind == VERDICT_WARN) == warned &&
				!add_excerpt(&p, i))
				return;
		}
	}
}

/* Bounded by themselves: a handful of lines each. */
static void
add_refusals(struct buf *out, const struct outcome *o, const struct report_style *style)
{
	for (size_t i = 0; i < o->nrefusals; i++) {
		const struct refusal *r = &o->refusals[i];

		if (r->detail) {
			paint_add_foreign(out, style, r->detail, strlen(r->detail));
			if (!*r->detail || r->detail[strlen(r->detail) - 1] != '\n')
				buf_addc(out, '\n');
		} else if (!r->is_headline && strlen(r->text) > HEADLINE_WHY_BYTES) {
			buf_addf(out, "%s: %s\n", r->name, r->text);
		}
	}
}

static void
add_notes(struct buf *out, const struct outcome *o)
{
	for (size_t i = 0; i < o->plan->warnings.n; i++) {
		buf_adds(out, "warning: ");
		text_add_line(out, o->plan->warnings.v[i]);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < o->notes.n; i++)
		buf_addf(out, "%s\n", o->notes.v[i]);
}

static bool
is_said(const struct outcome *o, const char *next)
{
	for (size_t i = 0; i < o->nrefusals; i++) {
		if (o->refusals[i].next && strcmp(o->refusals[i].next, next) == 0)
			return true;
	}
	return false;
}

static void
add_next(struct buf *out, const struct outcome *o)
{
	for (size_t i = 0; i < o->nrefusals; i++) {
		if (o->refusals[i].next)
			buf_addf(out, "next: %s\n", o->refusals[i].next);
	}
	if (o->next && !is_said(o, o->next))
		buf_addf(out, "next: %s\n", o->next);
}

/* "tta-check: refused (exit 1); data: .git/tta/last.json; again: git commit -F .git/tta/message" */
static void
add_closing(struct buf *out, const struct outcome *o)
{
	int status = outcome_exit(o);
	const char *word = status > EXIT_UNKNOWN    ? "stopped"
			   : status == EXIT_UNKNOWN ? "could not judge"
						    : "refused";

	buf_addf(out, "tta-check: %s (exit %d)", word, status);
	if (o->data) {
		buf_adds(out, "; data: ");
		text_add_path(out, o->data);
	}
	if (o->again)
		buf_addf(out, "; again: %s", o->again);
	buf_addc(out, '\n');
}

/* Nothing was run, and the headline says why: a table of that says no more. */
static bool
is_told_whole(const struct outcome *o)
{
	for (size_t i = 0; i < o->nrefusals; i++) {
		if (o->refusals[i].is_headline)
			return true;
	}
	return false;
}

void
report_text(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	bool is_yes = outcome_exit(o) == EXIT_YES;
	struct buf page; /* all that counts against REPORT_LINES but the headline */

	if (is_yes && style->verbosity < 0)
		return;
	headline_add(out, o, style, mem);
	if (style->is_why || (style->verbosity > 0 && !style->is_live))
		add_dotted(out, o, style, mem);
	buf_init(&page, (size_t)64 << 20);
	if (!is_yes && !is_told_whole(o))
		grid_add(&page, o, style, mem);
	add_excerpts(&page, o, style, mem);
	add_refusals(&page, o, style);
	add_notes(&page, o);
	if (o->diff)
		paint_add_foreign(&page, style, o->diff, o->diff_len);
	if (!is_yes)
		add_next(&page, o);
	if (!is_yes && style->is_piped)
		add_closing(&page, o);
	else if (!is_yes && o->again)
		buf_addf(&page, "again: %s\n", o->again);
	buf_add(out, page.data, page.len);
	buf_release(&page);
}

void
report_problems(struct buf *out, const struct problems *list, struct arena *mem)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct problem *p = &list->v[i];

		text_add_line(out, origin_text(&p->origin, mem));
		buf_adds(out, p->kind == PROBLEM_WARNING ? ": warning: " : ": ");
		text_add_line(out, p->text);
		buf_addc(out, '\n');
	}
}

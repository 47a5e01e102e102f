/* SPDX-License-Identifier: MIT */
/*
 * headline -- see headline.h.  Four forms: passed, refused, could not judge, stopped by a signal.
 */
#include "report/headline.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/config/config.h"
#include "model/outcome.h"
#include "report/paint.h"
#include "report/report.h"

static bool
is_stage(const struct outcome *o, const char *stage)
{
	return o->event && strcmp(o->event->stage, stage) == 0;
}

static bool
is_push(const struct outcome *o)
{
	return o->event && o->event->remote_name && o->event->what;
}

static const char *
with_why(const char *name, const char *why, struct arena *mem)
{
	if (!why || !*why || strlen(why) > HEADLINE_WHY_BYTES)
		return name;
	return arena_printf(mem, "%s (%s)", name, why);
}

/* Did something that it measured say no?  Then that says more than a count. */
static bool
is_short(const struct verdict *v)
{
	for (size_t i = 0; i < v->measures.n; i++) {
		if (v->measures.v[i].is_short)
			return true;
	}
	return false;
}

/* The jobs of one kind, each with the number of its findings or its reason. */
static void
list_jobs(struct strs *out, const struct outcome *o, enum verdict_kind kind, struct arena *mem)
{
	for (size_t i = 0; i < o->plan->njobs; i++) {
		const struct verdict *v = &o->verdicts[i];
		const char *why = v->why;

		if (v->kind != kind)
			continue;
		if (v->findings.n && kind == VERDICT_FAIL && !is_short(v))
			why = text_count(v->findings.n, "finding", mem);
		strs_add(out, with_why(o->plan->jobs[i].id, why, mem), mem);
	}
}

static void
list_refusals(struct strs *out, const struct outcome *o, bool is_unknown, struct arena *mem)
{
	for (size_t i = 0; i < o->nrefusals; i++) {
		const struct refusal *r = &o->refusals[i];

		if (r->is_headline) {
			if (!is_unknown)
				strs_add(out, r->text, mem);
		} else if ((r->status == EXIT_UNKNOWN) == is_unknown)
			strs_add(out, with_why(r->name, r->text, mem), mem);
	}
}

/* "word: a, b, c, 4 more" */
static void
add_names(struct buf *out, const struct report_style *style, const char *word,
	const struct strs *names)
{
	paint_add(out, style, PAINT_RED, word);
	for (size_t i = 0; i < names->n && i < HEADLINE_JOBS; i++) {
		buf_adds(out, i ? ", " : ": ");
		text_add_line(out, names->v[i]);
	}
	if (names->n > HEADLINE_JOBS)
		buf_addf(out, ", %zu more", names->n - HEADLINE_JOBS);
}

static void
add_count(struct buf *out, size_t n, const char *word, size_t *nparts)
{
	if (n == 0)
		return;
	buf_addf(out, "%s%zu %s", (*nparts)++ ? ", " : "", n, word);
}

/* "9 passed, 2 warned, 1 skipped, 3 not run" */
static size_t
add_tally(struct buf *out, const struct tally *t)
{
	size_t nparts = 0;

	add_count(out, t->pass, "passed", &nparts);
	add_count(out, t->warn, "warned", &nparts);
	add_count(out, t->skip, "skipped", &nparts);
	add_count(out, t->served, "cached", &nparts);
	add_count(out, t->deferred, "deferred", &nparts);
	add_count(out, t->none, "not run", &nparts);
	return nparts;
}

static void
add_no(struct buf *out, const struct outcome *o, const struct report_style *style,
	const struct tally *tally, struct arena *mem)
{
	struct strs unknown = {0}, refused = {0};
	const char *between = "";

	list_jobs(&unknown, o, VERDICT_BROKEN, mem);
	list_refusals(&unknown, o, true, mem);
	if (!is_stage(o, "pre-commit")) /* nothing comes after the push that could owe it */
		list_jobs(&unknown, o, VERDICT_DEFERRED, mem);
	list_jobs(&refused, o, VERDICT_FAIL, mem);
	list_refusals(&refused, o, false, mem);
	if (o->signal) {
		paint_add(out, style, PAINT_RED,
			arena_printf(mem, "stopped by a signal (%s)", strsignal(o->signal)));
		between = "; ";
	}
	if (unknown.n || (refused.n == 0 && !o->signal)) {
		buf_adds(out, between);
		add_names(out, style, "could not judge", &unknown);
		between = "; ";
	}
	if (refused.n) {
		buf_adds(out, between);
		add_names(out, style, "refused", &refused);
	}
	buf_adds(out, ". ");
	if (add_tally(out, tally))
		buf_adds(out, ". ");
	if (o->fixed.n) {
		buf_addf(out, "%s fixed.\n", text_count(o->fixed.n, "file", mem));
	} else if (is_push(o)) {
		buf_adds(out, "Nothing was sent (");
		text_add_line(out, o->event->what);
		buf_adds(out, ").\n");
	} else {
		buf_adds(out, "Nothing was changed.\n");
	}
}

/* What was checked: which push; its one component, or how many there are. */
static void
add_subject(struct buf *out, const struct outcome *o, struct arena *mem)
{
	const struct plan *p = o->plan;
	const char *who = NULL;

	if (o->nfiles == 0 && p->njobs == 0) /* a merge that brings nothing of its own */
		who = NULL;
	else if (p->ntouched == 1 && strcmp(p->touched[0].component, ".") != 0)
		who = p->touched[0].component;
	else if (p->ntouched > 1)
		who = text_count(p->ntouched, "component", mem);
	if (is_push(o))
		text_add_line(out, o->event->what);
	if (who)
		buf_addf(out, "%s%s", is_push(o) ? ", " : "", who);
	if (who || is_push(o))
		buf_adds(out, ": ");
}

/* "; skipped: a, b" */
static void
add_skipped(struct buf *out, const struct outcome *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->plan->njobs; i++) {
		if (o->verdicts[i].kind == VERDICT_SKIP)
			buf_addf(out, "%s%s", n++ ? ", " : "; skipped: ", o->plan->jobs[i].id);
	}
}

/* "; deferred to the push: a (about 42s, 12s left of 30s), b (over the budget of 30s)" */
static void
add_deferred(struct buf *out, const struct outcome *o, struct arena *mem)
{
	struct strs names = {0};

	list_jobs(&names, o, VERDICT_DEFERRED, mem);
	for (size_t i = 0; i < names.n && i < HEADLINE_JOBS; i++) {
		buf_adds(out, i ? ", " : "; deferred to the push: ");
		text_add_line(out, names.v[i]);
	}
	if (names.n > HEADLINE_JOBS)
		buf_addf(out, ", %zu more", names.n - HEADLINE_JOBS);
}

static void
add_tail(struct buf *out, const struct outcome *o, struct arena *mem)
{
	buf_addc(out, ')');
	add_skipped(out, o);
	add_deferred(out, o, mem);
	buf_addc(out, '\n');
}

/* At a terminal what is pushed was said before the gates ran. */
static bool
was_foretold(const struct outcome *o, const struct report_style *style, const struct tally *tally)
{
	return is_push(o) && style->is_live && !style->is_piped && tally->pass + tally->warn > 0;
}

/* "passed (40 cached, 21 run, 2m04s)" */
static void
add_short(struct buf *out, const struct outcome *o, const struct report_style *style,
	const struct tally *tally, struct arena *mem)
{
	size_t nparts = 1;

	paint_add(out, style, PAINT_GREEN, "passed");
	add_count(out, tally->warn, "warned", &nparts);
	buf_adds(out, " (");
	if (tally->served)
		buf_addf(out, "%zu cached, ", tally->served);
	buf_addf(out, "%zu run, %s", tally->pass + tally->warn, text_duration(o->ms, mem));
}

static void
add_yes(struct buf *out, const struct outcome *o, const struct report_style *style,
	const struct tally *tally, struct arena *mem)
{
	size_t nparts = 0;

	if (was_foretold(o, style, tally)) {
		add_short(out, o, style, tally, mem);
		add_tail(out, o, mem);
		return;
	}
	add_subject(out, o, mem);
	if (tally->pass + tally->served) {
		buf_addf(out, "%s ", text_count(tally->pass + tally->served, "check", mem));
		paint_add(out, style, PAINT_GREEN, "passed");
		nparts++;
	}
	add_count(out, tally->warn, "warned", &nparts);
	if (nparts == 0)
		buf_adds(out, o->nfiles ? "no check is owed" : "nothing to judge");
	buf_addf(out, " (%s", text_duration(o->ms, mem));
	if (tally->served)
		buf_addf(out, ", %zu cached", tally->served);
	add_tail(out, o, mem);
}

void
headline_add(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct tally tally;

	outcome_tally(&tally, o);
	buf_adds(out, "tta-check: ");
	if (outcome_exit(o) == EXIT_YES)
		add_yes(out, o, style, &tally, mem);
	else
		add_no(out, o, style, &tally, mem);
}

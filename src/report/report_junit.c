/* SPDX-License-Identifier: MIT */
/*
 * report_junit -- the outcome as JUnit's XML, a test case a job: a no is a failure, what could not
 * be judged an error, what only warns passes with its words as output.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/outcome.h"
#include "report/remark.h"
#include "report/report.h"

struct xml {
	struct buf *out;
	const struct outcome *o;
	const struct remarks *remarks;
	struct arena *mem;
};

/* UTF-8 in or outside an attribute.  XML has no way to write what it does not allow: control
 * characters, and U+FFFE and U+FFFF. */
static void
add_text(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (strncmp(text, "\xef\xbf\xbe", 3) == 0 ||
			strncmp(text, "\xef\xbf\xbf", 3) == 0) {
			buf_adds(out, "\xef\xbf\xbd");
			text += 2;
			continue;
		}
		switch (*text) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		case '\n':
			buf_adds(out, "&#10;");
			break;
		case '\t':
			buf_adds(out, "&#9;");
			break;
		default:
			buf_addc(out, (unsigned char)*text < 0x20 ? '?' : *text);
		}
	}
}

static void
add_attribute(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, " %s=\"", name);
	add_text(out, value);
	buf_addc(out, '"');
}

static void
add_time(struct buf *out, int64_t ms)
{
	buf_addf(out, " time=\"%lld.%03d\"", (long long)(ms / 1000), (int)(ms % 1000));
}

/* All that was said by one job or refusal, a line each. */
static void
add_remarks(const struct xml *x, const char *by)
{
	for (size_t i = 0; i < x->remarks->n; i++) {
		const struct remark *r = &x->remarks->v[i];

		if (strcmp(r->by, by) != 0)
			continue;
		if (r->path) {
			add_text(x->out, r->path);
			if (r->line)
				buf_addf(x->out, ":%d", r->line);
			if (r->column)
				buf_addf(x->out, ":%d", r->column);
			buf_adds(x->out, ": ");
		}
		if (r->rule) {
			add_text(x->out, r->rule);
			buf_addc(x->out, ' ');
		}
		add_text(x->out, r->text);
		buf_addc(x->out, '\n');
	}
}

/* <failure message="exit 1">...</failure> */
static void
add_said(const struct xml *x, const char *element, const char *message, const char *by)
{
	buf_addf(x->out, "<%s", element);
	if (message)
		add_attribute(x->out, "message", message);
	buf_addc(x->out, '>');
	add_remarks(x, by);
	buf_addf(x->out, "</%s>", element);
}

static void
begin_case(const struct xml *x, const char *class, const char *name, int64_t ms)
{
	buf_adds(x->out, "  <testcase");
	add_attribute(x->out, "classname", class);
	add_attribute(x->out, "name", name);
	add_time(x->out, ms);
	buf_addc(x->out, '>');
}

static const char *
why_of(const struct verdict *v, struct arena *mem)
{
	const char *why = v->why ? v->why : verdict_name(v->kind);
	struct buf text;
	const char *out;

	buf_init(&text, 4 * strlen(why) + 1);
	text_add_utf8(&text, why, strlen(why));
	out = arena_strndup(mem, text.data, text.len);
	buf_release(&text);
	return out;
}

static void
add_job(const struct xml *x, size_t i)
{
	const struct job *job = &x->o->plan->jobs[i];
	const struct verdict *v = &x->o->verdicts[i];
	const char *why = why_of(v, x->mem);

	begin_case(
		x, job->components.n == 1 ? job->components.v[0] : job->gate->name, job->id, v->ms);
	switch (v->kind) {
	case VERDICT_PASS:
		break;
	case VERDICT_FAIL:
		add_said(x, "failure", why, job->id);
		break;
	case VERDICT_WARN:
		add_said(x, "system-out", NULL, job->id);
		break;
	case VERDICT_BROKEN:
		add_said(x, "error", why, job->id);
		break;
	case VERDICT_SKIP:
	case VERDICT_DEFERRED:
	case VERDICT_NONE:
		buf_adds(x->out, "<skipped");
		add_attribute(x->out, "message", why);
		buf_adds(x->out, "/>");
	}
	buf_adds(x->out, "</testcase>\n");
}

static void
add_refusal(const struct xml *x, const struct refusal *r)
{
	begin_case(x, "tta-check", r->name, 0);
	add_said(x, r->status == EXIT_NO ? "failure" : "error", NULL, r->name);
	buf_adds(x->out, "</testcase>\n");
}

static void
add_counts(const struct xml *x)
{
	size_t unknown = 0, refused = 0;
	struct tally t;

	outcome_tally(&t, x->o);
	for (size_t i = 0; i < x->o->nrefusals; i++)
		*(x->o->refusals[i].status == EXIT_NO ? &refused : &unknown) += 1;
	buf_addf(x->out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
		x->o->plan->njobs + x->o->nrefusals, t.fail + refused, t.broken + unknown,
		t.skip + t.deferred + t.none);
	add_time(x->out, x->o->ms);
}

void
report_junit(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct remarks remarks;
	const struct xml x = {.out = out, .o = o, .remarks = &remarks, .mem = mem};

	(void)style;
	remarks_collect(&remarks, o, mem);
	buf_adds(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite name=\""
		"tta-check\"");
	add_counts(&x);
	buf_adds(out, ">\n");
	for (size_t i = 0; i < o->nrefusals; i++)
		add_refusal(&x, &o->refusals[i]);
	for (size_t i = 0; o->verdicts && i < o->plan->njobs; i++)
		add_job(&x, i);
	buf_adds(out, " </testsuite>\n</testsuites>\n");
}

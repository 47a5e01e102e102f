/* SPDX-License-Identifier: MIT */
/* remark -- see remark.h. */
#include "report/remark.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/outcome.h"
#include "report/paint.h"
#include "report/report.h"

#define REMARK_BYTES ((size_t)64 << 10)

/* Words of a tool, as data. */
static const char *
clean(const char *text, size_t len, struct arena *mem)
{
	struct buf plain, utf8;
	const char *out;

	buf_init(&plain, REMARK_BYTES);
	buf_init(&utf8, 3 * REMARK_BYTES);
	paint_add_foreign(&plain, &(struct report_style){0}, text, len);
	text_add_utf8(&utf8, plain.data, plain.len);
	while (utf8.len && utf8.data[utf8.len - 1] == '\n')
		utf8.len--;
	out = arena_strndup(mem, utf8.data, utf8.len);
	buf_release(&plain);
	buf_release(&utf8);
	return out;
}

static const char *
clean_path(const char *path, struct arena *mem)
{
	return !path || text_is_utf8(path, strlen(path)) ? path : text_path(path, mem);
}

/* Most tools say at the end what went wrong. */
static const char *
last_lines(const struct verdict *v, struct arena *mem)
{
	size_t at = v->output_len, newlines = 0;

	while (at && v->output[at - 1] == '\n')
		at--;
	for (size_t i = at; i; i--) {
		if (v->output[i - 1] == '\n' && ++newlines == REMARK_LINES)
			return clean(v->output + i, at - i, mem);
	}
	return clean(v->output ? v->output : "", at, mem);
}

static void
add(struct remarks *out, const struct remark *r, struct arena *mem)
{
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *r;
}

static void
add_findings(struct remarks *out, const struct findings *list, struct remark r, struct arena *mem)
{
	const enum remark_weight weight = r.weight;

	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->v[i];

		r.weight = f->is_advice ? REMARK_WARNING : weight;
		r.file = f->path;
		r.path = clean_path(f->path, mem);
		r.line = f->line;
		r.column = f->line ? f->column : 0;
		r.rule = f->rule && *f->rule ? clean(f->rule, strlen(f->rule), mem) : NULL;
		r.text = f->text ? clean(f->text, strlen(f->text), mem) : "";
		if (!*r.text)
			r.text = r.rule ? r.rule : r.by;
		add(out, &r, mem);
	}
}

static void
add_job(struct remarks *out, const struct job *job, const struct verdict *v, bool is_owed_later,
	struct arena *mem)
{
	struct remark r = {.by = job->id, .check = job->builtin ? job->builtin : job->gate->name};
	const char *why = v->why && *v->why ? clean(v->why, strlen(v->why), mem) : NULL;
	const char *words;

	if (v->kind == VERDICT_PASS || v->kind == VERDICT_SKIP ||
		(v->kind == VERDICT_DEFERRED && is_owed_later))
		return;
	r.weight = v->kind == VERDICT_FAIL   ? REMARK_ERROR
		   : v->kind == VERDICT_WARN ? REMARK_WARNING
					     : REMARK_UNKNOWN;
	if (v->findings.n) {
		add_findings(out, &v->findings, r, mem);
		return;
	}
	words = last_lines(v, mem);
	if (!why)
		why = v->kind == VERDICT_NONE ? "not run" : verdict_name(v->kind);
	if (r.weight == REMARK_UNKNOWN)
		why = arena_printf(mem, "could not judge: %s", why);
	r.text = *words ? arena_printf(mem, "%s\n%s", why, words) : why;
	add(out, &r, mem);
}

static void
add_refusal(struct remarks *out, const struct refusal *from, struct arena *mem)
{
	struct remark r = {.weight = from->status == EXIT_NO ? REMARK_ERROR : REMARK_UNKNOWN,
		.by = from->name,
		.check = from->name,
		.text = clean(from->text, strlen(from->text), mem)};

	if (from->detail && *from->detail)
		r.text = arena_printf(
			mem, "%s\n%s", r.text, clean(from->detail, strlen(from->detail), mem));
	add(out, &r, mem);
}

void
remarks_collect(struct remarks *out, const struct outcome *o, struct arena *mem)
{
	bool is_commit = o->event && strcmp(o->event->stage, "pre-commit") == 0;

	*out = (struct remarks){0};
	for (size_t i = 0; i < o->nrefusals; i++)
		add_refusal(out, &o->refusals[i], mem);
	for (size_t i = 0; o->verdicts && i < o->plan->njobs; i++)
		add_job(out, &o->plan->jobs[i], &o->verdicts[i], is_commit, mem);
}

/* SPDX-License-Identifier: MIT */
/*
 * report_json -- the outcome as data; docs/json.md is its contract, version 1.
 *
 * JSON is UTF-8, paths are not: a path that is not UTF-8 is written as git quotes it, and
 * "path_quoted" says so.  Other text has what is not UTF-8 replaced by U+FFFD.
 */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/config/config.h"
#include "model/outcome.h"
#include "report/paint.h"
#include "report/report.h"

/* Text of a tool or of a configuration; NULL gives null. */
static json_t *
text(const char *s)
{
	size_t len = s ? strlen(s) : 0;
	struct buf b;
	json_t *value;

	if (!s)
		return json_null();
	if (text_is_utf8(s, len))
		return json_stringn(s, len);
	buf_init(&b, SIZE_MAX);
	text_add_utf8(&b, s, len);
	value = json_stringn(b.data, b.len);
	buf_release(&b);
	return value;
}

/* Sets key to a path, and "path_quoted" where it had to be quoted. */
static void
set_path(json_t *object, const char *key, const char *path, struct arena *mem)
{
	if (!path) {
		json_object_set_new(object, key, json_null());
	} else if (text_is_utf8(path, strlen(path))) {
		json_object_set_new(object, key, json_string(path));
	} else {
		json_object_set_new(object, key, json_string(text_path(path, mem)));
		json_object_set_new(object, "path_quoted", json_true());
	}
}

static json_t *
texts(const struct strs *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++)
		json_array_append_new(array, text(list->v[i]));
	return array;
}

static json_t *
stage(const struct outcome *o, int index)
{
	const char *name = paint_stage(o, index);

	return *name ? text(name) : json_null();
}

static json_t *
origin(const struct origin *where, struct arena *mem)
{
	return text(origin_text(where, mem));
}

static json_t *
number_or_null(int n)
{
	return n ? json_integer(n) : json_null();
}

static json_t *
findings(const struct findings *list, struct arena *mem)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->v[i];
		json_t *object = json_object();

		set_path(object, "path", f->path, mem);
		json_object_set_new(object, "line", number_or_null(f->line));
		json_object_set_new(object, "worktree_line", number_or_null(f->here));
		json_object_set_new(object, "gone", json_boolean(f->is_gone));
		json_object_set_new(object, "column", number_or_null(f->column));
		json_object_set_new(object, "rule", text(f->rule));
		json_object_set_new(object, "advice", json_boolean(f->is_advice));
		json_object_set_new(object, "message", text(f->text));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
real_or_null(double n)
{
	return isnan(n) ? json_null() : json_real(n);
}

static json_t *
measures(const struct measures *list)
{
	static const char *const senses[] = {
		[MEASURE_ANY] = NULL, [MEASURE_LEAST] = "min", [MEASURE_MOST] = "max"};
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++) {
		const struct measure *m = &list->v[i];
		json_t *object = json_object();

		json_object_set_new(object, "name", text(measure_infos[m->kind].name));
		json_object_set_new(object, "component", text(m->component));
		json_object_set_new(object, "value", json_real(m->value));
		json_object_set_new(object, "part", m->whole ? json_integer(m->part) : json_null());
		json_object_set_new(
			object, "whole", m->whole ? json_integer(m->whole) : json_null());
		json_object_set_new(object, "wanted", real_or_null(m->wanted));
		json_object_set_new(object, "sense", text(senses[m->sense]));
		json_object_set_new(object, "ratchet", json_boolean(m->is_ratchet));
		json_object_set_new(object, "short", json_boolean(m->is_short));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
files(const struct strs *list, struct arena *mem)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->n; i++) {
		json_t *object = json_object();

		set_path(object, "path", list->v[i], mem);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
job(const struct outcome *o, size_t index, struct arena *mem)
{
	static const struct verdict unjudged;
	const struct job *j = &o->plan->jobs[index];
	const struct verdict *v = o->verdicts ? &o->verdicts[index] : &unjudged;
	json_t *object = json_object();

	json_object_set_new(object, "id", text(j->id));
	json_object_set_new(object, "gate", text(j->gate->name));
	json_object_set_new(object, "builtin", text(j->builtin));
	json_object_set_new(object, "components", texts(&j->components));
	json_object_set_new(object, "target", stage(o, j->target));
	json_object_set_new(object, "level", text(j->level == LEVEL_WARN ? "warn" : "fail"));
	json_object_set_new(object, "verdict", text(verdict_name(v->kind)));
	json_object_set_new(object, "cached", json_boolean(v->is_served));
	if (v->is_served)
		json_object_set_new(object, "cached_ms", json_integer(v->served_ms));
	if (v->nserved && !v->is_served)
		json_object_set_new(object, "cached_files", json_integer((json_int_t)v->nserved));
	if (v->unfit)
		json_object_set_new(object, "uncacheable", text(v->unfit));
	json_object_set_new(object, "why", text(v->why ? v->why : j->why));
	json_object_set_new(object, "ms", json_integer(v->ms));
	json_object_set_new(object, "attempts", json_integer(v->attempts));
	json_object_set_new(object, "reason", text(j->reason));
	json_object_set_new(object, "origin", origin(&j->origin, mem));
	json_object_set_new(object, "files", files(&j->files, mem));
	json_object_set_new(object, "findings", findings(&v->findings, mem));
	json_object_set_new(object, "measures", measures(&v->measures));
	return object;
}

static json_t *
jobs(const struct outcome *o, struct arena *mem)
{
	json_t *array = json_array();

	for (size_t i = 0; i < o->plan->njobs; i++)
		json_array_append_new(array, job(o, i, mem));
	return array;
}

static json_t *
omissions(const struct outcome *o, struct arena *mem)
{
	json_t *array = json_array();

	for (size_t i = 0; i < o->plan->nomissions; i++) {
		const struct omission *om = &o->plan->omissions[i];
		json_t *object = json_object();

		json_object_set_new(object, "gate", text(om->gate));
		json_object_set_new(object, "component", text(om->component));
		json_object_set_new(object, "reason", text(om->reason));
		json_object_set_new(object, "origin", origin(&om->origin, mem));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
components(const struct outcome *o)
{
	json_t *array = json_array();

	for (size_t i = 0; i < o->plan->ntouched; i++) {
		const struct touched *t = &o->plan->touched[i];
		json_t *object = json_object();

		json_object_set_new(object, "name", text(t->component));
		json_object_set_new(object, "target", stage(o, t->target));
		json_object_set_new(object, "files", json_integer((json_int_t)t->nfiles));
		json_object_set_new(object, "through", text(t->through));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
refusals(const struct outcome *o)
{
	json_t *array = json_array();

	for (size_t i = 0; i < o->nrefusals; i++) {
		const struct refusal *r = &o->refusals[i];
		json_t *object = json_object();

		json_object_set_new(object, "name", text(r->name));
		json_object_set_new(object, "text", text(r->text));
		json_object_set_new(object, "detail", text(r->detail));
		json_object_set_new(object, "next", text(r->next));
		json_object_set_new(object, "exit", json_integer(r->status));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
event(const struct event *e)
{
	static const char *const words[] = {
		[SELECT_CHANGES] = "changes", [SELECT_ALL] = "all", [SELECT_FILES] = "files"};
	json_t *object;

	if (!e)
		return json_null();
	object = json_object();
	json_object_set_new(object, "stage", text(e->stage));
	json_object_set_new(object, "what", text(e->what));
	json_object_set_new(object, "selection", text(words[e->selection]));
	json_object_set_new(object, "branch", text(e->branch));
	json_object_set_new(object, "merge", json_boolean(e->is_merge));
	json_object_set_new(object, "rebase", json_boolean(e->is_rebase));
	json_object_set_new(object, "from", text(e->from_ref));
	json_object_set_new(object, "to", text(e->to_ref));
	return object;
}

static const char *
verdict_text(const struct outcome *o)
{
	switch (outcome_exit(o)) {
	case EXIT_YES:
		return "passed";
	case EXIT_NO:
	case EXIT_WRONG:
		return "refused";
	case EXIT_UNKNOWN:
		return "broken";
	default:
		return "stopped";
	}
}

static int
add_bytes(const char *data, size_t n, void *out)
{
	buf_add(out, data, n);
	return 0;
}

void
report_json(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	json_t *root = json_object();

	(void)style;
	json_object_set_new(root, "version", json_integer(1));
	json_object_set_new(root, "verdict", text(verdict_text(o)));
	json_object_set_new(root, "exit", json_integer(outcome_exit(o)));
	json_object_set_new(
		root, "tree", o->tree.size ? text(oid_hex(&o->tree, mem)) : json_null());
	json_object_set_new(root, "event", event(o->event));
	json_object_set_new(root, "files", json_integer((json_int_t)o->nfiles));
	json_object_set_new(root, "ms", json_integer(o->ms));
	json_object_set_new(root, "components", components(o));
	json_object_set_new(root, "jobs", jobs(o, mem));
	json_object_set_new(root, "omissions", omissions(o, mem));
	json_object_set_new(root, "refusals", refusals(o));
	json_object_set_new(root, "warnings", texts(&o->plan->warnings));
	json_object_set_new(root, "notes", texts(&o->notes));
	json_object_set_new(root, "fixed", files(&o->fixed, mem));
	json_object_set_new(root, "diff",
		o->diff ? text(arena_strndup(mem, o->diff, o->diff_len)) : json_null());
	json_object_set_new(root, "next", text(o->next));
	json_object_set_new(root, "again", text(o->again));
	json_object_set_new(root, "logs", text(o->log_dir));
	json_dump_callback(root, add_bytes, out, JSON_INDENT(1));
	buf_addc(out, '\n');
	json_decref(root);
}

/* SPDX-License-Identifier: MIT */
/* promotion -- see promotion.h. */
#include "report/promotion.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/outcome.h"
#include "model/plan/plan.h"

static void
add_gates(struct buf *out, const struct outcome *o, struct arena *mem)
{
	buf_adds(out, "\n## Gates\n\n| gate | verdict | measured | took |\n|---|---|---|---|\n");
	for (size_t i = 0; i < o->plan->njobs; i++) {
		const struct verdict *v = &o->verdicts[i];
		const char *measures = measures_text(&v->measures, false, mem);

		buf_adds(out, "| ");
		text_add_line(out, o->plan->jobs[i].id);
		buf_addf(out, " | %s%s%s%s | ", verdict_name(v->kind),
			v->is_served ? ", cached" : "", v->why ? ": " : "", v->why ? v->why : "");
		buf_addf(out, "%s | %s |\n", measures ? measures : "", text_duration(v->ms, mem));
	}
}

void
promotion_markdown(struct buf *out, const struct promotion *p, struct arena *mem)
{
	buf_addf(out, "# %s: %s to %s\n\n", p->component, p->from, p->to);
	buf_addf(out, "- %s\n- by %s\n- at %s\n- tree %s\n", p->is_done ? "done" : "not done",
		p->by, p->at, p->tree);
	if (p->head)
		buf_addf(out, "- on commit %s\n", p->head);
	if (p->reason)
		buf_addf(out, "- reason: %s\n", p->reason);
	for (size_t i = 0; i < p->refused.n; i++)
		buf_addf(out, "- in the way: %s\n", p->refused.v[i]);
	if (p->outcome && p->outcome->plan->njobs)
		add_gates(out, p->outcome, mem);
}

static json_t *
text(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *
gates_of(const struct outcome *o, struct arena *mem)
{
	json_t *array = json_array();

	for (size_t i = 0; o && i < o->plan->njobs; i++) {
		const struct verdict *v = &o->verdicts[i];
		json_t *job = json_object();

		json_object_set_new(job, "id", text(o->plan->jobs[i].id));
		json_object_set_new(job, "verdict", text(verdict_name(v->kind)));
		json_object_set_new(job, "cached", json_boolean(v->is_served));
		json_object_set_new(job, "why", text(v->why));
		json_object_set_new(job, "measured", text(measures_text(&v->measures, false, mem)));
		json_object_set_new(job, "ms", json_integer(v->ms));
		json_array_append_new(array, job);
	}
	return array;
}

void
promotion_json(struct buf *out, const struct promotion *p, struct arena *mem)
{
	const struct {
		const char *name, *value;
	} texts[] = {{"component", p->component}, {"from", p->from}, {"to", p->to}, {"by", p->by},
		{"at", p->at}, {"tree", p->tree}, {"head", p->head}, {"reason", p->reason}};
	json_t *object = json_object(), *refused = json_array();
	char *dumped;

	json_object_set_new(object, "version", json_integer(1));
	for (size_t i = 0; i < countof(texts); i++)
		json_object_set_new(object, texts[i].name, text(texts[i].value));
	json_object_set_new(object, "done", json_boolean(p->is_done));
	for (size_t i = 0; i < p->refused.n; i++)
		json_array_append_new(refused, text(p->refused.v[i]));
	json_object_set_new(object, "refused", refused);
	json_object_set_new(object, "gates", gates_of(p->outcome, mem));
	dumped = json_dumps(object, JSON_INDENT(1));
	buf_adds(out, dumped ? dumped : "{}");
	buf_addc(out, '\n');
	free(dumped);
	json_decref(object);
}

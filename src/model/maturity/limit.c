/* SPDX-License-Identifier: MIT */
/* limit -- see limit.h. */
#include "model/maturity/limit.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"
#include "model/config/config.h"
#include "model/plan/plan.h"

#define TEXT_MAX ((size_t)1 << 20)

static double
value_at(const struct thresholds *t, size_t field)
{
	return ((const struct threshold *)(const void *)((const char *)t + field))->value;
}

double
limit_threshold(
	const struct config *c, const struct gate *g, size_t component, int stage, size_t field)
{
	double value = g ? value_at(&g->thresholds, field) : NAN;

	if (isnan(value))
		value = value_at(&c->components.v[component].thresholds, field);
	if (isnan(value) && stage >= 0 && (size_t)stage < c->stages.n)
		value = value_at(&c->stages.v[stage].thresholds, field);
	return value;
}

static void
find_value(struct limit *out, const struct gate *g)
{
	bool is_least = !isnan(g->min.value);

	out->wanted = is_least ? g->min.value : g->max.value;
	out->sense = is_least ? MEASURE_LEAST : isnan(out->wanted) ? MEASURE_ANY : MEASURE_MOST;
}

void
limit_find(struct limit *out, const struct config *c, const struct gate *g, size_t component,
	int stage, enum measure_kind kind)
{
	const struct measure_info *info = &measure_infos[kind];
	double tolerance =
		limit_threshold(c, g, component, stage, offsetof(struct thresholds, tolerance));

	*out = (struct limit){.wanted = NAN, .sense = info->sense};
	out->tolerance = isnan(tolerance) ? 0 : tolerance;
	if (kind == MEASURE_VALUE)
		find_value(out, g);
	else
		out->wanted = limit_threshold(c, g, component, stage, info->field);
	if (kind == MEASURE_PASSED && isnan(out->wanted))
		out->wanted = 100;
}

bool
limit_reports(const struct gate *g, const char *report)
{
	return strs_has(&g->report, report);
}

static size_t
index_of(const struct config *c, const char *component)
{
	const struct component *of = component_find(&c->components, component);

	return of ? (size_t)(of - c->components.v) : 0;
}

bool
limits_want(const struct config *c, const struct job *job, enum measure_kind kind)
{
	struct limit limit;

	if (!limit_reports(job->gate, measure_infos[kind].report))
		return false;
	for (size_t i = 0; i < job->components.n; i++) {
		limit_find(
			&limit, c, job->gate, index_of(c, job->components.v[i]), job->target, kind);
		if (!isnan(limit.wanted))
			return true;
	}
	return false;
}

const char *
limits_text(const struct config *c, const struct job *job, struct arena *mem)
{
	const char *text;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < job->components.n; i++) {
		size_t index = index_of(c, job->components.v[i]);

		for (int kind = 0; kind < MEASURE_VALUE; kind++) {
			struct limit limit;

			if (!limit_reports(job->gate, measure_infos[kind].report))
				continue;
			limit_find(
				&limit, c, job->gate, index, job->target, (enum measure_kind)kind);
			buf_addf(&b, "%s %s %.17g %.17g\n", job->components.v[i],
				measure_infos[kind].name, limit.wanted, limit.tolerance);
		}
	}
	text = arena_strdup(mem, b.data);
	buf_release(&b);
	return text;
}

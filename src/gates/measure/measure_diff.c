/* SPDX-License-Identifier: MIT */
/*
 * measure_diff -- coverage of the lines that a change adds: those that no base has.
 *
 * Only lines that a report speaks of count; of a file that no test loaded, with `unloaded = zero`,
 * those that look like code.  A change that adds none of them is not measured, and neither is what
 * was asked for as all files.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "gates/measure/measure_gate.h"
#include "gates/report/code_lines.h"
#include "model/blob_source.h"
#include "model/change.h"
#include "model/config/config.h"
#include "model/event.h"
#include "model/finding.h"
#include "model/maturity/added.h"
#include "model/maturity/limit.h"
#include "model/plan/plan.h"

struct diff {
	struct measure_gate *g;
	int64_t lines, hit;
};

static int
read_side(struct blob *out, bool *is_there, const struct diff *d, const struct change_side *side,
	struct error *err)
{
	const struct blob_source *tree = d->g->in->tree;

	*is_there = mode_is_regular(side->mode);
	return *is_there ? tree->read(tree->ctx, out, &side->id, MEASURE_BLOB_MAX, d->g->mem, err)
			 : 0;
}

static int
added_against(struct added *out, const struct diff *d, const struct change *c,
	const struct blob *now, struct error *err)
{
	struct blob old;
	bool is_there;

	if (read_side(&old, &is_there, d, &c->old, err) < 0)
		return -1;
	added_lines(out, is_there ? &old : NULL, now, d->g->mem);
	return 0;
}

/* Those that are new against every base; against a base that has the file as it is, none is. */
static int
find_added(bool **out, size_t *n, const struct diff *d, const struct change *c,
	const struct blob *now, struct error *err)
{
	const struct measuring_input *in = d->g->in;
	size_t nbases = in->against ? in->nbases : 1;

	*out = NULL;
	for (size_t b = 0; b < nbases; b++) {
		const struct change *of =
			in->against ? change_find(in->against[b].v, in->against[b].n, c->path) : c;
		struct added added = {0};

		if (of && added_against(&added, d, of, now, err) < 0)
			return -1;
		if (!*out) {
			*n = added.n;
			*out = arena_alloc(d->g->mem, added.n + 1, sizeof(bool));
			for (size_t i = 0; i < added.n; i++)
				(*out)[i] = added.v[i];
			continue;
		}
		for (size_t i = 0; i < *n; i++)
			(*out)[i] = (*out)[i] && i < added.n && added.v[i];
	}
	return 0;
}

static void
tell(const struct diff *d, const char *path, size_t from, size_t to)
{
	struct finding f = {.path = path, .line = (int)from};

	f.text = from == to
			 ? "this added line is not covered"
			 : arena_printf(d->g->mem, "added lines %zu-%zu are not covered", from, to);
	if (d->g->findings->n < FINDINGS_MAX)
		finding_add(d->g->findings, &f, d->g->mem);
}

static void
count(struct diff *d, const struct coverage_file *f, const bool *added, size_t n)
{
	size_t from = 0, to = 0; /* of those that are missed, on lines that belong together */

	for (size_t line = 1; line <= n; line++) {
		bool is_missed;

		if (!added[line - 1]) {
			if (from)
				tell(d, f->path, from, to);
			from = 0;
			continue;
		}
		if (!coverage_has(f, line))
			continue;
		is_missed = !coverage_is_hit(f, line);
		d->lines++;
		d->hit += !is_missed;
		if (is_missed) {
			from = from ? from : line;
			to = line;
		} else if (from) {
			tell(d, f->path, from, to);
			from = 0;
		}
	}
	if (from)
		tell(d, f->path, from, to);
}

static void
count_unloaded(struct diff *d, const struct coverage_file *f, const struct blob *now,
	const bool *added, size_t n)
{
	struct code_lines code = {0};
	size_t missed = 0, first = 0;

	code_lines_find(&code, f->path, now->data, now->len, d->g->mem);
	for (size_t i = 0; i < code.n; i++) {
		if (code.v[i] > n || !added[code.v[i] - 1])
			continue;
		first = first ? first : code.v[i];
		missed++;
	}
	d->lines += (int64_t)missed;
	if (missed)
		tell(d, f->path, first, first);
}

static int
measure_file(
	struct diff *d, const struct coverage_file *f, const struct change *c, struct error *err)
{
	bool *added, is_there;
	struct blob now;
	size_t n = 0;

	if (!f->is_told && !measure_counts_unloaded(d->g, f))
		return 0;
	if (read_side(&now, &is_there, d, &c->new, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	if (find_added(&added, &n, d, c, &now, err) < 0)
		return -1;
	if (f->is_told)
		count(d, f, added, n);
	else
		count_unloaded(d, f, &now, added, n);
	return 0;
}

static bool
is_wanted(const struct measure_gate *g, size_t component)
{
	struct limit limit;

	limit_find(&limit, g->in->config, g->in->job->gate, component, g->in->job->target,
		MEASURE_DIFF);
	return !isnan(limit.wanted) && g->in->changes && g->in->event &&
	       g->in->event->selection == SELECT_CHANGES;
}

int
measure_diff(struct measure_gate *g, size_t component, struct error *err)
{
	struct diff d = {.g = g};
	size_t before = g->findings->n;

	if (!is_wanted(g, component))
		return 0;
	for (size_t i = 0; i < g->in->changes->n; i++) {
		const struct change *c = &g->in->changes->v[i];
		const struct coverage_file *f = coverage_find(&g->coverage, c->path);

		if (!f || g->files.owner[f - g->coverage.v] != component)
			continue;
		if (measure_file(&d, f, c, err) < 0)
			return error_wrap(err, "added lines of '%s'", c->path);
	}
	if (d.lines == 0)
		return 0;
	measure_gate_add(g, component,
		&(struct measure){.component = g->in->config->components.v[component].name,
			.kind = MEASURE_DIFF,
			.value = measure_percent(d.hit, d.lines),
			.part = d.hit,
			.whole = d.lines});
	if (!g->out->v[g->out->n - 1].is_short)
		g->findings->n = before;
	return 0;
}

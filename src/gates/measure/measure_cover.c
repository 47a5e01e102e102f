/* SPDX-License-Identifier: MIT */
/*
 * measure_cover -- line and branch coverage of the components of a job.
 *
 * A component whose files no report is about was not measured, and that is an error, unless it has
 * no file of the kind that the reports speak of while another component of the job has.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/measure/measure_gate.h"
#include "gates/report/code_lines.h"
#include "model/blob_source.h"
#include "model/config/config.h"
#include "model/finding.h"
#include "model/maturity/limit.h"
#include "model/plan/plan.h"

#define WORST_FILES 5

bool
measure_counts_unloaded(const struct measure_gate *g, const struct coverage_file *f)
{
	const char *dot = strrchr(path_base(f->path), '.');

	return g->in->job->gate->unloaded == UNLOADED_ZERO && !f->is_told && dot &&
	       strs_has(&g->cover.endings, dot);
}

static int
count_unloaded(struct coverage_count *sum, struct measure_gate *g, const struct coverage_file *f,
	struct error *err)
{
	struct code_lines lines = {0};
	struct blob blob;

	if (measure_blob(&blob, g, f->path, err) < 0)
		return -1;
	code_lines_find(&lines, f->path, blob.data, blob.len, g->mem);
	sum->lines += (int64_t)lines.n;
	return 0;
}

struct worst {
	const struct coverage_file *file;
	struct coverage_count count;
};

/* The files with the most lines that were not executed, most first. */
static void
note_worst(struct worst *worst, const struct coverage_file *f, const struct coverage_count *n)
{
	struct worst now = {f, *n};

	if (n->lines == n->lines_hit)
		return;
	for (size_t i = 0; i < WORST_FILES; i++) {
		struct worst was = worst[i];

		if (was.file && was.count.lines - was.count.lines_hit >=
					now.count.lines - now.count.lines_hit)
			continue;
		worst[i] = now;
		now = was;
		if (!now.file)
			return;
	}
}

static void
tell_worst(struct measure_gate *g, const struct worst *worst)
{
	for (size_t i = 0; i < WORST_FILES && worst[i].file; i++) {
		const struct coverage_count *n = &worst[i].count;
		struct finding f = {.path = worst[i].file->path};

		f.text = arena_printf(g->mem, "%lld of %lld %s are not covered%s",
			(long long)(n->lines - n->lines_hit), (long long)n->lines,
			g->cover.is_statements ? "statements" : "lines",
			worst[i].file->is_told ? "" : ": no test loads it");
		finding_add(g->findings, &f, g->mem);
	}
}

static int
not_measured(const struct measure_gate *g, size_t component, struct error *err)
{
	const struct cover *c = &g->cover;
	const char *name = g->in->config->components.v[component].name;
	const char *report = g->reports.first[REPORT_COVERAGE];

	if (c->nfiles == 0)
		return error_set(err, ERR_SYSTEM, "report '%s' is empty: it names no file", report);
	if (c->elsewhere && c->nelsewhere == c->nfiles)
		return error_set(err, ERR_SYSTEM,
			"report '%s' is about other files: '%s' is not in the tree; "
			"`report-prefix` "
			"takes off what a container puts in front",
			report, text_path(c->elsewhere, g->mem));
	return error_set(err, ERR_SYSTEM, "report '%s' is about other files: '%s' is not %s's",
		report,
		text_path(c->other       ? c->other
			  : c->elsewhere ? c->elsewhere
					 : "",
			g->mem),
		name);
}

/* Has it any file of the kind that the reports speak of? */
static bool
could_be_measured(const struct measure_gate *g, size_t component)
{
	for (size_t i = 0; i < g->files.paths.n; i++) {
		const char *dot = strrchr(path_base(g->files.paths.v[i]), '.');

		if (g->files.owner[i] == component && dot && strs_has(&g->cover.endings, dot))
			return true;
	}
	return g->ncomponents == 1;
}

static int
check_branches(const struct measure_gate *g, size_t component, struct error *err)
{
	struct limit limit;

	limit_find(&limit, g->in->config, g->in->job->gate, component, g->in->job->target,
		MEASURE_BRANCHES);
	if (isnan(limit.wanted) || g->coverage.has_branches)
		return 0;
	return error_set(err, ERR_SYSTEM,
		"report '%s' tells no branches, and `branch-coverage` asks for them",
		g->reports.first[REPORT_COVERAGE]);
}

static void
add_counts(struct measure_gate *g, size_t component, const struct coverage_count *n)
{
	struct measure m = {.component = g->in->config->components.v[component].name,
		.kind = MEASURE_COVERAGE,
		.value = measure_percent(n->lines_hit, n->lines),
		.part = n->lines_hit,
		.whole = n->lines};

	measure_gate_add(g, component, &m);
	if (!g->coverage.has_branches)
		return;
	m.kind = MEASURE_BRANCHES;
	m.value = measure_percent(n->branches_hit, n->branches);
	m.part = n->branches_hit;
	m.whole = n->branches;
	measure_gate_add(g, component, &m);
}

static int
measure_one(struct measure_gate *g, size_t component, struct error *err)
{
	struct worst worst[WORST_FILES] = {{0}};
	struct coverage_count sum = {0};
	size_t told = 0;

	for (size_t i = 0; i < g->coverage.n; i++) {
		struct coverage_file *f = &g->coverage.v[i];
		struct coverage_count n = {0};

		if (g->files.owner[i] != component)
			continue;
		told += f->is_told;
		coverage_count(&n, f);
		if (measure_counts_unloaded(g, f) && count_unloaded(&n, g, f, err) < 0)
			return -1;
		note_worst(worst, f, &n);
		sum.lines += n.lines;
		sum.lines_hit += n.lines_hit;
		sum.branches += n.branches;
		sum.branches_hit += n.branches_hit;
	}
	if (told == 0 && could_be_measured(g, component))
		return not_measured(g, component, err);
	if (told == 0)
		return 0;
	if (check_branches(g, component, err) < 0)
		return -1;
	add_counts(g, component, &sum);
	if (g->out->v[g->out->n - 1].is_short ||
		(g->coverage.has_branches && g->out->v[g->out->n - 2].is_short))
		tell_worst(g, worst);
	return measure_diff(g, component, err);
}

int
measure_cover(struct measure_gate *g, struct error *err)
{
	if (g->coverage.ntold == 0)
		return not_measured(g, g->components[0], err);
	for (size_t i = 0; i < g->ncomponents; i++) {
		if (measure_one(g, g->components[i], err) < 0)
			return -1;
	}
	return 0;
}

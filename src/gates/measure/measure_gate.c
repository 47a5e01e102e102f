/* SPDX-License-Identifier: MIT */
/* measure_gate -- see measure_gate.h; what is neither of files nor of lines. */
#include "gates/measure/measure_gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/text.h"
#include "gates/report/places.h"
#include "model/blob_source.h"
#include "model/config/config.h"
#include "model/finding.h"
#include "model/maturity/limit.h"
#include "model/plan/plan.h"

#define FINDINGS_SHOWN 200 /* of one report: the rest is in the report */

static const struct gate *
gate_of(const struct measure_gate *g)
{
	return g->in->job->gate;
}

static const char *
name_of(const struct measure_gate *g, size_t component)
{
	return g->in->config->components.v[component].name;
}

/* The best that it was counts where that is more than the threshold. */
static void
want_best(struct measure_gate *g, struct measure *m, const struct limit *limit)
{
	const struct ratchet_row row = {
		.component = m->component, .gate = gate_of(g)->name, .kind = m->kind};
	double best;

	if (!gate_of(g)->ratchet || !m->component || limit->sense == MEASURE_ANY ||
		!measure_infos[m->kind].is_kept)
		return;
	best = ratchet_best(&g->ratchet, &row, limit->sense);
	if (isnan(best) ||
		(limit->sense == MEASURE_LEAST ? best <= limit->wanted : best >= limit->wanted))
		return;
	measure_want(m, best, limit->sense, limit->tolerance);
	m->is_ratchet = true;
}

void
measure_gate_add(struct measure_gate *g, size_t component, const struct measure *value)
{
	struct measure m = *value;
	struct limit limit;

	limit_find(&limit, g->in->config, gate_of(g), component, g->in->job->target, value->kind);
	m.wanted = NAN;
	m.sense = limit.sense;
	measure_want(&m, limit.wanted, limit.sense, limit.tolerance);
	want_best(g, &m, &limit);
	measure_add(g->out, &m, g->mem);
}

int
measure_blob(struct blob *out, const struct measure_gate *g, const char *path, struct error *err)
{
	const struct blob_source *tree = g->in->tree;
	struct tree_entry e;
	bool is_there;

	*out = (struct blob){.data = "", .len = 0};
	if (tree->find(tree->ctx, &e, &is_there, path, g->mem, err) < 0)
		return -1;
	if (!is_there || !mode_is_regular(e.mode))
		return 0;
	return tree->read(tree->ctx, out, &e.id, MEASURE_BLOB_MAX, g->mem, err) < 0
		       ? error_wrap(err, "'%s'", text_path(path, g->mem))
		       : 0;
}

static void
find_components(struct measure_gate *g)
{
	const struct strs *names = &g->in->job->components;
	const struct components *all = &g->in->config->components;

	g->components = arena_alloc(g->mem, names->n, sizeof(*g->components));
	for (size_t i = 0; i < names->n; i++) {
		const struct component *c = component_find(all, names->v[i]);

		if (c)
			g->components[g->ncomponents++] = (size_t)(c - all->v);
	}
}

static int
read_ratchet(struct measure_gate *g, struct error *err)
{
	struct blob blob;

	if (!gate_of(g)->ratchet)
		return 0;
	if (measure_blob(&blob, g, RATCHET_FILE, err) < 0)
		return -1;
	return ratchet_read(&g->ratchet, blob.data, blob.len, g->mem, err);
}

static int
find_places(struct measure_gate *g, struct error *err)
{
	const struct env *env =
		gate_of(g)->in ? env_find(&g->in->config->envs, gate_of(g)->in) : NULL;
	struct places *p = arena_alloc(g->mem, 1, sizeof(*p));

	*p = (struct places){.tree = g->in->tree,
		.root = g->in->root,
		.work_tree = g->in->work_tree,
		.prefixes = gate_of(g)->report_prefix,
		.mem = g->mem};
	if (*g->in->dir)
		strs_add(&p->folders, g->in->dir, g->mem);
	if (env)
		strs_add_all(&p->folders, &env->roots, g->mem);
	for (size_t i = 0; i < g->ncomponents; i++) {
		const char *dir = g->in->config->components.v[g->components[i]].dir;

		if (dir && *dir)
			strs_add(&p->folders, dir, g->mem);
	}
	g->places = p;
	return places_find_modules(p, err);
}

static int
read_reports(struct measure_gate *g, struct error *err)
{
	int rc;

	for (int k = 0; k < REPORT_KINDS; k++)
		g->reports.wants[k] = limit_reports(gate_of(g), report_words[k]);
	if (measured_find(&g->files, g->in->config, g->components, g->ncomponents, g->in->tree,
		    g->mem, err) < 0 ||
		find_places(g, err) < 0)
		return -1;
	coverage_init(&g->coverage, &g->files.paths, g->mem);
	cover_init(&g->cover, &g->coverage, g->places, g->mem);
	g->reports.cover = &g->cover;
	rc = report_read_folder(&g->reports, g->in->report, g->in->began_ns, g->mem, err);
	cover_release(&g->cover);
	for (int k = 0; rc == 0 && k < REPORT_KINDS; k++) {
		if (g->reports.wants[k] && g->reports.n[k] == 0)
			rc = error_set(err, ERR_SYSTEM,
				"it left no %s report in {report} ($TTA_REPORT_DIR)%s%s%s",
				report_words[k], g->reports.unknown ? "; '" : "",
				g->reports.unknown ? text_path(g->reports.unknown, g->mem) : "",
				g->reports.unknown ? "' is none" : "");
	}
	return rc;
}

static void
add_failures(struct measure_gate *g)
{
	const struct test_results *r = &g->reports.tests;

	for (size_t i = 0; i < r->nfailures && g->findings->n < FINDINGS_SHOWN; i++) {
		const struct test_failure *f = &r->failures[i];
		struct finding finding = {.line = f->line};
		struct error ignored;

		if (f->is_over)
			continue;
		if (f->file &&
			places_find(&finding.path, g->places, f->file, NULL, g->mem, &ignored) < 0)
			finding.path = NULL;
		finding.text = arena_printf(g->mem, "%s%s%s%s%s", f->group, *f->group ? "." : "",
			f->name, *f->text ? ": " : "", f->text);
		if (!finding.path)
			finding.line = 0;
		finding_add(g->findings, &finding, g->mem);
	}
}

/* Of what is measured of the job as a whole: whose threshold is the strictest. */
static size_t
strictest(const struct measure_gate *g, enum measure_kind kind)
{
	size_t best = g->components[0];
	double most = -1;

	for (size_t i = 0; i < g->ncomponents; i++) {
		struct limit limit;

		limit_find(&limit, g->in->config, gate_of(g), g->components[i], g->in->job->target,
			kind);
		if (isnan(limit.wanted) || limit.wanted - limit.tolerance <= most)
			continue;
		most = limit.wanted - limit.tolerance;
		best = g->components[i];
	}
	return best;
}

static int
measure_tests(struct measure_gate *g, struct error *err)
{
	const struct test_results *r = &g->reports.tests;
	int64_t ran = r->tests - r->skipped, passed = test_results_passed(r);
	struct measure m = {.kind = MEASURE_PASSED,
		.value = measure_percent(passed, ran),
		.part = passed,
		.whole = ran};

	if (ran <= 0)
		return error_set(err, ERR_SYSTEM, "report '%s': %s", g->reports.first[REPORT_JUNIT],
			r->tests ? "all of its tests are skipped" : "it holds no test");
	if (g->ncomponents == 1)
		m.component = name_of(g, g->components[0]);
	measure_gate_add(g, strictest(g, MEASURE_PASSED), &m);
	if (passed < ran)
		add_failures(g);
	return 0;
}

/* Whose it is: the index of its component, of which it is; what is nowhere is everybody's. */
static bool
is_of(struct measure_gate *g, const char *path, size_t component)
{
	struct owner owner;

	if (!path)
		return true;
	owner_find(&owner, &g->in->config->components, path);
	return owner.component == component;
}

static void
add_issue(struct measure_gate *g, const struct issue *issue, const char *path)
{
	static const char *const words[SEVERITIES] = {"low", "medium", "high", "critical"};
	struct finding f = {.path = path,
		.line = path ? issue->line : 0,
		.column = path ? issue->column : 0,
		.rule = issue->rule};

	f.text = arena_printf(g->mem, "%s: %s", words[issue->severity], issue->text);
	if (issue->severity >= SEVERITY_MEDIUM && g->findings->n < FINDINGS_SHOWN)
		finding_add(g->findings, &f, g->mem);
}

static void
add_severities(struct measure_gate *g, size_t component, const int64_t *counts)
{
	static const struct {
		enum measure_kind kind;
		enum severity of;
	} rows[] = {{MEASURE_CRITICAL, SEVERITY_CRITICAL}, {MEASURE_HIGH, SEVERITY_HIGH},
		{MEASURE_MEDIUM, SEVERITY_MEDIUM}};

	for (size_t i = 0; i < countof(rows); i++)
		measure_gate_add(g, component,
			&(struct measure){.component = name_of(g, component),
				.kind = rows[i].kind,
				.value = (double)counts[rows[i].of]});
}

static int
measure_issues(struct measure_gate *g, struct error *err)
{
	const struct issues *list = &g->reports.issues;
	const char **paths = arena_alloc(g->mem, list->n, sizeof(const char *));
	const char *elsewhere = NULL;
	size_t lost = 0, named = 0;

	for (size_t i = 0; i < list->n; i++) {
		named += list->v[i].file != NULL;
		if (list->v[i].file &&
			places_find(&paths[i], g->places, list->v[i].file, NULL, g->mem, err) < 0)
			return -1;
		if (list->v[i].file && !paths[i] && lost++ == 0)
			elsewhere = list->v[i].file;
	}
	if (lost && lost == named)
		return error_set(err, ERR_SYSTEM,
			"report '%s' is about other files: '%s' is not in the tree",
			g->reports.first[REPORT_SARIF], text_path(elsewhere, g->mem));
	for (size_t k = 0; k < g->ncomponents; k++) {
		int64_t counts[SEVERITIES] = {0};

		for (size_t i = 0; i < list->n; i++) {
			if (!is_of(g, paths[i], g->components[k]))
				continue;
			counts[list->v[i].severity]++;
			add_issue(g, &list->v[i], paths[i]);
		}
		add_severities(g, g->components[k], counts);
	}
	return 0;
}

/* The last match counts: what sums up comes last. */
static int
find_value(double *out, struct regex *re, const struct measuring_input *in, struct error *err)
{
	enum regex_answer answer = REGEX_YES;
	struct regex_span span, value;
	size_t at = 0;

	*out = NAN;
	while (at <= in->output_len && answer == REGEX_YES) {
		answer = regex_match(re, in->output, in->output_len, at, &span);
		if (answer != REGEX_YES)
			break;
		if (regex_group(re, "value", &value) == 0) {
			char *end;
			double n = strtod(in->output + value.start, &end);

			if (end == in->output + value.start || end > in->output + value.end ||
				!isfinite(n))
				return error_set(err, ERR_CONFIG,
					"what `metric` finds is no number: '%.*s'",
					(int)(value.end - value.start < 40 ? value.end - value.start
									   : 40),
					in->output + value.start);
			*out = n;
		}
		at = span.end > at ? span.end : at + 1;
	}
	if (answer == REGEX_GAVE_UP)
		return error_set(err, ERR_LIMIT, "`metric` takes too long on its output");
	return 0;
}

static int
measure_value(struct measure_gate *g, struct error *err)
{
	const struct measuring_input *in = g->in;
	struct measure m = {.kind = MEASURE_VALUE};
	struct regex *re = NULL;
	int rc;

	if (in->output_dropped)
		return error_set(err, ERR_LIMIT,
			"its output is too long to be kept, and the number of `metric` may be in "
			"the rest");
	if (regex_compile(&re, gate_of(g)->metric, REGEX_MULTILINE, err) < 0)
		return -1;
	rc = find_value(&m.value, re, in, err);
	regex_free(re);
	if (rc < 0)
		return -1;
	if (isnan(m.value))
		return error_set(err, ERR_SYSTEM, "the number of `metric` is not in its output");
	if (g->ncomponents == 1)
		m.component = name_of(g, g->components[0]);
	measure_gate_add(g, g->components[0], &m);
	return 0;
}

/* Where nothing is short there is nothing to mend. */
static void
keep_findings(struct measure_gate *g)
{
	for (size_t i = 0; i < g->out->n; i++) {
		if (g->out->v[i].is_short)
			return;
	}
	g->findings->n = 0;
}

int
measure_gate(struct findings *out, struct measures *measures, const struct measuring_input *in,
	struct arena *mem, struct error *err)
{
	struct measure_gate g = {.in = in, .out = measures, .findings = out, .mem = mem};

	find_components(&g);
	if (g.ncomponents == 0)
		return error_set(err, ERR_CONFIG, "it is about no component");
	if (read_ratchet(&g, err) < 0 || (gate_of(&g)->report.n && read_reports(&g, err) < 0))
		return -1;
	if ((g.reports.wants[REPORT_COVERAGE] && measure_cover(&g, err) < 0) ||
		(g.reports.wants[REPORT_JUNIT] && measure_tests(&g, err) < 0) ||
		(g.reports.wants[REPORT_SARIF] && measure_issues(&g, err) < 0) ||
		(gate_of(&g)->metric && measure_value(&g, err) < 0))
		return -1;
	keep_findings(&g);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * grid -- see grid.h.  A cell is about one gate and one component; a job over several components
 * says in each of their rows what it found there.
 */
#include "report/grid.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/outcome.h"
#include "report/paint.h"
#include "report/report.h"

#define SLOW_MS 100 /* from here on a cell says how long it took */

struct cell {
	const char *gate, *text; /* "lint", "Failed 0.2s" */
	const char *of;          /* the gate it is about; for built-ins not what stands there */
	enum paint paint;
};

struct row {
	const char *name, *stage;
	struct cell *cells;
	size_t n, cap;
	bool is_noteworthy; /* holds more than passes */
};

struct grid {
	struct row *rows;
	size_t n;
	size_t *widths; /* of the cells of a column */
	size_t ncolumns, name_width, stage_width;
};

static void
cell_add(struct row *row, struct cell cell, struct arena *mem)
{
	row->cells = arena_grow(mem, row->cells, row->n, &row->cap, sizeof(*row->cells));
	row->cells[row->n++] = cell;
}

static const char *
job_name(const struct job *job)
{
	return job->builtin ? job->builtin : job->gate->name;
}

static const char *
owner_of(const struct job *job, const char *path)
{
	for (size_t i = 0; path && i < job->files.n && i < job->file_owners.n; i++) {
		if (strcmp(job->files.v[i], path) == 0)
			return job->file_owners.v[i];
	}
	return NULL;
}

/* How many findings lie in component; *strays: some lie in none that can be told. */
static size_t
count_findings(const struct job *job, const struct verdict *v, const char *component, bool *strays)
{
	size_t n = 0;

	*strays = v->findings.n == 0;
	for (size_t i = 0; i < v->findings.n; i++) {
		const char *owner = owner_of(job, v->findings.v[i].path);

		if (!owner)
			*strays = true;
		else if (strcmp(owner, component) == 0)
			n++;
	}
	return n;
}

static struct cell
cell_of(const struct job *job, const struct verdict *v, const char *component, struct arena *mem)
{
	struct cell cell = {.gate = job_name(job), .paint = paint_of(v->kind)};
	const char *word = verdict_word(v->kind);
	bool is_no = v->kind == VERDICT_FAIL || v->kind == VERDICT_WARN, strays = true;
	size_t n = v->findings.n;

	if (is_no && job->components.n > 1) {
		n = count_findings(job, v, component, &strays);
		if (n == 0 && !strays) {
			cell.text = "clean";
			cell.paint = PAINT_GREEN;
			return cell;
		}
	}
	cell.text = word;
	if (v->is_served)
		cell.text = arena_printf(mem, "%s cached", word);
	else if (is_no && n)
		cell.text = arena_printf(mem, "%s %zu", word, n);
	else if (v->ms >= SLOW_MS)
		cell.text = arena_printf(mem, "%s %s", word, text_duration(v->ms, mem));
	return cell;
}

/* Omissions for their event begin so; others (a stage, an audience) are not worth a cell. */
static bool
is_at_push(const struct omission *omission)
{
	static const char words[] = "at pre-push";

	return strncmp(omission->reason, words, sizeof(words) - 1) == 0;
}

/* Built-ins of a gate that have nothing to tell share a cell with the gate's name. */
static void
add_job_cell(struct row *row, const struct job *job, const struct verdict *v, struct arena *mem)
{
	struct cell cell = cell_of(job, v, row->name, mem);

	if (v->kind != VERDICT_PASS)
		row->is_noteworthy = true;
	if (job->builtin && cell.paint == PAINT_GREEN) {
		cell.gate = job->gate->name;
		cell.text = verdict_word(VERDICT_PASS);
		for (size_t i = 0; i < row->n; i++) {
			if (row->cells[i].of == job->gate->name)
				return;
		}
	}
	cell.of = job->gate->name;
	cell_add(row, cell, mem);
}

/* What passed says nothing beside a sibling that did not. */
static bool
is_outdone(const struct row *row, const struct cell *cell)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *other = &row->cells[i];

		if (cell->of && other->of == cell->of && other->gate != cell->gate &&
			cell->paint == PAINT_GREEN)
			return true;
	}
	return false;
}

static void
fill_row(struct row *row, const struct outcome *o, struct arena *mem)
{
	size_t n = 0;

	for (size_t i = 0; i < o->plan->njobs; i++) {
		if (strs_has(&o->plan->jobs[i].components, row->name))
			add_job_cell(row, &o->plan->jobs[i], &o->verdicts[i], mem);
	}
	for (size_t i = 0; i < row->n; i++) {
		if (!is_outdone(row, &row->cells[i]))
			row->cells[n++] = row->cells[i];
	}
	row->n = n;
	for (size_t i = 0; i < o->plan->nomissions; i++) {
		const struct omission *omission = &o->plan->omissions[i];

		if (omission->component && strcmp(omission->component, row->name) == 0 &&
			is_at_push(omission))
			cell_add(row,
				(struct cell){.gate = omission->gate,
					.text = "at push",
					.paint = PAINT_CYAN},
				mem);
	}
}

static size_t
cell_width(const struct cell *c)
{
	return strlen(c->gate) + 1 + strlen(c->text);
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void
measure(struct grid *g, struct arena *mem)
{
	for (size_t i = 0; i < g->n; i++)
		g->ncolumns = larger(g->ncolumns, g->rows[i].n);
	g->widths = arena_alloc(mem, g->ncolumns + 1, sizeof(*g->widths));
	for (size_t i = 0; i < g->n; i++) {
		const struct row *r = &g->rows[i];

		g->name_width = larger(g->name_width, strlen(r->name));
		g->stage_width = larger(g->stage_width, strlen(r->stage));
		for (size_t k = 0; k < r->n; k++)
			g->widths[k] = larger(g->widths[k], cell_width(&r->cells[k]));
	}
}

static void
add_row(struct buf *out, const struct grid *g, const struct row *r,
	const struct report_style *style)
{
	buf_addf(out, "%-*s  %-*s", (int)g->name_width, r->name, (int)g->stage_width, r->stage);
	for (size_t k = 0; k < r->n; k++) {
		const struct cell *c = &r->cells[k];

		buf_addf(out, "  %s ", c->gate);
		paint_add(out, style, c->paint, c->text);
		if (k + 1 < r->n)
			buf_addf(out, "%*s", (int)(g->widths[k] - cell_width(c)), "");
	}
	buf_addc(out, '\n');
}

/* Components that owe something; beyond GRID_ROWS only those with more to tell than passes. */
static void
fill(struct grid *g, size_t *nleft, const struct outcome *o, struct arena *mem)
{
	const struct plan *p = o->plan;

	g->rows = arena_alloc(mem, p->ntouched, sizeof(*g->rows));
	for (size_t i = 0; i < p->ntouched; i++) {
		struct row row = {.name = p->touched[i].component,
			.stage = paint_stage(o, p->touched[i].target)};

		fill_row(&row, o, mem);
		if (row.n == 0)
			continue;
		if (p->ntouched <= GRID_ROWS || (row.is_noteworthy && g->n < GRID_ROWS))
			g->rows[g->n++] = row;
		else
			++*nleft;
	}
}

void
grid_add(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct grid g = {0};
	size_t nleft = 0;

	fill(&g, &nleft, o, mem);
	if (g.n + nleft < 2)
		return;
	measure(&g, mem);
	for (size_t i = 0; i < g.n; i++)
		add_row(out, &g, &g.rows[i], style);
	if (nleft)
		buf_addf(out, "%s\n", text_count(nleft, "more component", mem));
}

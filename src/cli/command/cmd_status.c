/* SPDX-License-Identifier: MIT */
/*
 * cmd_status -- `tta-check status [COMPONENT]`: targets, what was measured, how far the next stage
 * is, and what is in the way.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/judge/journal_place.h"
#include "cli/maturity/standing.h"
#include "cli/option.h"
#include "cli/session.h"
#include "cli/tell/columns.h"
#include "model/maturity/limit.h"
#include "report/rows.h"
#include "store/history.h"
#include "store/journal.h"

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_MARKDOWN };

struct status_options {
	int format;
};

static const struct option options[] = {
	{"format", '\0', OPTION_CHOICE, "FORMAT", "text json markdown",
		offsetof(struct status_options, format), NULL,
		"text (the default), json or markdown"},
	{0},
};

#define BAR_CELLS 10
#define SHOWN_MISSING 3

struct page {
	struct session *s;
	struct standing *v;
	size_t n;
	struct arena *mem;
};

static const char *
stage_name(const struct page *p, int stage)
{
	return p->s->config.stages.v[stage].name;
}

/* "71.3 %", on a terminal with a bar before it; "-" where nothing was measured. */
static const char *
coverage(const struct page *p, const struct standing *st)
{
	const struct measure *m = standing_measure(st, MEASURE_COVERAGE);
	const char *bar = "";
	int full;

	if (!m || isnan(m->value))
		return "-";
	full = (int)(m->value / 100 * BAR_CELLS);
	for (int i = 0; p->s->cli->out_term.is_terminal && i < BAR_CELLS; i++)
		bar = arena_printf(p->mem, "%s%s", bar, i < full ? "\xe2\x96\x88" : "\xe2\x96\x91");
	return arena_printf(p->mem, "%s%s%.1f %%", bar, *bar ? " " : "", m->value);
}

static const char *
gates(const struct page *p, const struct standing *st)
{
	return st->ngates ? arena_printf(p->mem, "%zu/%zu", st->ngood, st->ngates) : "-";
}

static const char *
missing(const struct page *p, const struct standing *st, size_t most)
{
	struct strs shown = {0};

	if (st->next == st->target && st->missing.n == 0)
		return "at the last stage";
	for (size_t i = 0; i < st->missing.n && i < most; i++)
		strs_add(&shown, st->missing.v[i], p->mem);
	if (st->missing.n > most)
		strs_add(&shown, arena_printf(p->mem, "%zu more", st->missing.n - most), p->mem);
	return shown.n ? strs_join(&shown, "; ", p->mem)
		       : arena_printf(p->mem, "nothing: tta-check promote %s", st->component->name);
}

static void
write_table(const struct page *p)
{
	struct columns table = {.mem = p->mem};

	columns_add(&table, "component", "target", "next", "gates", "coverage", "in the way", NULL);
	for (size_t i = 0; i < p->n; i++) {
		const struct standing *st = &p->v[i];

		columns_add(&table, st->component->name, stage_name(p, st->target),
			st->next == st->target ? "-" : stage_name(p, st->next), gates(p, st),
			coverage(p, st), missing(p, st, SHOWN_MISSING), NULL);
	}
	columns_write(&p->s->cli->out, &table);
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < p->v[i].soon.n; k++)
			buf_addf(&p->s->cli->out, "%s: %s\n", p->v[i].component->name,
				p->v[i].soon.v[k]);
	}
}

/* A cell of Markdown cannot hold a '|'. */
static void
add_cell(struct buf *out, const char *text)
{
	buf_addc(out, ' ');
	for (; *text; text++) {
		if (*text == '|')
			buf_addc(out, '\\');
		buf_addc(out, *text == '\n' ? ' ' : *text);
	}
	buf_adds(out, " |");
}

static void
write_markdown(const struct page *p)
{
	struct buf *out = &p->s->cli->out;

	buf_adds(out, "| component | target | next | gates | coverage | in the way |\n"
		      "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < p->n; i++) {
		const struct standing *st = &p->v[i];

		buf_addc(out, '|');
		add_cell(out, st->component->name);
		add_cell(out, stage_name(p, st->target));
		add_cell(out, st->next == st->target ? "-" : stage_name(p, st->next));
		add_cell(out, gates(p, st));
		add_cell(out, coverage(p, st));
		add_cell(out, missing(p, st, SIZE_MAX));
		buf_addc(out, '\n');
	}
}

static void
write_json(const struct page *p)
{
	struct rows *rows = rows_open("components", p->mem);

	for (size_t i = 0; i < p->n; i++) {
		const struct standing *st = &p->v[i];
		const struct measure *m = standing_measure(st, MEASURE_COVERAGE);

		rows_begin(rows);
		rows_text(rows, "component", st->component->name);
		rows_text(rows, "target", stage_name(p, st->target));
		rows_text(rows, "next", st->next == st->target ? NULL : stage_name(p, st->next));
		rows_number(rows, "gates", (int64_t)st->ngates);
		rows_number(rows, "good", (int64_t)st->ngood);
		rows_text(rows, "coverage", m ? arena_printf(p->mem, "%.2f", m->value) : NULL);
		rows_number(rows, "checked", (int64_t)st->nchecked);
		rows_number(rows, "open", (int64_t)st->nopen);
		rows_text(rows, "missing",
			st->missing.n ? strs_join(&st->missing, "\n", p->mem) : NULL);
		rows_text(rows, "soon", st->soon.n ? strs_join(&st->soon, "\n", p->mem) : NULL);
	}
	rows_close(&p->s->cli->out, rows);
}

static const char *
when(const struct page *p, const struct standing_gate *g)
{
	int64_t ms = clock_wall_ms() - g->ended_ms;

	if (!g->verdict)
		return "never";
	return arena_printf(p->mem, "%s ago%s", text_duration(ms > 0 ? ms : 0, p->mem),
		g->is_here ? "" : ", on another tree");
}

static void
write_one(const struct page *p)
{
	const struct standing *st = &p->v[0];
	struct columns table = {.mem = p->mem};
	struct buf *out = &p->s->cli->out;

	buf_addf(out, "%s: %s", st->component->name, stage_name(p, st->target));
	if (st->next != st->target)
		buf_addf(out, ", next %s", stage_name(p, st->next));
	buf_adds(out, "\n");
	columns_add(&table, "gate", "owed", "last", "when", "measured", NULL);
	for (size_t i = 0; i < st->ngates; i++) {
		const struct standing_gate *g = &st->gates[i];
		const char *text = measures_text(&g->measures, false, p->mem);

		columns_add(&table, g->gate, g->is_next ? stage_name(p, st->next) : "now",
			g->verdict ? g->verdict : "-", when(p, g),
			text     ? text
			: g->why ? g->why
				 : "-",
			NULL);
	}
	columns_write(out, &table);
	if (st->nchecked + st->nopen)
		buf_addf(out, "checklist %s: %zu of %zu done\n", st->component->checklist,
			st->nchecked, st->nchecked + st->nopen);
	for (size_t i = 0; i < st->missing.n; i++)
		buf_addf(out, "in the way of %s: %s\n", stage_name(p, st->next), st->missing.v[i]);
	for (size_t i = 0; i < st->soon.n; i++)
		buf_addf(out, "%s\n", st->soon.v[i]);
	if (st->missing.n == 0 && st->next != st->target)
		buf_addf(out, "next: tta-check promote %s\n", st->component->name);
}

static int
find(struct page *p, const struct component *one, struct journal *j, struct error *err)
{
	const struct components *all = &p->s->config.components;
	struct history_latest latest = {0};

	if (j && history_latest(&latest, j, p->mem, err) < 0)
		return -1;
	p->v = arena_alloc(p->mem, all->n, sizeof(*p->v));
	for (size_t i = 0; i < all->n; i++) {
		if (one ? &all->v[i] != one : (i == 0 && all->n > 1))
			continue;
		if (standing_find(&p->v[p->n], i, p->s, &latest, err) < 0)
			return -1;
		p->n++;
	}
	return 0;
}

static int
show(struct session *s, const struct status_options *o, const struct strs *operands,
	struct journal *j, struct error *err)
{
	const struct component *one = NULL;
	struct page p = {.s = s, .mem = s->cli->mem};

	if (operands->n && session_component(&one, s, operands->v[0], err) < 0)
		return -1;
	if (judged_take_all(&s->judged, &s->repo, s->cli->mem, err) < 0 ||
		find(&p, one, j, err) < 0)
		return -1;
	if (o->format == FORMAT_JSON)
		write_json(&p);
	else if (o->format == FORMAT_MARKDOWN)
		write_markdown(&p);
	else if (one)
		write_one(&p);
	else
		write_table(&p);
	return 0;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct status_options *o = values;
	struct journal *j = NULL;
	struct session s = {0};
	struct error err = {0};
	const char *said = NULL;
	int status = 0;

	if (session_staged(&s, cli, &err) < 0 || journal_place_look(&j, &said, &s, &err) < 0 ||
		show(&s, o, operands, j, &err) < 0)
		status = cli_fail(cli, &err);
	if (said)
		buf_addf(&cli->err, "tta-check: %s\n", said);
	journal_close(j);
	session_close(&s);
	return status;
}

const struct cli_command cmd_status = {
	.name = "status",
	.summary = "where components stand: targets, measures, and what is in the way of the next "
		   "stage",
	.group = "maturity",
	.usage = "[COMPONENT] [--format FORMAT]",
	.details = "Nothing is run: verdicts and measures are those of the last time that a gate "
		   "ran here, whatever the tree was.",
	.options = options,
	.size = sizeof(struct status_options),
	.max = 1,
	.run = run,
};

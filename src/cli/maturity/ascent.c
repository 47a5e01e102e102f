/* SPDX-License-Identifier: MIT */
/* ascent -- see ascent.h. */
#include "cli/maturity/ascent.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/journal_place.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/maturity/demand.h"
#include "git/repo/gitsetting.h"
#include "model/config/amend.h"
#include "model/maturity/approval.h"
#include "store/journal.h"
#include "store/rise.h"

#define TEXT_MAX ((size_t)4 << 20)

static int
find_stage(struct ascent *x, const char *stage, int step, struct error *err)
{
	const struct stages *stages = &x->s.config.stages;
	const struct component *c = x->component;

	x->to = stage ? stage_find(stages, stage) : c->target + step;
	if (stage && x->to == STAGE_NONE)
		return error_set(err, ERR_USAGE, "'%s' is no stage; the stages are: %s", stage,
			stage_names(stages, x->s.cli->mem));
	if (x->to < 0 || (size_t)x->to >= stages->n)
		return error_set(err, ERR_USAGE, "'%s' aims at %s, the %s stage", c->name,
			stages->v[c->target].name, step > 0 ? "last" : "first");
	if (step > 0 && x->to <= c->target)
		return error_set(err, ERR_USAGE, "'%s' aims at %s already", c->name,
			stages->v[c->target].name);
	if (step > 0 && x->to > c->target + 1)
		return error_set(err, ERR_USAGE,
			"'%s' aims at %s; no stage is skipped: %s comes first", c->name,
			stages->v[c->target].name, stages->v[c->target + 1].name);
	if (step < 0 && x->to >= c->target)
		return error_set(err, ERR_USAGE, "'%s' aims at %s; %s is not below it", c->name,
			stages->v[c->target].name, stages->v[x->to].name);
	return 0;
}

static void
begin_report(struct ascent *x)
{
	struct arena *mem = x->s.cli->mem;
	const struct stages *stages = &x->s.config.stages;
	const char *name = gitsetting_find(&x->s.repo, "user.name", mem);
	const char *mail = gitsetting_find(&x->s.repo, "user.email", mem);

	x->report = (struct promotion){.component = x->component->name,
		.from = stages->v[x->component->target].name,
		.to = stages->v[x->to].name,
		.by = arena_printf(mem, "%s <%s>", name ? name : "", mail ? mail : ""),
		.at = approval_time(clock_wall_ms(), mem),
		.tree = oid_hex(&x->s.judged.tree, mem),
		.head = x->s.repo.is_unborn ? NULL : oid_hex(&x->s.repo.head, mem)};
}

int
ascent_open(struct ascent *x, struct cli *cli, const char *component, const char *stage, int step,
	struct error *err)
{
	*x = (struct ascent){0};
	if (session_staged(&x->s, cli, err) < 0)
		return -1;
	if (!x->s.repo.root)
		return error_set(err, ERR_USAGE, "a bare repository has no tta.ini to change");
	if (session_component(&x->component, &x->s, component, err) < 0 ||
		find_stage(x, stage, step, err) < 0)
		return -1;
	begin_report(x);
	return 0;
}

/* Its checklist counts also where no gate asks for it. */
static int
check_checklist(struct ascent *x, struct error *err)
{
	struct arena *mem = x->s.cli->mem;
	struct demand_tasks tasks;

	for (size_t i = 0; i < x->a.plan.njobs; i++) {
		const char *builtin = x->a.plan.jobs[i].builtin;

		if (builtin && strcmp(builtin, "checklist") == 0)
			return 0; /* asked */
	}
	if (demand_tasks(&tasks, &x->s, x->component, x->to, err) < 0)
		return -1;
	if (tasks.nopen)
		strs_add(&x->report.refused,
			arena_printf(mem, "%s: %s open", x->component->checklist,
				text_count(tasks.nopen, "task", mem)),
			mem);
	return 0;
}

/* Those that it builds on must stand as high. */
static void
check_below(struct ascent *x)
{
	const struct components *all = &x->s.config.components;
	struct arena *mem = x->s.cli->mem;

	for (size_t i = 0; i < x->component->ndeps; i++) {
		const struct component *below = &all->v[x->component->deps[i]];

		if (component_is_above(x->component, x->to, below))
			strs_add(&x->report.refused,
				arena_printf(mem, "it depends on %s, which aims at %s", below->name,
					x->s.config.stages.v[below->target].name),
				mem);
	}
}

/* What was not asked proves nothing. */
static void
check_verdicts(struct ascent *x)
{
	struct arena *mem = x->s.cli->mem;

	for (size_t i = 0; i < x->a.plan.njobs; i++) {
		enum verdict_kind kind = x->a.outcome.verdicts[i].kind;

		if (kind == VERDICT_SKIP || kind == VERDICT_DEFERRED || kind == VERDICT_NONE)
			strs_add(&x->report.refused,
				arena_printf(mem, "%s was not judged (%s)", x->a.plan.jobs[i].id,
					verdict_name(kind)),
				mem);
	}
	if (outcome_exit(&x->a.outcome) != EXIT_YES)
		strs_add(&x->report.refused, "gates of the stage say no, or could not judge", mem);
}

int
ascent_prove(struct ascent *x, const struct run_request *given, struct error *err)
{
	struct session *s = &x->s;
	struct run_request request = *given;

	request.what = RUN_ALL_FILES;
	request.hook_stage = "pre-push";
	request.target = s->config.stages.v[x->to].name;
	strs_add(&request.components, x->component->name, s->cli->mem);
	x->a.event = judge_event(s, "pre-push", "promotion");
	x->a.event.selection = SELECT_ALL;
	if (judged_take_all(&s->judged, &s->repo, s->cli->mem, err) < 0 ||
		assess_plan(&x->a, s, &request, err) < 0 || assess_run(&x->a, s, &request, err) < 0)
		return -1;
	x->report.outcome = &x->a.outcome;
	check_verdicts(x);
	check_below(x);
	return check_checklist(x, err);
}

static const char *
reports_dir(const struct ascent *x)
{
	return path_join(x->s.repo.git_dir, "tta/promotions", x->s.cli->mem);
}

/* Not before there is a place for the report: a rise without one has no proof. */
int
ascent_write(struct ascent *x, struct error *err)
{
	struct arena *mem = x->s.cli->mem;
	const struct amendment what = {.kind = "component",
		.name = x->component->name,
		.key = "target",
		.value = x->report.to};
	const char *path =
		x->s.cli->config ? x->s.cli->config : path_join(x->s.repo.root, CONFIG_FILE, mem);
	const char *made;
	char *text;
	size_t len, made_len;

	x->file = x->s.cli->config ? path : CONFIG_FILE;
	if (fs_mkdirs(reports_dir(x), 0755, err) < 0 ||
		fs_read(&text, &len, path, TEXT_MAX, mem, err) < 0 ||
		amend_text(&made, &made_len, &x->line, text, len, &what, mem, err) < 0 ||
		fs_write_given(path, made, made_len, 0644, mem, err) < 0)
		return -1;
	x->report.is_done = true;
	return 0;
}

static int
write_file(struct buf *text, const char *path, struct arena *mem, struct error *err)
{
	int rc = fs_mkdirs(path_dir(path, mem), 0755, err);

	if (rc == 0)
		rc = fs_write(path, text->data, text->len, 0644, err);
	buf_release(text);
	return rc;
}

static void
write_down(struct ascent *x)
{
	const struct rise rise = {.at_ms = clock_wall_ms(),
		.component = x->report.component,
		.from = x->report.from,
		.to = x->report.to,
		.who = x->report.by,
		.reason = x->report.reason,
		.tree = x->s.judged.tree};
	const char *said = NULL;
	struct journal *j = NULL;
	struct error ignored;

	if (journal_place_open(&j, &said, &x->s, &ignored) == 0 && j &&
		rise_add(j, &rise, &ignored) < 0)
		buf_addf(&x->s.cli->err, "tta-check: not in the journal: %s\n", ignored.msg);
	journal_close(j);
}

int
ascent_record(const char **path, struct ascent *x, struct error *err)
{
	struct arena *mem = x->s.cli->mem;
	const char *name = path_join(
		reports_dir(x), arena_printf(mem, "%s-%s", x->report.component, x->report.to), mem);
	struct buf text;

	*path = arena_printf(mem, "%s.md", name);
	buf_init(&text, TEXT_MAX);
	promotion_markdown(&text, &x->report, mem);
	if (write_file(&text, *path, mem, err) < 0)
		return -1;
	buf_init(&text, TEXT_MAX);
	promotion_json(&text, &x->report, mem);
	if (write_file(&text, arena_printf(mem, "%s.json", name), mem, err) < 0)
		return -1;
	if (x->report.is_done)
		write_down(x);
	return 0;
}

void
ascent_close(struct ascent *x)
{
	session_close(&x->s);
}

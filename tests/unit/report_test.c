/* SPDX-License-Identifier: MIT */
/* report_test -- whole texts for outcomes made by hand: what is said, and how little. */
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"
#include "model/config/problem.h"
#include "model/outcome.h"
#include "report/report.h"

#define MAX_JOBS 64

struct scene { /* an outcome and what it points at */
	struct arena *mem;
	struct outcome o;
	struct event event;
	struct config config;
	struct stage stages[3];
	struct gate gates[MAX_JOBS];
	struct job jobs[MAX_JOBS];
	struct verdict verdicts[MAX_JOBS];
	struct touched touched[MAX_JOBS];
	struct omission omissions[8];
	struct refusal refusals[4];
	struct plan plan;
};

static int
setup(void **state)
{
	static struct scene scene;
	struct scene *s = &scene;

	*s = (struct scene){.mem = arena_new()};
	s->event = (struct event){.stage = "pre-commit", .what = "staged"};
	s->stages[0].name = "development";
	s->stages[1].name = "staging";
	s->stages[2].name = "production";
	s->config.stages = (struct stages){.v = s->stages, .n = 3};
	s->plan = (struct plan){
		.jobs = s->jobs,
		.touched = s->touched,
		.omissions = s->omissions,
	};
	s->o = (struct outcome){
		.event = &s->event,
		.config = &s->config,
		.plan = &s->plan,
		.verdicts = s->verdicts,
		.refusals = s->refusals,
		.nfiles = 1,
		.ms = 9,
	};
	*state = s;
	return 0;
}

static int
teardown(void **state)
{
	struct scene *s = *state;

	arena_free(s->mem);
	return 0;
}

static void
touch(struct scene *s, const char *component, int target)
{
	s->touched[s->plan.ntouched++] =
		(struct touched){.component = component, .target = target, .nfiles = 1};
}

/* A job GATE@COMPONENT, or GATE over several components (words). */
static struct verdict *
job(struct scene *s, const char *gate, const char *components, enum verdict_kind kind)
{
	size_t i = s->plan.njobs++;
	struct job *j = &s->jobs[i];

	assert_true(i < MAX_JOBS);
	s->gates[i] = (struct gate){.name = gate};
	*j = (struct job){
		.gate = &s->gates[i],
		.reason = "1 changed file",
		.origin = {"tta.ini", (int)i + 10},
	};
	strs_split(&j->components, components, s->mem);
	j->id = j->components.n == 1 ? arena_printf(s->mem, "%s@%s", gate, components) : gate;
	s->verdicts[i] = (struct verdict){.kind = kind, .attempts = 1};
	return &s->verdicts[i];
}

static void
find(struct scene *s, struct verdict *v, const char *path, int line, const char *text)
{
	struct findings *f = &v->findings;

	f->v = arena_grow(s->mem, f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n++] = (struct finding){
		.path = path, .line = line, .column = 5, .rule = "F821", .text = text};
}

static void
say(struct verdict *v, const char *output)
{
	v->output = output;
	v->output_len = strlen(output);
}

static void
expect_styled(struct scene *s, const struct report_style *style, const char *expected)
{
	struct buf out;

	buf_init(&out, SIZE_MAX);
	report_text(&out, &s->o, style, s->mem);
	assert_string_equal(out.data, expected);
	buf_release(&out);
}

static void
expect(struct scene *s, const char *expected)
{
	const struct report_style plain = {0};

	expect_styled(s, &plain, expected);
}

static void
success_is_one_line(void **state)
{
	struct scene *s = *state;

	touch(s, "docs", 0);
	for (int i = 0; i < 6; i++)
		job(s, "files", "docs", VERDICT_PASS);
	expect(s, "tta-check: docs: 6 checks passed (9 ms)\n");
}

static void
success_of_several_components(void **state)
{
	struct scene *s = *state;

	touch(s, "docs", 0);
	touch(s, "parser", 1);
	job(s, "lint", "docs parser", VERDICT_PASS);
	s->o.ms = 1234;
	expect(s, "tta-check: 2 components: 1 check passed (1.2s)\n");
}

static void
nobodys_files_have_no_subject(void **state)
{
	struct scene *s = *state;

	touch(s, ".", 0);
	job(s, "lint", ".", VERDICT_PASS);
	expect(s, "tta-check: 1 check passed (9 ms)\n");
}

static void
nothing_owed_and_nothing_changed(void **state)
{
	struct scene *s = *state;

	touch(s, "docs", 0);
	expect(s, "tta-check: docs: no check is owed (9 ms)\n");
	s->o.nfiles = 0;
	expect(s, "tta-check: nothing to judge (9 ms)\n");
	s->plan.ntouched = 0;
	expect(s, "tta-check: nothing to judge (9 ms)\n");
}

static void
quiet_success_says_nothing(void **state)
{
	struct scene *s = *state;
	const struct report_style quiet = {.verbosity = -1};

	job(s, "lint", "docs", VERDICT_PASS);
	expect_styled(s, &quiet, "");
	s->verdicts[0].kind = VERDICT_FAIL;
	s->verdicts[0].why = "exit 1";
	expect_styled(s, &quiet, "tta-check: refused: lint@docs (exit 1). Nothing was changed.\n");
}

static void
partly_staged_file(void **state)
{
	struct scene *s = *state;

	touch(s, "gameplay-loop", 1);
	find(s, job(s, "lint", "gameplay-loop", VERDICT_FAIL),
		"src/components/gameplay_loop/controller.py", 91, "undefined name `pick_choice`");
	job(s, "format", "gameplay-loop", VERDICT_PASS);
	job(s, "files", "gameplay-loop", VERDICT_PASS);
	job(s, "secrets", "gameplay-loop", VERDICT_PASS);
	strs_add(&s->o.notes,
		"judged as staged: src/components/gameplay_loop/controller.py has 2 unstaged hunks",
		s->mem);
	s->o.next = "git add -p src/components/gameplay_loop/controller.py";
	s->o.again = "git commit -e -F .git/tta/message";
	expect(s, "tta-check: refused: lint@gameplay-loop (1 finding). 3 passed. "
		  "Nothing was changed.\n"
		  "src/components/gameplay_loop/controller.py:91:5: F821 undefined name "
		  "`pick_choice`\n"
		  "judged as staged: src/components/gameplay_loop/controller.py has 2 unstaged "
		  "hunks\n"
		  "next: git add -p src/components/gameplay_loop/controller.py\n"
		  "again: git commit -e -F .git/tta/message\n");
}

static void
four_components_and_a_message(void **state)
{
	struct scene *s = *state;
	struct verdict *v;

	touch(s, "gameplay-loop", 1);
	touch(s, "model-management", 1);
	touch(s, "player-experience", 0);
	touch(s, "docs", 0);
	v = job(s, "lint", "gameplay-loop", VERDICT_FAIL);
	find(s, v, "src/base.py", 12, "unused");
	find(s, v, "src/base.py", 13, "unused");
	job(s, "lint", "model-management", VERDICT_PASS)->ms = 1500;
	v = job(s, "lint", "player-experience", VERDICT_WARN);
	find(s, v, "src/player.py", 1, "unused");
	job(s, "format", "gameplay-loop", VERDICT_PASS);
	job(s, "format", "model-management", VERDICT_PASS);
	job(s, "format", "player-experience", VERDICT_PASS);
	job(s, "files", "docs", VERDICT_PASS);
	s->omissions[s->plan.nomissions++] =
		(struct omission){"tests", "gameplay-loop", "at pre-push (on = pre-push)", {0}};
	s->omissions[s->plan.nomissions++] =
		(struct omission){"tests", "docs", "owed from staging", {0}};
	s->refusals[s->o.nrefusals++] = (struct refusal){
		.name = "message",
		.text = "scope",
		.detail = "message: fix(gameplay-loop): x\n             ^^^^^^^^^^^^^ also staged: "
			  "docs",
		.next = "tta-check list --staged",
		.status = EXIT_NO,
	};
	expect(s, "tta-check: refused: lint@gameplay-loop (2 findings), message (scope). "
		  "5 passed, 1 warned. Nothing was changed.\n"
		  "gameplay-loop      staging      lint Failed 2     format Passed  tests at push\n"
		  "model-management   staging      lint Passed 1.5s  format Passed\n"
		  "player-experience  development  lint Warned 1     format Passed\n"
		  "docs               development  files Passed\n"
		  "lint@gameplay-loop Failed\n"
		  "src/base.py:12:5: F821 unused\n"
		  "src/base.py:13:5: F821 unused\n"
		  "lint@player-experience Warned\n"
		  "src/player.py:1:5: F821 unused\n"
		  "message: fix(gameplay-loop): x\n"
		  "             ^^^^^^^^^^^^^ also staged: docs\n"
		  "next: tta-check list --staged\n");
}

static void
one_job_over_several_components(void **state)
{
	struct scene *s = *state;
	struct verdict *v;

	touch(s, "a", 0);
	touch(s, "b", 0);
	v = job(s, "lint", "a b", VERDICT_FAIL);
	find(s, v, "a/x.py", 1, "wrong");
	strs_split(&s->jobs[0].files, "a/x.py b/y.py", s->mem);
	strs_split(&s->jobs[0].file_owners, "a b", s->mem);
	expect(s, "tta-check: refused: lint (1 finding). Nothing was changed.\n"
		  "a  development  lint Failed 1\n"
		  "b  development  lint clean\n"
		  "a/x.py:1:5: F821 wrong\n");
}

static void
built_ins_share_a_cell_unless_they_tell(void **state)
{
	static const char *const ids[] = {"trailing-whitespace", "check-json", "secrets"};
	struct scene *s = *state;

	touch(s, "a", 0);
	touch(s, "b", 1);
	for (size_t i = 0; i < countof(ids); i++) {
		struct verdict *v = job(s, "files", "a b", i ? VERDICT_PASS : VERDICT_FAIL);

		s->jobs[i].gate = &s->gates[0];
		s->jobs[i].id = s->jobs[i].builtin = ids[i];
		strs_split(&s->jobs[i].files, "a/x b/y", s->mem);
		strs_split(&s->jobs[i].file_owners, "a b", s->mem);
		if (i == 0)
			find(s, v, "a/x", 1, "blanks");
	}
	expect(s, "tta-check: refused: trailing-whitespace (1 finding). 2 passed. "
		  "Nothing was changed.\n"
		  "a  development  trailing-whitespace Failed 1\n"
		  "b  staging      files Passed\n"
		  "a/x:1:5: F821 blanks\n");
}

static void
output_without_findings_is_shown(void **state)
{
	struct scene *s = *state;
	struct verdict *v = job(s, "tests", "parser", VERDICT_FAIL);

	v->why = "exit 1";
	say(v, "FAILED test_a\r\n\033[31mred\033[0m and \a\033]0;title\a10%\r100%\n\n");
	expect(s, "tta-check: refused: tests@parser (exit 1). Nothing was changed.\n"
		  "tests@parser Failed: exit 1\n"
		  "FAILED test_a\n"
		  "100%\n");
}

static void
long_output_keeps_head_and_tail(void **state)
{
	struct scene *s = *state;
	struct verdict *v = job(s, "tests", "parser", VERDICT_FAIL);
	struct buf text, out;
	const struct report_style plain = {0};
	size_t lines = 0;

	buf_init(&text, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	for (int i = 1; i <= 500; i++)
		buf_addf(&text, "line %d\n", i);
	v->why = "exit 1";
	say(v, text.data);
	s->o.log_dir = ".git/tta/last";
	s->o.next = "read it";
	report_text(&out, &s->o, &plain, s->mem);
	for (size_t i = 0; i < out.len; i++)
		lines += out.data[i] == '\n';
	assert_in_range(lines, 100, REPORT_LINES);
	assert_non_null(strstr(out.data, "line 1\nline 2\n"));
	assert_non_null(strstr(out.data, " more lines: .git/tta/last/tests@parser.log\n"));
	assert_non_null(strstr(out.data, "line 499\nline 500\nnext: read it\n"));
	buf_release(&out);
	buf_release(&text);
}

static void
twenty_findings_a_job(void **state)
{
	struct scene *s = *state;
	struct verdict *v = job(s, "lint", "parser", VERDICT_FAIL);
	struct buf want;

	buf_init(&want, SIZE_MAX);
	buf_adds(&want, "tta-check: refused: lint@parser (57 findings). Nothing was changed.\n");
	for (int i = 1; i <= 57; i++)
		find(s, v, "a.py", i, "wrong");
	for (int i = 1; i <= 20; i++)
		buf_addf(&want, "a.py:%d:5: F821 wrong\n", i);
	buf_adds(&want, "37 more: .git/tta/last/lint@parser.log\n");
	s->o.log_dir = ".git/tta/last";
	expect(s, want.data);
	buf_release(&want);
}

static void
no_more_than_all_the_lines(void **state)
{
	struct scene *s = *state;
	const struct report_style plain = {0};
	struct buf out;
	size_t lines = 0;

	for (int i = 0; i < MAX_JOBS; i++) {
		struct verdict *v = job(s, "lint", arena_printf(s->mem, "c%d", i), VERDICT_FAIL);

		for (int k = 0; k < 30; k++)
			find(s, v, "a.py", k + 1, "wrong");
	}
	s->o.next = "read";
	buf_init(&out, SIZE_MAX);
	report_text(&out, &s->o, &plain, s->mem);
	for (size_t i = 0; i < out.len; i++)
		lines += out.data[i] == '\n';
	assert_in_range(lines, 90, REPORT_LINES);
	assert_non_null(strstr(out.data, ", 56 more. Nothing was changed.\n"));
	assert_non_null(strstr(out.data, " more jobs\nnext: read\n"));
	buf_release(&out);
}

static void
broken_could_not_judge(void **state)
{
	struct scene *s = *state;
	struct verdict *v = job(s, "lint", "parser", VERDICT_BROKEN);

	v->why = "tool 'ruff' is not in PATH; run `uv sync`";
	job(s, "files", "parser", VERDICT_PASS);
	expect(s, "tta-check: could not judge: lint@parser (tool 'ruff' is not in PATH; run `uv "
		  "sync`). 1 passed. Nothing was changed.\n");
	v->why = "src/parser/lexer.py differs in the work tree from what is staged; stage it or "
		 "put it aside";
	v = job(s, "types", "parser", VERDICT_FAIL);
	v->why = "exit 2";
	expect(s, "tta-check: could not judge: lint@parser; refused: types@parser (exit 2). "
		  "1 passed. Nothing was changed.\n"
		  "lint@parser Broken: src/parser/lexer.py differs in the work tree from what is "
		  "staged; stage it or put it aside\n");
}

static void
deferred_to_the_push(void **state)
{
	struct scene *s = *state;

	touch(s, "parser", 1);
	job(s, "lint", "parser", VERDICT_PASS);
	job(s, "tests", "parser", VERDICT_DEFERRED)->why = "over the budget of 30s";
	expect(s, "tta-check: parser: 1 check passed (9 ms); deferred to the push: "
		  "tests@parser (over the budget of 30s)\n");
	s->event.stage = "pre-push";
	s->event.remote_name = "origin";
	s->event.what = "main -> origin, 2 commits";
	expect(s, "tta-check: could not judge: tests@parser (over the budget of 30s). 1 passed, "
		  "1 deferred. Nothing was sent (main -> origin, 2 commits).\n");
	s->verdicts[1].kind = VERDICT_PASS;
	expect(s, "tta-check: main -> origin, 2 commits, parser: 2 checks passed (9 ms)\n");
}

/* At a terminal what is pushed was said before the gates ran, unless none ran. */
static void
a_push_at_a_terminal_ends_in_few_words(void **state)
{
	const struct report_style style = {.is_live = true};
	struct scene *s = *state;

	s->event.stage = "pre-push";
	s->event.remote_name = "origin";
	s->event.what = "main -> origin, 2 commits";
	touch(s, "parser", 1);
	job(s, "lint", "parser", VERDICT_PASS)->is_served = true;
	expect_styled(s, &style,
		"tta-check: main -> origin, 2 commits, parser: 1 check passed (9 ms, 1 cached)\n");
	job(s, "tests", "parser", VERDICT_PASS);
	job(s, "files", "parser", VERDICT_SKIP)->why = "SKIP=files";
	expect_styled(
		s, &style, "tta-check: passed (1 cached, 1 run, 9 ms); skipped: files@parser\n");
}

static void
a_push_without_the_time_for_it(void **state)
{
	static const struct refusal budget = {.name = "budget",
		.text = "21 jobs need about 7m; the server drops an idle connection sooner",
		.next = "run `tta-check` (no connection held), then push: 0.1 s",
		.status = EXIT_UNKNOWN,
		.is_headline = true};
	struct scene *s = *state;

	touch(s, "parser", 1);
	touch(s, "lexer", 1);
	job(s, "lint", "parser", VERDICT_PASS)->is_served = true;
	job(s, "tests", "lexer", VERDICT_NONE);
	s->event.stage = "pre-push";
	s->event.remote_name = "origin";
	s->event.what = "main -> origin, 2 commits";
	s->refusals[0] = budget;
	s->o.nrefusals = 1;
	expect(s, "tta-check: refused: 21 jobs need about 7m; the server drops an idle connection "
		  "sooner. 1 cached, 1 not run. Nothing was sent (main -> origin, 2 commits).\n"
		  "next: run `tta-check` (no connection held), then push: 0.1 s\n");
	assert_int_equal(outcome_exit(&s->o), 3);
}

static void
skipped_and_unknown_names_are_said(void **state)
{
	struct scene *s = *state;

	touch(s, "parser", 1);
	job(s, "lint", "parser", VERDICT_SKIP)->why = "SKIP=lint";
	job(s, "files", "parser", VERDICT_PASS);
	strs_add(&s->plan.warnings, "nothing is called 'lnit' in SKIP", s->mem);
	expect(s, "tta-check: parser: 1 check passed (9 ms); skipped: lint@parser\n"
		  "warning: nothing is called 'lnit' in SKIP\n");
}

static void
warned_passes_and_tells(void **state)
{
	struct scene *s = *state;
	struct verdict *v;

	touch(s, "parser", 1);
	job(s, "lint", "parser", VERDICT_PASS);
	v = job(s, "types", "parser", VERDICT_WARN);
	v->why = "exit 1";
	find(s, v, "a b\n.py", 3, "no such\nname");
	expect(s, "tta-check: parser: 1 check passed, 1 warned (9 ms)\n"
		  "types@parser Warned: exit 1\n"
		  "\"a b\\n.py\":3:5: F821 no such\n");
}

static void
stopped_by_a_signal(void **state)
{
	struct scene *s = *state;

	job(s, "lint", "parser", VERDICT_PASS);
	job(s, "tests", "parser", VERDICT_NONE);
	s->o.signal = SIGINT;
	expect(s, "tta-check: stopped by a signal (Interrupt). 1 passed, 1 not run. "
		  "Nothing was changed.\n");
}

static void
fail_fast_leaves_jobs_unrun(void **state)
{
	struct scene *s = *state;

	job(s, "lint", "parser", VERDICT_FAIL)->why = "over 60s";
	job(s, "tests", "parser", VERDICT_NONE);
	expect(s, "tta-check: refused: lint@parser (over 60s). 1 not run. Nothing was changed.\n");
}

static void
refusals_alone(void **state)
{
	struct scene *s = *state;

	s->refusals[s->o.nrefusals++] = (struct refusal){
		.name = "index", .text = "it changed while it was judged", .status = EXIT_UNKNOWN};
	expect(s, "tta-check: could not judge: index (it changed while it was judged). "
		  "Nothing was changed.\n");
	s->refusals[0].status = EXIT_NO;
	s->refusals[0].text =
		"a text that is longer than what the first line has room for beside others";
	expect(s, "tta-check: refused: index. Nothing was changed.\n"
		  "index: a text that is longer than what the first line has room for beside "
		  "others\n");
}

static void
verbose_has_dotted_lines(void **state)
{
	struct scene *s = *state;
	struct report_style style = {.verbosity = 1};

	touch(s, "parser", 1);
	job(s, "lint", "parser", VERDICT_PASS)->ms = 200;
	job(s, "files", "parser", VERDICT_SKIP)->why = "SKIP=files";
	expect_styled(s, &style,
		"tta-check: parser: 1 check passed (9 ms); skipped: files@parser\n"
		"lint@parser.......................................................Passed 0.2s\n"
		"files@parser..........................................(SKIP=files)Skipped\n");
	style.is_live = true;
	expect_styled(
		s, &style, "tta-check: parser: 1 check passed (9 ms); skipped: files@parser\n");
}

static void
why_tells_reasons_and_omissions(void **state)
{
	struct scene *s = *state;
	const struct report_style style = {.is_why = true, .width = 40};

	job(s, "lint", "parser", VERDICT_PASS);
	s->omissions[s->plan.nomissions++] = (struct omission){
		"tests", "parser", "at pre-push (on = pre-push)", {"tta.ini", 31}};
	expect_styled(s, &style,
		"tta-check: 1 check passed (9 ms)\n"
		"lint@parser................Passed\n"
		"    1 changed file; tta.ini:10\n"
		"tests@parser does not run: at pre-push (on = pre-push); tta.ini:31\n");
}

static void
colors_only_where_asked(void **state)
{
	struct scene *s = *state;
	const struct report_style style = {.has_color = true};
	struct verdict *v = job(s, "lint", "parser", VERDICT_FAIL);

	v->why = "exit 1";
	say(v, "\033[1mbold\033[2J");
	expect_styled(s, &style,
		"tta-check: \033[31mrefused\033[m: lint@parser (exit 1). Nothing was changed.\n"
		"lint@parser \033[31mFailed\033[m: exit 1\n"
		"\033[1mbold\033[m\n");
}

static void
plan_in_words(void **state)
{
	struct scene *s = *state;
	struct buf out;

	buf_init(&out, SIZE_MAX);
	job(s, "lint", "parser", VERDICT_NONE);
	strs_split(&s->jobs[0].files, "a b c", s->mem);
	job(s, "types", "parser", VERDICT_NONE);
	s->gates[1].scope = SCOPE_COMPONENT;
	s->jobs[1].level = LEVEL_WARN;
	job(s, "cov", "parser", VERDICT_NONE);
	s->jobs[2].state = JOB_BROKEN;
	s->jobs[2].why = "tta.ini:9: 'report' is not supported by this version";
	job(s, "slow", "parser", VERDICT_NONE);
	s->jobs[3].state = JOB_SKIPPED;
	s->jobs[3].why = "SKIP=slow";
	s->omissions[s->plan.nomissions++] = (struct omission){
		"tests", "parser", "at pre-push (on = pre-push)", {"tta.ini", 31}};
	report_plan(&out, &s->o, false, s->mem);
	assert_string_equal(out.data,
		"would run lint@parser (3 files)\n"
		"would run types@parser, as a warning\n"
		"could not judge cov@parser: tta.ini:9: 'report' is not supported by this "
		"version\n"
		"would skip slow@parser: SKIP=slow\n");
	buf_clear(&out);
	s->plan.njobs = 2;
	s->gates[1].sees = SEES_REPOSITORY;
	report_plan(&out, &s->o, true, s->mem);
	assert_string_equal(out.data,
		"would run lint@parser (3 files)\n"
		"    because: 1 changed file\n"
		"    sees: its files, and the files of the folders above them\n"
		"    asked by: tta.ini:10\n"
		"would run types@parser, as a warning\n"
		"    because: 1 changed file\n"
		"    asked by: tta.ini:11\n"
		"would not run tests@parser: at pre-push (on = pre-push); tta.ini:31\n");
	buf_clear(&out);
	s->plan.njobs = 0;
	report_plan(&out, &s->o, false, s->mem);
	assert_string_equal(out.data, "nothing would run: no gate is owed\n");
	buf_release(&out);
}

static void
problems_with_their_places(void **state)
{
	struct scene *s = *state;
	struct problems list = {.mem = s->mem};
	struct buf out;

	problem_add(&list, PROBLEM_ERROR, "tta.ini", 3, "unknown key '%s'", "fom");
	problem_add(&list, PROBLEM_WARNING, "tta.ini", 9, "matches nothing");
	buf_init(&out, SIZE_MAX);
	report_problems(&out, &list, s->mem);
	assert_string_equal(
		out.data, "tta.ini:3: unknown key 'fom'\ntta.ini:9: warning: matches nothing\n");
	buf_release(&out);
}

static void
logs_have_names_that_are_files(void **state)
{
	struct scene *s = *state;

	job(s, "lint", "a/b", VERDICT_PASS);
	assert_string_equal(report_log_name(&s->jobs[0], s->mem), "lint@a_b.log");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(success_is_one_line),
		TEST(success_of_several_components),
		TEST(nobodys_files_have_no_subject),
		TEST(nothing_owed_and_nothing_changed),
		TEST(quiet_success_says_nothing),
		TEST(partly_staged_file),
		TEST(four_components_and_a_message),
		TEST(one_job_over_several_components),
		TEST(built_ins_share_a_cell_unless_they_tell),
		TEST(output_without_findings_is_shown),
		TEST(long_output_keeps_head_and_tail),
		TEST(twenty_findings_a_job),
		TEST(no_more_than_all_the_lines),
		TEST(broken_could_not_judge),
		TEST(deferred_to_the_push),
		TEST(a_push_at_a_terminal_ends_in_few_words),
		TEST(a_push_without_the_time_for_it),
		TEST(skipped_and_unknown_names_are_said),
		TEST(warned_passes_and_tells),
		TEST(stopped_by_a_signal),
		TEST(fail_fast_leaves_jobs_unrun),
		TEST(refusals_alone),
		TEST(verbose_has_dotted_lines),
		TEST(why_tells_reasons_and_omissions),
		TEST(colors_only_where_asked),
		TEST(plan_in_words),
		TEST(problems_with_their_places),
		TEST(logs_have_names_that_are_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

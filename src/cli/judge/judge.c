/* SPDX-License-Identifier: MIT */
/*
 * judge -- which trees a request is about, each judged in turn.
 *
 * A request names one or more subjects: the index, a range, the refs of a push.  Every subject is
 * assessed by the tta.ini of its own tree, and the worst status is the answer.
 */
#include "cli/judge/judge.h"

#include <string.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/run_request.h"
#include "cli/maturity/loosened.h"
#include "cli/maturity/loosened_range.h"
#include "cli/maturity/raise.h"
#include "cli/mend/fix.h"
#include "cli/mend/remedy.h"
#include "cli/session.h"
#include "cli/tell/deliver.h"
#include "git/push/push.h"
#include "report/report.h"

/* 2 before 3 before 1 before 0; a signal before all. */
int
judge_worse(int a, int b)
{
	static const int rank[] = {
		[EXIT_YES] = 0, [EXIT_NO] = 1, [EXIT_UNKNOWN] = 2, [EXIT_WRONG] = 3};
	int ra = a > 3 ? 4 : rank[a], rb = b > 3 ? 4 : rank[b];

	return ra >= rb ? a : b;
}

int
judge_ended(int status)
{
	int sig = interrupt_take();

	return sig ? 128 + sig : status;
}

static void
say_next(struct assessment *a, const struct run_request *request, struct arena *mem)
{
	struct outcome *o = &a->outcome;
	int status = outcome_exit(o);

	if (status == EXIT_YES || o->next)
		return;
	for (size_t i = 0; i < o->nrefusals; i++) {
		if (o->refusals[i].next) {
			o->next = o->refusals[i].next;
			return;
		}
	}
	if (status >= EXIT_WRONG)
		o->next = "give it what it lacks, as the reasons above say, and try again";
	else if (request->what == RUN_PUSH || request->what == RUN_RANGE ||
		 request->what == RUN_LAST_COMMIT)
		o->next = "mend what is named above and commit it; `tta-check` then shows the same "
			  "without pushing";
	else if (!request->is_fixing && fix_count(o))
		o->next = fix_hint(o, request, mem);
	else if (a->has_unstaged) /* all of the file would be more than what was meant */
		o->next = "mend what is named above, `git add -p` it, and try again";
	else
		o->next = "mend what is named above, `git add` it, and try again";
}

/* Reports an assessment that is whole, and returns its exit status. */
static int
tell(struct assessment *a, struct session *s, const struct run_request *request)
{
	struct outcome *o = &a->outcome;
	struct cli *cli = s->cli;
	int status = outcome_exit(o);
	struct error err;

	say_next(a, request, cli->mem);
	if (status != EXIT_YES || !a->is_hook)
		deliver_logs(o, s);
	if (a->is_hook)
		report_text(&cli->err, o,
			&(struct report_style){.has_color = cli->err_term.has_color,
				.width = cli->err_term.width,
				.verbosity = request->verbosity,
				.is_live = cli->err_term.is_terminal,
				.is_piped = !cli->err_term.is_terminal},
			cli->mem);
	else if (deliver_reports(o, s, request, &err) < 0)
		return judge_worse(status, cli_fail(cli, &err));
	return status;
}

int
judge_refused(struct session *s, const struct event *event, const struct refusal *why,
	const struct run_request *request, bool is_hook)
{
	struct assessment a = {.event = *event, .is_hook = is_hook};

	a.outcome.event = &a.event;
	a.outcome.config = &s->config;
	a.outcome.plan = &a.plan;
	assess_refuse(&a, s, why);
	if (!request->is_dry_run)
		return tell(&a, s, request);
	say_next(&a, request, s->cli->mem);
	report_text(is_hook ? &s->cli->err : &s->cli->out, &a.outcome,
		&(struct report_style){.width = s->cli->out_term.width}, s->cli->mem);
	return outcome_exit(&a.outcome);
}

/* What the commit will have to give reasons for. */
static int
note_loosened(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct loosenings list;

	if (request->what != RUN_STAGED || !s->judged.is_staged)
		return 0;
	if (loosened_staged(&list, s, err) < 0)
		return -1;
	s->asks = list.n ? NOTE_ASKS_LESS : NOTE_ASKS_AS_MUCH;
	loosened_note(&a->outcome.notes, &list, s->cli->mem);
	return 0;
}

/* Whose rules are another's must not ask for less unnoticed. */
static int
check_range(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct loosened_range own;

	if (request->what != RUN_RANGE || !s->cli->config_from)
		return 0;
	if (loosened_range_judge(&own, s, request->from_ref, err) < 0)
		return -1;
	if (own.refusal.status != EXIT_YES)
		assess_refuse(a, s, &own.refusal);
	else if (own.note)
		strs_add(&a->outcome.notes, own.note, s->cli->mem);
	return 0;
}

int
judge_subject(struct session *s, const struct event *event, const struct run_request *request,
	bool is_hook)
{
	struct assessment a = {.event = *event, .is_hook = is_hook};
	struct cli *cli = s->cli;
	struct error err;

	if (assess_plan(&a, s, request, &err) < 0 || note_loosened(&a, s, request, &err) < 0)
		return cli_fail(cli, &err);
	if (request->is_dry_run) {
		report_plan(is_hook ? &cli->err : &cli->out, &a.outcome, request->is_why, cli->mem);
		return EXIT_YES;
	}
	if (check_range(&a, s, request, &err) < 0 || assess_run(&a, s, request, &err) < 0 ||
		(!is_hook && remedy_try(&a, s, request, &err) < 0))
		return cli_fail(cli, &err);
	if (request->is_raising && s->repo.root && raise_ratchet(&a, s, &err) < 0)
		return cli_fail(cli, &err);
	if (request->what == RUN_STAGED && !is_hook && !request->is_fixing && !s->judged.is_staged)
		strs_add(&a.outcome.notes,
			"nothing is staged; git add what is to be judged, or say what else: -a, "
			"--files, --last-commit, --push",
			cli->mem);
	return tell(&a, s, request);
}

struct event
judge_event(const struct session *s, const char *stage, const char *what)
{
	return (struct event){
		.stage = stage,
		.what = what,
		.branch = s->repo.branch,
		.is_merge = s->repo.is_merge,
		.is_ci = cli_is_ci(s->cli),
	};
}

static int
files_of(struct strs *out, const struct session *s, const struct run_request *request,
	struct error *err)
{
	for (size_t i = 0; i < request->files.n; i++) {
		const char *path;

		if (session_path(&path, s, request->files.v[i], err) < 0)
			return -1;
		strs_add(out, path, s->cli->mem);
	}
	return 0;
}

static int
find_range(struct event *event, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct judged *j = &s->judged;
	struct arena *mem = s->cli->mem;

	event->what = arena_printf(mem, "%s...%s", request->from_ref, request->to_ref);
	if (judged_range(j, &s->repo, request->from_ref, request->to_ref, mem, err) < 0)
		return -1;
	event->from_ref = oid_hex(&j->from, mem);
	event->to_ref = oid_hex(j->commit.size ? &j->commit : &j->tree, mem);
	return 0;
}

static int
find_subject(struct event *event, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct strs files = {0};

	if (request->what != RUN_RANGE && request->what != RUN_LAST_COMMIT &&
		session_need_index(s, err) < 0)
		return -1;
	switch (request->what) {
	case RUN_RANGE:
		return find_range(event, s, request, err);
	case RUN_LAST_COMMIT:
		event->what = "the last commit";
		return judged_commit(&s->judged, &s->repo, "HEAD", mem, err);
	case RUN_ALL_FILES:
		event->what = "all files";
		event->selection = SELECT_ALL;
		if (session_index(s, err) < 0)
			return -1;
		return judged_take_all(&s->judged, &s->repo, mem, err);
	case RUN_FILES:
		event->what = "the files named";
		event->selection = SELECT_FILES;
		if (session_index(s, err) < 0 || files_of(&files, s, request, err) < 0)
			return -1;
		return judged_take_files(&s->judged, &s->repo, &files, mem, err);
	default:
		event->what = "staged";
		if (session_index(s, err) < 0)
			return -1;
		if (!s->judged.is_staged) { /* a hook would judge HEAD's own change: an amend */
			s->judged.changes.n = 0;
			s->judged.against = NULL;
		}
		return 0;
	}
}

int
judge_find(struct event *event, struct session *s, const struct run_request *request,
	struct error *err)
{
	if (find_subject(event, s, request, err) < 0 || session_config(s, err) < 0)
		return -1;
	return session_need_config(s, err);
}

static int
judge_single(struct cli *cli, const struct run_request *request)
{
	struct session s = {0};
	struct event event;
	struct error err;
	int status;

	if (session_open(&s, cli, false, &err) < 0)
		return cli_fail(cli, &err);
	event = judge_event(&s, request->hook_stage, NULL);
	if ((request->is_fixing && !request->is_dry_run && fix_begin(&s, &err) < 0) ||
		judge_find(&event, &s, request, &err) < 0)
		status = cli_fail(cli, &err);
	else
		status = judge_subject(&s, &event, request, false);
	session_close(&s);
	return status;
}

/* Words beside the reports: where standard output is for a program, people read the other. */
static struct buf *
words(struct cli *cli, const struct run_request *request)
{
	for (size_t i = 0; i < request->noutputs; i++) {
		if (!request->outputs[i].file &&
			strcmp(request->outputs[i].format->name, "text") != 0)
			return &cli->err;
	}
	return &cli->out;
}

/* has_staged: the rehearsal has judged what is staged. */
static void
say_nothing(struct session *s, const struct push_call *call, const struct run_request *request,
	bool has_staged)
{
	struct buf *out = words(s->cli, request);
	const char *start = request->is_rehearsal && !has_staged ? "nothing staged and " : "";

	if (request->verbosity < 0)
		return;
	buf_addf(out, "tta-check: %s", start);
	if (!s->repo.branch)
		buf_adds(out, "nothing to push: HEAD is on no branch\n");
	else if (s->repo.is_unborn)
		buf_adds(out, "nothing to push: this branch has no commit\n");
	else if (!call->remote)
		buf_adds(out, "nothing can be pushed: there is no remote\n");
	else
		buf_addf(out, "nothing to push: %s has all of %s\n",
			text_path(call->remote, s->cli->mem),
			text_path(s->repo.branch, s->cli->mem));
}

static int
judge_push(struct cli *cli, const struct run_request *request, bool has_staged)
{
	struct session s = {0};
	struct push_call call = {0};
	struct error err;
	int status = EXIT_YES;

	if (session_open(&s, cli, false, &err) < 0)
		return cli_fail(cli, &err);
	call.is_nothing = true;
	if (push_guess(&call.refs, &call.remote, &s.repo, request->remote, cli->mem, &err) < 0) {
		status = cli_fail(cli, &err);
		session_close(&s);
		return status;
	}
	if (call.refs.refusal && request->verbosity >= 0)
		buf_addf(&cli->err, "tta-check: %s\n", call.refs.refusal);
	if (call.refs.n) {
		call.url = push_url(&s.repo, call.remote, cli->mem);
		status = judge_refs(&s, &call, request);
	}
	if (call.is_nothing && status == EXIT_YES)
		say_nothing(&s, &call, request, has_staged);
	session_close(&s);
	return status;
}

static bool
find_staged(struct cli *cli, int *status)
{
	struct session s = {0};
	struct error err;
	bool has = false;

	if (session_open(&s, cli, false, &err) < 0)
		*status = cli_fail(cli, &err);
	else if (!s.repo.root) /* a bare repository stages nothing, and can push */
		has = false;
	else if (session_need_index(&s, &err) < 0 || session_index(&s, &err) < 0)
		*status = cli_fail(cli, &err);
	else
		has = s.judged.is_staged;
	session_close(&s);
	return has;
}

static int
judge_rehearsal(struct cli *cli, const struct run_request *request)
{
	struct run_request part = *request;
	int status = EXIT_YES;
	bool has_staged = find_staged(cli, &status);

	part.is_rehearsal = true;
	if (has_staged) {
		part.what = RUN_STAGED;
		part.hook_stage = "pre-commit";
		status = judge_single(cli, &part);
	}
	if (status > EXIT_NO)
		return status;
	part.what = RUN_PUSH;
	part.hook_stage = "pre-push";
	return judge_worse(status, judge_push(cli, &part, has_staged));
}

int
judge_run(struct cli *cli, const struct run_request *request)
{
	struct error err;
	int status;

	cli_color(cli, request->color);
	if (interrupt_open(&err) < 0 || deliver_begin(request, cli->mem, &err) < 0)
		return cli_fail(cli, &err);
	if (request->what == RUN_REHEARSAL)
		status = judge_rehearsal(cli, request);
	else if (request->what == RUN_PUSH)
		status = judge_push(cli, request, false);
	else
		status = judge_single(cli, request);
	cli_flush(cli); /* may be what a signal ends */
	status = judge_ended(status);
	if (status > 128)
		interrupt_raise(status - 128);
	return status;
}

/* SPDX-License-Identifier: MIT */
/* remedy -- see remedy.h. */
#include "cli/mend/remedy.h"

#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/mend/fix.h"
#include "cli/session.h"
#include "model/outcome.h"

/* Anew, since libgit2 takes a new object folder for one that is gone, by its inode.  Where that
 * fails it is still known where the repository was. */
static int
reopen(struct session *s, struct error *err)
{
	struct repo before = s->repo;
	struct cli *cli = s->cli;

	before.git = NULL;
	session_close(s);
	if (session_open(s, cli, false, err) == 0)
		return 0;
	repo_close(&s->repo);
	s->repo = before;
	return -1;
}

/* The index holds fixed files now: another T. */
static int
judge_again(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct assessment again = {.event = a->event};
	int64_t began_ms = a->began_ms;
	if (reopen(s, err) < 0 || judge_find(&again.event, s, request, err) < 0 ||
		assess_again(&again, a, s, request, err) < 0)
		return *err->msg ? error_wrap(err, "fixes are staged, but cannot be judged") : -1;
	again.outcome.ms += again.began_ms - began_ms;
	*a = again;
	a->outcome.event = &a->event;
	a->outcome.plan = &a->plan;
	return 0;
}

static const char *
still_failing(const struct outcome *o, struct arena *mem)
{
	struct strs names = {0};

	for (size_t i = 0; i < o->plan->njobs; i++) {
		enum verdict_kind kind = o->verdicts[i].kind;

		if (kind == VERDICT_FAIL || kind == VERDICT_BROKEN)
			strs_add(&names, o->plan->jobs[i].id, mem);
	}
	return names.n ? arena_printf(mem, ". Still failing: %s", strs_join(&names, ", ", mem))
		       : "";
}

/* What was done is told whatever follows; then what it could not do, as a thing that says no. */
static void
refuse(struct assessment *a, struct session *s, const char *name, const struct error *why)
{
	struct refusal refusal = {.name = name, .status = error_exit_status(why)};

	refusal.text = *why->msg ? arena_strdup(s->cli->mem, why->msg) : "its reason is told above";
	assess_refuse(a, s, &refusal);
}

static void
fix(struct assessment *a, struct session *s, const struct run_request *request)
{
	struct arena *mem = s->cli->mem;
	struct fix_result result;
	struct error err;

	if (fix_apply(&result, a, s, request, &err) < 0)
		refuse(a, s, "fix", &err);
	else if (result.fixed.n == 0 && result.notes.n == 0 && !result.signal)
		strs_add(&result.notes, "nothing fixed: the fixers changed nothing", mem);
	if (result.fixed.n && !result.is_unstaged && judge_again(a, s, request, &err) < 0)
		refuse(a, s, "fixed", &err);
	if (result.fixed.n) /* the first note says what was fixed */
		result.notes.v[0] = arena_printf(
			mem, "%s%s", result.notes.v[0], still_failing(&a->outcome, mem));
	strs_add_all(&a->outcome.notes, &result.notes, mem);
	a->outcome.fixed = result.fixed;
	a->outcome.diff = result.diff;
	a->outcome.diff_len = result.diff_len;
	if (result.signal)
		a->outcome.signal = result.signal;
}

static int
show(struct assessment *a, struct session *s, const struct run_request *request, struct error *err)
{
	struct fix_result result;

	if (fix_show(&result, a, s, request, err) < 0)
		return -1;
	strs_add_all(&a->outcome.notes, &result.notes, s->cli->mem);
	a->outcome.diff = result.diff;
	a->outcome.diff_len = result.diff_len;
	if (result.signal)
		a->outcome.signal = result.signal;
	return 0;
}

int
remedy_try(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct outcome *o = &a->outcome;

	if ((!request->is_fixing && !request->is_showing_diff) || o->signal ||
		outcome_exit(o) == EXIT_YES)
		return 0;
	if (fix_count(o) == 0) {
		strs_add(&o->notes, "no gate that says no has a `fix`", s->cli->mem);
		return 0;
	}
	if (!request->is_fixing)
		return show(a, s, request, err);
	fix(a, s, request);
	return 0;
}

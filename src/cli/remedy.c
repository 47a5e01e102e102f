/* SPDX-License-Identifier: MIT */
/* remedy -- see remedy.h. */
#include "cli/remedy.h"

#include <string.h>

#include "base/arena.h"
#include "cli/assess.h"
#include "cli/cli.h"
#include "cli/fix.h"
#include "cli/judge.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "model/outcome.h"

/* The index holds fixed files now: another T. */
static int
judge_again(struct assessment *a, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct assessment again = {.event = a->event};
	int64_t began_ms = a->began_ms;
	struct cli *cli = s->cli;

	/* opened anew, since libgit2 takes a new object folder for one that is gone, by its inode
	 */
	session_close(s);
	if (session_open(s, cli, false, err) < 0 || judge_find(&again.event, s, request, err) < 0 ||
		assess_again(&again, a, s, request, err) < 0)
		return error_wrap(err, "fixes are staged, but cannot be judged");
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

static int
fix(struct assessment *a, struct session *s, const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct fix_result result;

	if (fix_apply(&result, a, s, request, err) < 0)
		return -1;
	if (result.fixed.n && judge_again(a, s, request, err) < 0)
		return -1;
	if (result.fixed.n) /* the first note says what was fixed */
		result.notes.v[0] = arena_printf(
			mem, "%s%s", result.notes.v[0], still_failing(&a->outcome, mem));
	else if (result.notes.n == 0 && !result.signal)
		strs_add(&result.notes, "nothing fixed: the fixers changed nothing", mem);
	strs_add_all(&a->outcome.notes, &result.notes, mem);
	a->outcome.fixed = result.fixed;
	a->outcome.diff = result.diff;
	a->outcome.diff_len = result.diff_len;
	if (result.signal)
		a->outcome.signal = result.signal;
	return 0;
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
	return request->is_fixing ? fix(a, s, request, err) : show(a, s, request, err);
}

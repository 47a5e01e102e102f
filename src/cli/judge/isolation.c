/* SPDX-License-Identifier: MIT */
/*
 * isolation -- see isolation.h.  What keeps it safe: content is compared, before and after; what
 * cannot be looked at is no reason to run in place before, and none to believe a pass after.
 */
#include "cli/judge/isolation.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/session.h"
#include "git/judged/compare.h"
#include "git/judged/worktree.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/plan/sees.h"

static bool
is_command(const struct job *job)
{
	return job->state == JOB_READY && !job->builtin;
}

/* A job that is to see less than all, or must not write where it is looked at. */
static const char *
why_not_plan(const struct plan *plan, struct arena *mem)
{
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		if (!is_command(job))
			continue;
		if (job->gate->sees != SEES_REPOSITORY)
			return arena_printf(mem, "%s does not see the whole repository", job->id);
		if (job->gate->unchanged.n)
			return arena_printf(mem, "%s has `unchanged`", job->id);
		if (job->gate->contain != CONTAIN_NO)
			return arena_printf(mem, "%s has `contain`", job->id);
	}
	return NULL;
}

/* What [tta] ignore hides from gates lies in the work tree all the same. */
static int
why_not_ignored(const char **out, struct session *s, struct error *err)
{
	const struct patterns *ignore = &s->config.tta.ignore;
	struct arena *mem = s->cli->mem;
	struct change_set all;

	if (ignore->n == 0)
		return 0;
	if (compare_trees(&all, &s->repo, &s->judged.tree, NULL, 0, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < all.n; i++) {
		if (!patterns_match(ignore, all.v[i].path))
			continue;
		*out = arena_printf(
			mem, "%s is ignored ([tta] ignore)", text_path(all.v[i].path, mem));
		return 0;
	}
	return 0;
}

static const char *
name_some(const struct strs *paths, struct arena *mem)
{
	const char *first = text_path(paths->v[0], mem);

	return paths->n > 1 ? arena_printf(mem, "%s (and %zu more)", first, paths->n - 1) : first;
}

static int
why_not_content(const char **out, struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct strs paths;

	if (worktree_index(&paths, &s->repo, &s->judged.tree, mem, err) < 0)
		return -1;
	if (paths.n) {
		*out = arena_printf(mem, "the index has another %s", name_some(&paths, mem));
		return 0;
	}
	if (worktree_dirty(&paths, &s->repo, &s->judged.tree, s->cli->environ, mem, err) < 0)
		return -1;
	if (paths.n)
		*out = arena_printf(mem, "the work tree is not what is judged: %s differs",
			name_some(&paths, mem));
	return 0;
}

/* auto, in CI: from the cheap questions to the dear one. */
static void
choose_in_ci(struct isolation_choice *out, const struct assessment *a, struct session *s)
{
	struct arena *mem = s->cli->mem;
	struct error err;

	out->why = a->is_hook ? "a hook runs while git works in the repository"
			      : why_not_plan(&a->plan, mem);
	if (!out->why && (why_not_ignored(&out->why, s, &err) < 0 ||
				 (!out->why && why_not_content(&out->why, s, &err) < 0)))
		out->why = arena_strdup(mem, err.msg);
	out->is_in_place = !out->why;
}

int
isolation_choose(struct isolation_choice *out, const struct assessment *a, struct session *s,
	struct error *err)
{
	*out = (struct isolation_choice){0};
	if (!s->repo.root || s->config.tta.isolation == ISOLATION_SNAPSHOT)
		return 0;
	if (s->config.tta.isolation == ISOLATION_AUTO) {
		if (a->event.is_ci)
			choose_in_ci(out, a, s);
		return 0;
	}
	out->is_in_place = true;
	return worktree_dirty(
		&out->dirty, &s->repo, &s->judged.tree, s->cli->environ, s->cli->mem, err);
}

/* What of paths the job looked at. */
static const char *
seen_of(const struct job *job, const struct strs *paths, struct arena *mem)
{
	struct strs seen = {0};
	struct view view;

	sees_in_place(&view, job, mem);
	for (size_t i = 0; i < paths->n; i++) {
		if (view_has(&view, paths->v[i]))
			strs_add(&seen, paths->v[i], mem);
	}
	return seen.n ? name_some(&seen, mem) : NULL;
}

static void
unjudge(struct assessment *a, size_t i, const char *why)
{
	bool is_warning = a->plan.jobs[i].level == LEVEL_WARN;

	a->outcome.verdicts[i].kind = is_warning ? VERDICT_WARN : VERDICT_BROKEN;
	a->outcome.verdicts[i].why = why;
}

void
isolation_settle(const struct isolation_choice *how, struct assessment *a, struct session *s)
{
	const char *const remedy =
		"run again; where a gate itself writes files that git does not ignore, set "
		"`isolation = snapshot` in [tta]";
	struct arena *mem = s->cli->mem;
	struct strs paths = {0};
	struct error err;
	int rc;

	if (!how->is_in_place || a->outcome.signal)
		return;
	rc = worktree_dirty(&paths, &s->repo, &s->judged.tree, s->cli->environ, mem, &err);
	for (size_t i = 0; i < a->plan.njobs; i++) {
		const struct job *job = &a->plan.jobs[i];
		const char *seen = rc < 0 ? err.msg : seen_of(job, &paths, mem);

		if (!is_command(job) || a->outcome.verdicts[i].kind != VERDICT_PASS || !seen)
			continue;
		unjudge(a, i,
			rc < 0 ? arena_strdup(mem, seen)
			       : arena_printf(mem, "the work tree changed while the gates ran: %s",
					 seen));
		a->outcome.next = remedy;
	}
}

/* SPDX-License-Identifier: MIT */
/* workplace -- see workplace.h. */
#include "cli/workplace.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "cli/toolpath.h"
#include "gates/registry.h"
#include "git/guarded.h"
#include "git/installed.h"
#include "git/judged.h"
#include "git/worktree.h"
#include "model/config.h"
#include "model/event.h"

#define JOBS_MAX 256 /* at a time, whatever is asked for */

int
workplace_open(struct workplace *out, struct session *s, bool is_private, struct error *err)
{
	struct arena *mem = s->cli->mem;

	*out = WORKPLACE_NONE;
	out->root = s->repo.root;
	if (!is_private && s->config.tta.isolation == ISOLATION_IN_PLACE && s->repo.root) {
		out->look_at = &out->dirty;
		out->is_open = true;
		return worktree_dirty(
			&out->dirty, &s->repo, &s->judged.tree, s->cli->environ, mem, err);
	}
	for (size_t i = 0; i < s->config.envs.n; i++)
		strs_add_all(&out->keep, &s->config.envs.v[i].keep, mem);
	carry_find(&out->carry, &s->repo, &s->judged, &s->config.envs, mem);
	if (snapshot_open(&out->snapshot, &s->repo, &s->judged, &out->carry, &out->keep,
		    s->cli->environ, mem, err) < 0)
		return error_wrap(err, "cannot make the snapshot that gates run in");
	out->root = out->snapshot.root;
	out->is_open = true;
	return 0;
}

void
workplace_close(struct workplace *place, struct session *s)
{
	snapshot_close(&place->snapshot, s->cli->mem);
}

static void
add_set(struct strs *set, const char *name, const char *value, struct arena *mem)
{
	if (value)
		strs_add(set, arena_printf(mem, "%s=%s", name, value), mem);
}

static void
tell_gates(struct strs *set, const struct event *e, struct arena *mem)
{
	strs_add(set, "PRE_COMMIT=1", mem);
	add_set(set, "TTA_EVENT", e->stage, mem);
	add_set(set, "PRE_COMMIT_FROM_REF", e->from_ref, mem);
	add_set(set, "PRE_COMMIT_TO_REF", e->to_ref, mem);
	add_set(set, "PRE_COMMIT_REMOTE_NAME", e->remote_name, mem);
	add_set(set, "PRE_COMMIT_REMOTE_URL", e->remote_url, mem);
	add_set(set, "PRE_COMMIT_LOCAL_BRANCH", e->local_ref, mem);
	add_set(set, "PRE_COMMIT_REMOTE_BRANCH", e->remote_ref, mem);
}

/* A git of a gate's that finds no repository around it must not find one that holds the cache. */
static void
add_ceiling(struct strs *set, const struct session *s, const char *cache)
{
	const char *given = cli_env(s->cli, "GIT_CEILING_DIRECTORIES");
	struct arena *mem = s->cli->mem;

	strs_add(set,
		arena_printf(mem, "GIT_CEILING_DIRECTORIES=%s%s%s", cache,
			given && *given ? ":" : "", given ? given : ""),
		mem);
}

static int64_t
budget_of(const struct config *c, const char *stage)
{
	for (size_t i = 0; i < c->tta.budget.n; i++) {
		if (strcmp(c->tta.budget.v[i].event, stage) == 0)
			return c->tta.budget.v[i].ms;
	}
	return 0;
}

/* 0: one a processor. */
static int
jobs_at_a_time(
	size_t *out, const struct cli *cli, const struct run_request *request, struct error *err)
{
	const char *text = cli_env(cli, "TTA_JOBS");
	unsigned long n = request->jobs;
	char *end = NULL;

	if (n == 0 && text && *text) {
		n = strtoul(text, &end, 10);
		if (text[0] < '0' || text[0] > '9' || *end || n == 0)
			return error_set(
				err, ERR_USAGE, "TTA_JOBS is a number from 1 on, not '%s'", text);
	}
	*out = n > JOBS_MAX ? JOBS_MAX : (size_t)n;
	return 0;
}

/* A git client that no shell started has hardly any PATH: behind it, what `install` found. */
static void
widen_path(struct run_options *out, struct workplace *place, const struct session *s)
{
	const char *path = cli_env(s->cli, "PATH"), *wide;
	struct arena *mem = s->cli->mem;
	struct installed known;

	if (!s->repo.is_hook)
		return;
	if (!installed_read(&known, &s->repo, mem)) {
		out->path_from = " of whoever called git, and `tta-check install` has not recorded "
				 "yours";
		return;
	}
	out->path_from = " of whoever called git, nor in that of the last `tta-check install`";
	wide = toolpath_widen(path ? path : "", known.path, mem);
	if (*wide)
		strs_add(&place->set, arena_printf(mem, "PATH=%s", wide), mem);
}

int
workplace_options(struct run_options *out, struct workplace *place, struct session *s,
	const struct event *event, const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;

	*out = (struct run_options){
		.config = &s->config,
		.root = place->root,
		.dirty = place->look_at,
		.tree = &s->judged.source,
		.builtin = builtin_find,
		.environ = s->cli->environ,
		.set = &place->set,
		.kept = &place->kept,
		.is_fail_fast = request->is_fail_fast,
		.budget_ms = budget_of(&s->config, event->stage),
		.is_deferring = strcmp(event->stage, "pre-commit") == 0,
	};
	if (jobs_at_a_time(&out->jobs, s->cli, request, err) < 0)
		return -1;
	if (place->is_open) {
		widen_path(out, place, s);
		out->temp_parent = repo_cache_dir(&s->repo, s->cli->environ, mem, err);
		if (!out->temp_parent)
			return -1;
		add_ceiling(&place->set, s, out->temp_parent);
		guarded_find(&place->kept, &s->repo, mem);
	}
	tell_gates(&place->set, event, mem);
	return 0;
}

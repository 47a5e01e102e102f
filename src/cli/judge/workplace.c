/* SPDX-License-Identifier: MIT */
/* workplace -- see workplace.h. */
#include "cli/judge/workplace.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/install/toolpath.h"
#include "cli/judge/isolation.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "gates/measure/measure_gate.h"
#include "gates/registry.h"
#include "git/judged/judged.h"
#include "git/repo/installed.h"
#include "git/snapshot/guarded.h"
#include "model/config/config.h"
#include "model/event.h"
#include "model/plan/plan.h"
#include "model/plan/sees.h"

#define JOBS_MAX 256 /* at a time, whatever is asked for */

static bool
is_command(const struct job *job)
{
	return job->state == JOB_READY && !job->builtin;
}

static void
break_job(struct job *job, const char *why)
{
	job->state = JOB_BROKEN;
	job->why = why;
}

/* Why a job cannot be judged where the files differ from the judged tree in these paths; NULL: it
 * can. */
static const char *
refuse(const struct job *job, const struct strs *dirty, struct arena *mem)
{
	const char *first = NULL;
	struct view view;
	size_t n = 0;

	sees_in_place(&view, job, mem);
	for (size_t i = 0; i < dirty->n; i++) {
		if (!view_has(&view, dirty->v[i]))
			continue;
		if (n++ == 0)
			first = dirty->v[i];
	}
	if (!first)
		return NULL;
	return arena_printf(mem,
		"the work tree is not what is judged: %s differs%s; stage, commit or put it aside, "
		"or take 'isolation = in-place' out",
		text_path(first, mem), n > 1 ? arena_printf(mem, " (and %zu more)", n - 1) : "");
}

static void
open_in_place(struct workplace *out, struct session *s, const struct strs *dirty, struct plan *plan)
{
	out->is_in_place = out->is_open = true;
	for (size_t i = 0; i < plan->njobs; i++) {
		struct job *job = &plan->jobs[i];
		const char *why;

		if (!is_command(job))
			continue;
		why = refuse(job, dirty, s->cli->mem);
		if (why)
			break_job(job, why);
		else
			out->roots[i] = s->repo.root;
	}
}

/* While the sites are being made: which job is to run in which, and what it is to see. */
struct making {
	struct workplace *out;
	struct session *s;
	struct plan *plan;
	size_t *of_job;
	struct view *views;
	struct arena *mem;
};

static bool
is_at(const struct making *m, size_t job, size_t site)
{
	return is_command(&m->plan->jobs[job]) && m->of_job[job] == site;
}

static int
add_sites(struct making *m, struct error *err)
{
	for (size_t i = 0; i < m->plan->njobs; i++) {
		const struct job *job = &m->plan->jobs[i];

		if (!is_command(job))
			continue;
		if (sees_view(&m->views[i], job, &m->s->config, &m->out->sparse.hidden, m->mem,
			    err) < 0)
			return -1;
		m->of_job[i] = sites_add(&m->out->sites, &m->views[i], job->gate->in, m->mem);
	}
	return 0;
}

/* Breaks the jobs of a site; of those alone, where it is asked, that show what others would not. */
static void
break_jobs(struct making *m, size_t site, bool is_of_shown, const char *why)
{
	for (size_t i = 0; i < m->plan->njobs; i++) {
		if (is_at(m, i, site) && (!is_of_shown || m->views[i].shown.n))
			break_job(&m->plan->jobs[i], why);
	}
}

static bool
has_jobs(const struct making *m, size_t site)
{
	for (size_t i = 0; i < m->plan->njobs; i++) {
		if (is_at(m, i, site))
			return true;
	}
	return false;
}

/* What is shown for some of its jobs alone may be what cannot be had: then the others go without.
 */
static void
open_site(struct making *m, size_t at)
{
	struct site *site = &m->out->sites.v[at];
	struct error err;

	if (site_open(site, &m->out->sites, m->s, &err) == 0 || interrupt_take())
		return;
	break_jobs(m, at, site->view.shown.n != 0, arena_strdup(m->mem, err.msg));
	if (!has_jobs(m, at))
		return;
	site->view.shown = (struct strs){0};
	if (site_open(site, &m->out->sites, m->s, &err) < 0 && !interrupt_take())
		break_jobs(m, at, false, arena_strdup(m->mem, err.msg));
}

/* Does the sparse checkout hide this file of a component's from a command that runs for it? */
static bool
is_missed(const struct making *m, const struct component *c, const char *file)
{
	if (!patterns_match(&c->paths, file))
		return false;
	for (size_t i = 0; i < m->plan->njobs; i++) {
		const struct job *job = &m->plan->jobs[i];

		if (is_command(job) && job->gate->sees != SEES_FILES &&
			strs_has(&job->components, c->name) &&
			!strs_has_sorted(&m->views[i].shown, file))
			return true;
	}
	return false;
}

/* Of each component that commands run for: what of it they do not see. */
static void
note_sparse(struct making *m)
{
	const struct strs *files = &m->out->sparse.files;
	const struct components *all = &m->s->config.components;

	for (size_t i = 1; files->n && i < all->n; i++) {
		const struct component *c = &all->v[i];
		size_t n = 0;

		for (size_t k = 0; k < files->n; k++)
			n += is_missed(m, c, files->v[k]);
		if (n)
			strs_add(&m->out->notes,
				arena_printf(m->mem,
					"%s: the sparse checkout leaves out %s, which gates do not "
					"see; `git sparse-checkout add` brings them",
					c->name, text_count(n, "file", m->mem)),
				m->mem);
	}
}

static int
open_sites(struct making *m, struct error *err)
{
	struct workplace *out = m->out;

	if (sparse_read(&out->sparse, &m->s->repo, &m->s->judged, m->s->cli->environ, m->mem, err) <
			0 ||
		add_sites(m, err) < 0)
		return -1;
	note_sparse(m);
	for (size_t i = 0; i < out->sites.n && !interrupt_take(); i++)
		open_site(m, i);
	for (size_t i = 0; i < m->plan->njobs; i++) {
		struct site *site = &out->sites.v[m->of_job[i]];

		if (!is_command(&m->plan->jobs[i]) || !site->is_open)
			continue;
		out->roots[i] = site->snapshot.root;
		out->at[i] = site;
		out->is_open = true;
	}
	return 0;
}

int
workplace_open(struct workplace *out, struct session *s, const struct isolation_choice *how,
	struct plan *plan, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct making m = {.out = out,
		.s = s,
		.plan = plan,
		.of_job = arena_alloc(mem, plan->njobs, sizeof(*m.of_job)),
		.views = arena_alloc(mem, plan->njobs, sizeof(*m.views)),
		.mem = mem};

	*out = (struct workplace){.roots = arena_alloc(mem, plan->njobs, sizeof(*out->roots)),
		.at = arena_alloc(mem, plan->njobs, sizeof(*out->at))};
	if (!how->is_in_place)
		return open_sites(&m, err);
	open_in_place(out, s, &how->dirty, plan);
	return 0;
}

int
workplace_open_wide(struct workplace *out, struct session *s, const struct job *const *jobs,
	size_t n, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct view view;

	*out = (struct workplace){.roots = arena_alloc(mem, 1, sizeof(*out->roots))};
	if (sparse_read(&out->sparse, &s->repo, &s->judged, s->cli->environ, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (sees_view(&view, jobs[i], &s->config, &out->sparse.hidden, mem, err) < 0)
			return -1;
		if (i == 0)
			sites_add(&out->sites, &view, jobs[i]->gate->in, mem);
		else
			site_widen(&out->sites.v[0], &view, jobs[i]->gate->in, mem);
	}
	if (site_open(&out->sites.v[0], &out->sites, s, err) < 0)
		return -1;
	out->roots[0] = out->sites.v[0].snapshot.root;
	out->is_open = true;
	return 0;
}

void
workplace_close(struct workplace *place, struct session *s)
{
	sites_close(&place->sites, s->cli->mem);
}

static void
add_set(struct strs *set, const char *name, const char *value, struct arena *mem)
{
	if (value)
		strs_add(set, arena_printf(mem, "%s=%s", name, value), mem);
}

/* A git client that no shell started has hardly any PATH: behind it, what `install` found. */
static void
widen_path(struct strs *set, const char **path_from, const struct session *s)
{
	const char *path = cli_env(s->cli, "PATH"), *wide;
	struct arena *mem = s->cli->mem;
	struct installed known;

	if (!s->repo.is_hook)
		return;
	if (!installed_read(&known, &s->repo, mem)) {
		*path_from = " of whoever called git, and `tta-check install` has not recorded "
			     "yours";
		return;
	}
	*path_from = " of whoever called git, nor in that of the last `tta-check install`";
	wide = toolpath_widen(path ? path : "", known.path, mem);
	if (*wide)
		strs_add(set, arena_printf(mem, "PATH=%s", wide), mem);
}

void
workplace_tell(
	struct strs *set, const char **path_from, const struct session *s, const struct event *e)
{
	struct arena *mem = s->cli->mem;

	*path_from = NULL;
	widen_path(set, path_from, s);
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

int64_t
workplace_budget(const struct config *c, const char *stage)
{
	for (size_t i = 0; i < c->tta.budget.n; i++) {
		if (strcmp(c->tta.budget.v[i].event, stage) == 0)
			return c->tta.budget.v[i].ms;
	}
	return 0;
}

int
workplace_jobs(
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

int
workplace_options(struct run_options *out, struct workplace *place, struct session *s,
	const struct event *event, const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;

	*out = (struct run_options){
		.config = &s->config,
		.roots = place->roots,
		.tree = &s->judged.source,
		.event = event,
		.changes = &s->judged.changes,
		.against = s->judged.against,
		.nbases = s->judged.nbases,
		.work_tree = s->repo.root,
		.measure = measure_gate,
		.now_ms = clock_wall_ms(),
		.builtin = builtin_find,
		.environ = s->cli->environ,
		.set = &place->set,
		.kept = &place->kept,
		.is_fail_fast = request->is_fail_fast,
		.budget_ms = workplace_budget(&s->config, event->stage),
		.is_deferring = strcmp(event->stage, "pre-commit") == 0,
	};
	if (workplace_jobs(&out->jobs, s->cli, request, err) < 0)
		return -1;
	if (place->is_open) {
		out->temp_parent = repo_cache_dir(&s->repo, s->cli->environ, mem, err);
		if (!out->temp_parent)
			return -1;
		add_ceiling(&place->set, s, out->temp_parent);
		guarded_find(&place->kept, &s->repo, mem);
	}
	workplace_tell(&place->set, &out->path_from, s, event);
	return 0;
}

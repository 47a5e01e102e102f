/* SPDX-License-Identifier: MIT */
/*
 * recall -- see recall.h.
 *
 * Keeps true: what cannot be known to be the same is run; only what passed in full is kept, under
 * the key that was made before it ran, if it still is its key when it has; and what did not pass
 * takes a pass of the same key away.
 */
#include "cli/cache/recall.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/cache/job_evidence.h"
#include "cli/cache/leak.h"
#include "cli/cli.h"
#include "cli/judge/journal_place.h"
#include "cli/session.h"
#include "git/snapshot/settings.h"
#include "git/snapshot/snapshot.h"
#include "git/snapshot/sparse.h"
#include "model/config/quantity.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/plan/precedence.h"
#include "model/plan/sees.h"
#include "model/verdict.h"
#include "store/journal.h"
#include "store/pass.h"

#define EXCLUDE_BYTES ((size_t)4 << 20)

/* One line for all that may follow: where damage was put aside, that. */
void
recall_give_up(struct recall *r, const struct error *err)
{
	struct arena *mem = r->session->cli->mem;
	const char *said;

	journal_close_saying(r->journal, &said, mem);
	r->journal = NULL;
	if (!r->is_told)
		strs_add(r->notes,
			said ? said : arena_printf(mem, "no verdicts are kept: %s", err->msg), mem);
	r->is_told = true;
}

void
recall_open(struct recall *out, struct session *s, struct strs *notes)
{
	struct error err;
	const char *said;

	*out = (struct recall){.session = s, .notes = notes};
	if (journal_place_open(&out->journal, &said, s, &err) < 0)
		recall_give_up(out, &err);
	if (said)
		strs_add(notes, said, s->cli->mem);
}

void
recall_close(struct recall *r)
{
	journal_close(r->journal);
	r->journal = NULL;
}

/* For how long a pass counts: 0 not at all, INT64_MAX forever. */
static int64_t
lifetime_ms(const struct gate *gate)
{
	struct error ignored;
	int64_t ms;

	if (strcmp(gate->cache, "no") == 0)
		return 0;
	if (strcmp(gate->cache, "yes") == 0)
		return INT64_MAX;
	return quantity_duration(&ms, gate->cache, &ignored) < 0 ? 0 : ms;
}

static bool
is_measured(const struct gate *gate)
{
	return gate->report.n || gate->metric;
}

static int
make_keys(struct recalled *out, struct job_evidence_context *c, const struct job *job,
	struct arena *mem, struct error *err)
{
	struct job_evidence e;

	*out = (struct recalled){0};
	if (lifetime_ms(job->gate) == 0) {
		out->unfit = "`cache = no`";
		return 0;
	}
	if (is_measured(job->gate) && job->gate->scope == SCOPE_FILES) {
		out->unfit = "what it measures is of all of its files at once";
		return 0;
	}
	if (job_evidence(&e, c, job, err) < 0)
		return -1;
	out->unfit = e.unfit;
	if (e.unfit)
		return 0;
	out->v = arena_alloc(mem, e.n, sizeof(*out->v));
	out->n = e.n;
	for (size_t i = 0; i < e.n; i++) {
		if (evidence_key(out->v[i].key, &e.v[i], err) < 0)
			return -1;
	}
	out->parts = e.n ? evidence_text(&e.v[0], mem) : NULL;
	return 0;
}

static bool
is_good(const struct pass *p, int64_t lifetime, int64_t now)
{
	return p->is_there && p->ended_ms <= now && now - p->ended_ms <= lifetime;
}

static void
take_over(struct job *job, const struct pass *p)
{
	job->nserved++;
	if (p->ended_ms > job->served_ended_ms)
		job->served_ended_ms = p->ended_ms;
	if (p->took_ms > job->served_took_ms)
		job->served_took_ms = p->took_ms;
}

/* In files scope what is left keeps its order; else it is all or nothing. */
static void
serve(struct job *job, struct recalled *known, int64_t now)
{
	int64_t lifetime = lifetime_ms(job->gate);
	size_t left = 0;

	for (size_t i = 0; i < known->n; i++) {
		if (is_good(&known->v[i], lifetime, now)) {
			take_over(job, &known->v[i]);
			continue;
		}
		known->v[left] = known->v[i];
		if (known->n == job->files.n && left != i) {
			job->files.v[left] = job->files.v[i];
			job->file_owners.v[left] = job->file_owners.v[i];
			job->changes[left] = job->changes[i];
		}
		left++;
	}
	if (left == 0 && known->n)
		job->state = JOB_SERVED;
	else if (job->nserved)
		job->files.n = job->file_owners.n = left;
	known->n = left;
}

static int
look_up(struct recall *r, struct plan *plan, struct error *err)
{
	struct arena *mem = r->session->cli->mem;
	struct pass *all;
	size_t n = 0, at = 0;
	int64_t now = clock_wall_ms();

	for (size_t i = 0; i < r->n; i++)
		n += r->of_job[i].n;
	all = arena_alloc(mem, n, sizeof(*all));
	for (size_t i = 0; i < r->n; i++) {
		if (r->of_job[i].n)
			memcpy(all + at, r->of_job[i].v, r->of_job[i].n * sizeof(*all));
		at += r->of_job[i].n;
	}
	if (pass_find(all, n, r->journal, err) < 0)
		return -1;
	at = 0;
	for (size_t i = 0; i < r->n; i++) {
		struct recalled *known = &r->of_job[i];

		known->v = all + at;
		at += known->n;
		serve(&plan->jobs[i], known, now);
		if (plan->jobs[i].state == JOB_SERVED && is_measured(plan->jobs[i].gate) &&
			pass_measures(
				&plan->jobs[i].served_measures, r->journal, known->v, mem, err) < 0)
			return -1;
	}
	return pass_touch(r->journal, all, n, now, err);
}

static bool
is_needed_by_some_to_run(const struct plan *plan, const struct precedence *p, size_t job)
{
	for (size_t e = p->first[job]; e != PRECEDENCE_END; e = p->edges[e].next) {
		const struct job *waits = &plan->jobs[p->edges[e].job];

		if (waits->state == JOB_READY && !waits->builtin)
			return true;
	}
	return false;
}

/* What a job needs may leave there what it uses (a build); where that job runs, this one runs too.
 * What judges file by file leaves nothing. */
static void
wake_needed(struct recall *r, struct plan *plan)
{
	struct precedence p;
	bool is_changed = true;

	precedence_find(&p, plan, r->session->cli->mem);
	while (is_changed) {
		is_changed = false;
		for (size_t i = 0; i < plan->njobs; i++) {
			struct job *job = &plan->jobs[i];

			if (job->state != JOB_SERVED || job->gate->scope == SCOPE_FILES ||
				!is_needed_by_some_to_run(plan, &p, i))
				continue;
			job->state = JOB_READY;
			job->nserved = 0;
			r->of_job[i].n = 1;
			is_changed = true;
		}
	}
}

/* Is a job shown files that its snapshot would hide?  Another one in the same would see them. */
static int
look_for_shown(bool *out, struct recall *r, const struct plan *plan, struct error *err)
{
	struct session *s = r->session;
	struct view view;

	*out = false;
	for (size_t i = 0; i < plan->njobs && !*out && r->sparse.hidden.n; i++) {
		const struct job *job = &plan->jobs[i];

		if (job->state != JOB_READY || job->builtin)
			continue;
		if (sees_view(&view, job, &s->config, &r->sparse.hidden, s->cli->mem, err) < 0)
			return -1;
		*out = view.shown.n != 0;
	}
	return 0;
}

/* Also what git is told to overlook outside of the tree: tools heed it. */
static int
read_settings(const char **out, struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const char *file = path_join(s->repo.common_dir, "info/exclude", mem), *settings;
	char *exclude = NULL;
	size_t len;

	if (settings_read(&settings, &s->repo, snapshot_notes(&s->repo, s->cli->environ, mem), mem,
		    err) < 0 ||
		(fs_exists(file) && fs_read(&exclude, &len, file, EXCLUDE_BYTES, mem, err) < 0))
		return -1;
	*out = arena_printf(mem, "%s\n%s", settings, exclude ? exclude : "");
	return 0;
}

/* What the jobs have in common. */
static int
begin(struct recall *r, const struct plan *plan, const struct strs *set, struct error *err)
{
	struct session *s = r->session;
	struct arena *mem = s->cli->mem;

	if (sparse_read(&r->sparse, &s->repo, &s->judged, s->cli->environ, mem, err) < 0)
		return -1;
	r->set = *set;
	if (!s->cli->answers)
		s->cli->answers = arena_alloc(mem, 1, sizeof(*s->cli->answers));
	r->context = (struct job_evidence_context){.session = s,
		.journal = r->journal,
		.event = r->event,
		.sparse = &r->sparse.hidden,
		.set = &r->set};
	if (read_settings(&r->context.settings, s, err) < 0)
		return -1;
	if (look_for_shown(&r->context.is_mixed, r, plan, err) < 0)
		return -1;
	carry_find(&r->context.carry, &s->repo, &s->judged, &s->config.envs, mem);
	return 0;
}

/* What cannot be found out of a job makes it unfit: it runs, and says by itself what is wrong. */
void
recall_serve(struct recall *r, struct plan *plan, const struct strs *set, bool is_fresh)
{
	struct arena *mem = r->session->cli->mem;
	struct error why;

	r->of_job = arena_alloc(mem, plan->njobs, sizeof(*r->of_job));
	r->n = plan->njobs;
	if (!r->journal)
		return;
	if (begin(r, plan, set, &why) < 0) {
		recall_give_up(r, &why);
		return;
	}
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		if (job->state != JOB_READY || job->builtin)
			continue;
		if (make_keys(&r->of_job[i], &r->context, job, mem, &why) < 0) {
			r->of_job[i] = (struct recalled){.unfit = arena_strdup(mem, why.msg)};
		}
	}
	if (!is_fresh && look_up(r, plan, &why) < 0)
		recall_give_up(r, &why);
	wake_needed(r, plan);
}

/* Tools and carried state may have become others while it ran: what is known of them now, and what
 * was, must be the same.  Answers of `tool` are those of before. */
static size_t
still_known(struct recalled *out, struct recall *r, const struct job *job)
{
	struct arena *mem = r->session->cli->mem;
	struct recalled now;
	struct error ignored;

	r->context.tools = (struct remembered){0}; /* looked at anew */
	if (make_keys(&now, &r->context, job, mem, &ignored) < 0 || now.n != out->n)
		return 0;
	for (size_t i = 0; i < now.n; i++) {
		if (memcmp(now.v[i].key, out->v[i].key, PASS_KEY_BYTES) != 0)
			return 0;
	}
	return now.n;
}

static void
find_leak(struct recalled *known, struct recall *r, const struct job *job)
{
	struct error why;

	if (leak_find(&known->unfit, &r->context, job, &why) < 0)
		known->unfit = arena_strdup(r->session->cli->mem, why.msg);
}

bool
recall_keeps(struct recall *r, const struct plan *plan, size_t job)
{
	struct recalled *known = job < r->n ? &r->of_job[job] : NULL;

	if (known && known->n && !known->unfit)
		find_leak(known, r, &plan->jobs[job]);
	return known && !known->unfit;
}

static int
keep(struct recall *r, struct recalled *known, const struct job *job, const struct verdict *v,
	struct error *err)
{
	size_t n = v->kind == VERDICT_PASS ? still_known(known, r, job) : known->n;

	if (n && v->kind == VERDICT_PASS) {
		find_leak(known, r, job);
		n = known->unfit ? 0 : n;
	}
	for (size_t i = 0; i < n; i++) {
		struct pass *p = &known->v[i];
		int rc = 0;

		p->ended_ms = clock_wall_ms();
		p->took_ms = v->ms;
		p->measures =
			v->measures.n ? measures_write(&v->measures, r->session->cli->mem) : NULL;
		if (v->kind == VERDICT_PASS)
			rc = pass_add(r->journal, p, job->id, err);
		else
			rc = pass_drop(r->journal, p, err);
		if (rc < 0)
			return -1;
	}
	return 0;
}

void
recall_keep(struct recall *r, const struct plan *plan, size_t job, const struct verdict *v)
{
	struct recalled *known = job < r->n ? &r->of_job[job] : NULL;
	bool is_judged =
		v->kind == VERDICT_PASS || v->kind == VERDICT_FAIL || v->kind == VERDICT_WARN;
	struct error why;

	if (!r->journal || r->is_told || !known || !is_judged || v->is_served)
		return;
	if (keep(r, known, &plan->jobs[job], v, &why) < 0)
		recall_give_up(r, &why);
}

const char *
recall_unfit(const struct recall *r, size_t job)
{
	return job < r->n ? r->of_job[job].unfit : NULL;
}

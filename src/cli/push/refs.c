/* SPDX-License-Identifier: MIT */
/*
 * refs -- the refs of a push as subjects.
 *
 * What holds: every line is looked at before anything runs, and every branch's policy asked; each
 * distinct commit is judged once, and a tree that another commit brought onto the same bases is not
 * judged again; and what all of them are likely to take is asked together.  Only where a gate asks
 * for the branch does the branch make a difference.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/proc.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/chronicle.h"
#include "cli/judge/foresight.h"
#include "cli/judge/judge.h"
#include "cli/judge/outset.h"
#include "cli/judge/run_request.h"
#include "cli/judge/workplace.h"
#include "cli/maturity/loosened.h"
#include "cli/push/policy.h"
#include "cli/push/push_messages.h"
#include "cli/push/push_secrets.h"
#include "cli/push/pushing.h"
#include "cli/push/unjudged.h"
#include "cli/session.h"
#include "git/push/push.h"
#include "model/outcome.h"

static const char *
short_name(const char *ref)
{
	static const char *const heads[] = {"refs/heads/", "refs/tags/"};

	for (size_t i = 0; i < countof(heads); i++) {
		if (strncmp(ref, heads[i], strlen(heads[i])) == 0)
			return ref + strlen(heads[i]);
	}
	return ref;
}

static int
by_commit(const void *a, const void *b)
{
	const struct subject *left = *(const struct subject *const *)a,
			     *right = *(const struct subject *const *)b;
	int order = memcmp(left->range.judged.commit.bytes, right->range.judged.commit.bytes,
		sizeof(left->range.judged.commit.bytes));

	return order ? order : (left > right) - (left < right);
}

static void
find_twins(struct pushing *p)
{
	struct subject **sorted = arena_alloc(p->s->cli->mem, p->n, sizeof(*sorted));

	for (size_t i = 0; i < p->n; i++)
		sorted[i] = &p->v[i];
	if (p->n)
		qsort(sorted, p->n, sizeof(*sorted), by_commit);
	for (size_t i = 1; i < p->n; i++) {
		if (!oid_equal(
			    &sorted[i - 1]->range.judged.commit, &sorted[i]->range.judged.commit))
			continue;
		sorted[i]->twin = (size_t)(sorted[i - 1] - p->v);
		sorted[i - 1]->has_twin = true;
	}
}

static int
look_at_all(struct pushing *p, struct error *err)
{
	static const char heads[] = "refs/heads/";
	const struct push_refs *refs = &p->call->refs;
	struct arena *mem = p->s->cli->mem;

	p->n = refs->n;
	p->v = arena_alloc(mem, p->n, sizeof(*p->v));
	if (push_scope(&p->scope, &p->s->repo, p->call->remote, refs, NULL, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < p->n; i++) {
		struct subject *it = &p->v[i];

		it->ref = &refs->v[i];
		it->twin = NO_TWIN;
		if (strncmp(it->ref->remote, heads, strlen(heads)) == 0)
			it->branch = it->ref->remote + strlen(heads);
		if (push_look(&it->range, p->scope, i, err) < 0)
			return -1;
	}
	find_twins(p);
	return 0;
}

static const char *
describe(const struct pushing *p, const struct subject *it)
{
	const char *from = short_name(it->ref->local), *to = short_name(it->ref->remote);
	struct arena *mem = p->s->cli->mem;

	if (it->ref->is_delete)
		return arena_printf(mem, "%s on %s: deleted", text_path(to, mem),
			text_path(p->call->remote, mem));
	return arena_printf(mem, "%s -> %s%s%s%s, %s", text_path(from, mem),
		text_path(p->call->remote, mem), strcmp(from, to) == 0 ? "" : "/",
		strcmp(from, to) == 0 ? "" : text_path(to, mem),
		it->ref->is_new       ? " (new)"
		: it->range.is_forced ? " (forced)"
				      : "",
		text_count(it->range.ncommits, "commit", mem));
}

/* Does any gate ask for the branch? */
static bool
asks_branch(const struct config *c)
{
	for (size_t i = 0; i < c->ngates; i++) {
		for (size_t k = 0; k < c->components.n; k++) {
			for (size_t s = 0; s < c->stages.n; s++) {
				const struct strs *when = &config_gate(c, i, k, (int)s)->when;

				for (size_t w = 0; w < when->n; w++) {
					if (strstr(when->v[w], "branch"))
						return true;
				}
			}
		}
	}
	return false;
}

static bool
is_same_branch(const struct subject *a, const struct subject *b)
{
	return a->branch == b->branch ||
	       (a->branch && b->branch && strcmp(a->branch, b->branch) == 0);
}

/* Was it judged under the name of another ref? */
static bool
was_judged(const struct pushing *p, const struct subject *it)
{
	for (size_t i = it->twin; i != NO_TWIN; i = p->v[i].twin) {
		const struct subject *other = &p->v[i];

		if (other->is_judged && (!other->asks_branch || is_same_branch(other, it)))
			return true;
	}
	return false;
}

static bool
has_same_bases(const struct judged *a, const struct judged *b)
{
	if (!oid_equal(&a->tree, &b->tree) || a->nbases != b->nbases)
		return false;
	for (size_t i = 0; i < a->nbases; i++) {
		if (!oid_equal(&a->bases[i], &b->bases[i]))
			return false;
	}
	return true;
}

/* The same question, whatever commit it came by. */
static bool
was_answered(const struct pushing *p, const struct subject *it)
{
	for (const struct subject *other = p->v; other < it; other++) {
		if (other->is_judged && has_same_bases(&other->range.judged, &it->range.judged) &&
			(!other->asks_branch || is_same_branch(other, it)))
			return true;
	}
	return false;
}

/* What came before `since` is not judged. */
int
pushing_bound(struct pushing *p, struct subject *it, struct push_scope **scope, struct error *err)
{
	const char *since = p->s->config.tta.since;
	struct session *s = p->s;

	*scope = p->scope;
	if (!since)
		return 0;
	if (!p->since || strcmp(p->since, since) != 0) {
		if (push_scope(&p->bounded, &s->repo, p->call->remote, &p->call->refs, since,
			    s->cli->mem, err) < 0)
			return -1;
		p->since = since;
	}
	*scope = p->bounded;
	return push_look(&it->range, p->bounded, (size_t)(it - p->v), err);
}

struct event
pushing_event(const struct pushing *p, const struct subject *it)
{
	const struct push_range *range = &it->range;
	struct arena *mem = p->s->cli->mem;
	struct event event = judge_event(p->s, p->request->hook_stage, describe(p, it));

	event.branch = it->branch;
	event.is_merge = false;
	event.remote_name = p->call->remote;
	event.remote_url = p->call->url;
	event.local_ref = it->ref->local;
	event.remote_ref = it->ref->remote;
	event.from_ref = range->from.size ? oid_hex(&range->from, mem) : NULL;
	event.to_ref = range->judged.commit.size ? oid_hex(&range->judged.commit, mem) : NULL;
	return event;
}

static int
check_policies(struct pushing *p)
{
	int status = EXIT_YES;

	for (size_t i = 0; i < p->n; i++) {
		struct subject *it = &p->v[i];
		struct refusal refusal;
		struct event event;
		struct error err;

		if (policy_check(&refusal, p->s, it->ref, &it->range, &err) < 0) {
			status = judge_worse(status, cli_fail(p->s->cli, &err));
			continue;
		}
		if (refusal.status == EXIT_YES)
			continue;
		event = pushing_event(p, it);
		if (!p->request->is_dry_run)
			chronicle_refused(p->s, &event, &it->range.judged, refusal.status);
		status = judge_worse(status,
			judge_refused(p->s, &event, &refusal, p->request, p->call->is_hook));
	}
	return status;
}

/* Makes the session be about that ref, where it is to be judged: it->is_judged.  Before, has_config
 * of the session says whether anything is asked of it. */
static int
turn_to(struct pushing *p, struct subject *it, struct push_scope **scope, struct error *err)
{
	struct session *s = p->s;

	session_reset(s);
	s->judged = it->range.judged;
	if (session_config(s, err) < 0)
		return -1;
	if (!s->has_config)
		return 0;
	if (pushing_bound(p, it, scope, err) < 0)
		return -1;
	if (it->range.is_nothing)
		return 0;
	if (push_judge(&it->range, *scope, err) < 0)
		return -1;
	it->asks_branch = p->n > 1 && asks_branch(&s->config);
	s->judged = it->range.judged;
	it->is_judged = !was_answered(p, it);
	return 0;
}

static int
judge_ref(struct pushing *p, struct subject *it)
{
	struct session *s = p->s;
	struct push_scope *scope;
	struct refusal refusal;
	struct event event;
	struct error err;

	if (turn_to(p, it, &scope, &err) < 0)
		return cli_fail(s->cli, &err);
	if (!s->has_config && p->nunasked++ == 0)
		p->unasked = short_name(it->ref->local);
	if (!it->is_judged)
		return EXIT_YES;
	event = pushing_event(p, it);
	if (push_secrets_check(&refusal, s, &event, &it->range, p->request, &err) < 0)
		return cli_fail(s->cli, &err);
	if (refusal.status != EXIT_YES)
		return judge_refused(s, &event, &refusal, p->request, p->call->is_hook);
	unjudged_count(&event, s, scope, &it->range, p->call->is_hook);
	return judge_subject(s, &event, p->request, p->call->is_hook);
}

static bool
is_due(const struct pushing *p, const struct subject *it)
{
	return !it->range.is_nothing && !was_judged(p, it);
}

/* What all refs take, one after the other, and the shortest budget that the tree of one gives. */
static int
foresee(struct foresight *all, int64_t *budget_ms, struct pushing *p, struct error *err)
{
	*budget_ms = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct assessment a = {.is_hook = p->call->is_hook};
		struct subject *it = &p->v[i];
		struct push_scope *scope;
		int64_t given;

		if (!is_due(p, it))
			continue;
		if (turn_to(p, it, &scope, err) < 0)
			return -1;
		if (!it->is_judged)
			continue;
		given = workplace_budget(&p->s->config, p->request->hook_stage);
		if (given && (!*budget_ms || given < *budget_ms))
			*budget_ms = given;
		a.event = pushing_event(p, it);
		if (assess_plan(&a, p->s, p->request, err) < 0 ||
			outset_foresee(all, &a, p->s, p->request, err) < 0)
			return -1;
	}
	return 0;
}

/* Several refs can need more than the time that each of them has.  What cannot be foreseen is said
 * when it is judged. */
static int
check_time(struct pushing *p)
{
	struct foresight all = {0};
	struct refusal refusal;
	struct error ignored;
	struct event event;
	int64_t budget_ms;
	size_t ndue = 0;
	int rc;

	for (size_t i = 0; i < p->n; i++)
		ndue += is_due(p, &p->v[i]);
	if (ndue < 2 || !p->call->is_hook || p->request->is_dry_run)
		return EXIT_YES;
	rc = foresee(&all, &budget_ms, p, &ignored);
	ndue = 0;
	for (size_t i = 0; i < p->n; i++) {
		ndue += p->v[i].is_judged;
		p->v[i].is_judged = false;
	}
	if (rc < 0 || budget_ms == 0 ||
		!foresight_refuses(&refusal, &all, budget_ms - (proc_clock_ms() - p->s->began_ms),
			p->s->cli->mem))
		return EXIT_YES;
	event = pushing_event(p, &p->v[0]);
	event.what =
		arena_printf(p->s->cli->mem, "%s -> %s", text_count(ndue, "ref", p->s->cli->mem),
			text_path(p->call->remote, p->s->cli->mem));
	chronicle_refused(p->s, &event, &p->v[0].range.judged, refusal.status);
	return judge_refused(p->s, &event, &refusal, p->request, p->call->is_hook);
}

static void
say_unasked(const struct pushing *p)
{
	struct cli *cli = p->s->cli;

	if (p->nunasked == 0)
		return;
	buf_addf(&cli->err, "tta-check: %s", text_path(p->unasked, cli->mem));
	if (p->nunasked > 1)
		buf_addf(&cli->err, " and %zu more have no tta.ini, nothing is asked of them\n",
			p->nunasked - 1);
	else
		buf_adds(&cli->err, " has no tta.ini, nothing is asked of it\n");
}

int
judge_refs(struct session *s, struct push_call *call, const struct run_request *request)
{
	struct pushing p = {.s = s, .call = call, .request = request};
	struct error err;
	int status;

	call->is_nothing = true;
	if (look_at_all(&p, &err) < 0)
		return cli_fail(s->cli, &err);
	for (size_t i = 0; i < p.n; i++)
		call->is_nothing = call->is_nothing && p.v[i].range.is_nothing;
	status = check_policies(&p);
	if (status == EXIT_YES)
		status = push_messages_check(&p);
	if (status == EXIT_YES)
		status = check_time(&p);
	if (status != EXIT_YES)
		return status;
	for (size_t i = 0; i < p.n && status <= 128; i++) {
		if (!is_due(&p, &p.v[i]))
			continue;
		status = judge_worse(status, judge_ref(&p, &p.v[i]));
		status = judge_ended(status);
		cli_flush(s->cli);
	}
	say_unasked(&p);
	if (status == EXIT_NO && call->is_hook && s->cli->err_term.is_terminal)
		buf_adds(&s->cli->err, "urgent: TTA_CHECK=0 TTA_REASON=WHY git push   (written "
				       "down: tta-check log "
				       "--bypassed)\n");
	return status;
}

/* SPDX-License-Identifier: MIT */
/* push_messages -- see push_messages.h.  A commit that several refs bring is judged once. */
#include "cli/push/push_messages.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/maturity/loosened.h"
#include "cli/message/message_config.h"
#include "cli/message/message_range.h"
#include "cli/push/pushing.h"
#include "cli/session.h"
#include "git/commit/committed.h"
#include "git/push/push.h"
#include "model/outcome.h"

static int
by_id(const void *a, const void *b)
{
	const struct oid *left = a, *right = b;

	return memcmp(left->bytes, right->bytes, sizeof(left->bytes));
}

/* Leaves out those that another ref brought here, which were judged; adds the rest to them. */
static size_t
leave_out_seen(struct pushing *p, struct committed *v, size_t n)
{
	struct oids *seen = &p->seen;
	size_t kept = 0, before = seen->n;

	if (p->n == 1)
		return n;
	for (size_t i = 0; i < n; i++) {
		if (before && bsearch(&v[i].id, seen->v, before, sizeof(*seen->v), by_id))
			continue;
		v[kept++] = v[i];
	}
	for (size_t i = 0; i < kept; i++) {
		seen->v =
			arena_grow(p->s->cli->mem, seen->v, seen->n, &seen->cap, sizeof(*seen->v));
		seen->v[seen->n++] = v[i].id;
	}
	if (seen->n)
		qsort(seen->v, seen->n, sizeof(*seen->v), by_id);
	return kept;
}

/* s->config is that of the tip. */
static int
judge_messages(struct range_messages *out, struct pushing *p, struct subject *it, struct error *err)
{
	struct range_policy policy = {.is_push = true};
	struct message_configs *configs = NULL;
	struct session *s = p->s;
	struct push_scope *scope;
	struct committed *commits;
	size_t n;
	int rc = -1;

	if (pushing_bound(p, it, &scope, err) < 0)
		return -1;
	if (it->range.is_nothing)
		return 0;
	if (push_commits(&commits, &n, scope, &it->range, err) < 0)
		return -1;
	message_drafts_find(&policy.drafts, &s->config, it->branch);
	if (!policy.drafts.refuses_fixup && !policy.drafts.refuses_wip)
		n = leave_out_seen(p, commits, n);
	if (message_configs_open(&configs, s, NULL, err) == 0)
		rc = message_range_judge(out, s, configs, commits, n, &policy, err);
	message_configs_close(configs);
	return rc;
}

static int
check_messages_of(struct pushing *p, struct subject *it)
{
	struct session *s = p->s;
	struct range_messages r = {0};
	struct refusal refusal;
	struct event event;
	struct error err;
	bool had_config = false;

	session_reset(s);
	s->judged = it->range.judged;
	if (session_config(s, &err) < 0 ||
		(!s->has_config &&
			loosened_had_config(&had_config, s, &it->range.boundary, &err) < 0) ||
		((s->has_config || had_config) && judge_messages(&r, p, it, &err) < 0))
		return cli_fail(s->cli, &err);
	message_range_refusal(&refusal, &r, s->cli->mem);
	if (refusal.status != EXIT_YES) {
		event = pushing_event(p, it);
		return judge_refused(s, &event, &refusal, p->request, p->call->is_hook);
	}
	if (r.nwarned && p->request->verbosity >= 0)
		message_range_tell(&s->cli->err, &r, s->cli->mem);
	return EXIT_YES;
}

/* Rebases, cherry-picks and reverts never pass through commit-msg, nor do other people's commits.
 * What a configuration says cannot be used is said once, so the first of those ends it. */
int
push_messages_check(struct pushing *p)
{
	int status = EXIT_YES;

	for (size_t i = 0; i < p->n && status < EXIT_WRONG; i++) {
		if (!p->v[i].range.is_nothing)
			status = judge_worse(status, check_messages_of(p, &p->v[i]));
	}
	return status;
}

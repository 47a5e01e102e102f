/* SPDX-License-Identifier: MIT */
/*
 * refs -- the refs of a push as subjects: every one is looked at, each distinct commit judged once.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "git/push.h"
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

static bool
was_judged(const struct push_refs *refs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!refs->v[i].is_delete && oid_equal(&refs->v[i].local_id, &refs->v[n].local_id))
			return true;
	}
	return false;
}

/* [branch] push = none | fast-forward: the policy of the branch that is pushed to. */
static int
check_policy(struct session *s, const struct push_ref *ref, const struct push_range *range)
{
	static const char heads[] = "refs/heads/";
	struct cli *cli = s->cli;

	if (strncmp(ref->remote, heads, strlen(heads)) != 0)
		return EXIT_YES;
	for (size_t i = 0; i < s->config.nbranches; i++) {
		const struct branch *b = &s->config.branches[i];
		const char *name = ref->remote + strlen(heads);
		bool is_refused =
			b->push == PUSH_NONE || (b->push == PUSH_FAST_FORWARD && range->is_forced);

		if (!is_refused || !patterns_match(&b->names, name))
			continue;
		buf_addf(&cli->err, "tta-check: refused: branch '%s' takes %s (%s)\n", name,
			b->push == PUSH_NONE ? "no pushes" : "fast-forward pushes only",
			origin_text(&b->origin, cli->mem));
		buf_addf(&cli->err, "next: %s\n",
			b->push == PUSH_NONE ? "push another branch and open a pull request"
					     : "git pull --rebase, then push without force");
		return EXIT_NO;
	}
	return EXIT_YES;
}

static const char *
describe(const struct push_ref *ref, const struct push_range *range, const char *remote,
	struct arena *mem)
{
	const char *from = short_name(ref->local), *to = short_name(ref->remote);

	return arena_printf(mem, "%s -> %s%s%s%s, %s", text_path(from, mem), text_path(remote, mem),
		strcmp(from, to) == 0 ? "" : "/", strcmp(from, to) == 0 ? "" : text_path(to, mem),
		ref->is_new        ? " (new)"
		: range->is_forced ? " (forced)"
				   : "",
		text_count(range->ncommits, "commit", mem));
}

static int
judge_ref(struct session *s, const struct push_ref *ref, const char *remote, const char *url,
	const struct run_request *request, bool is_hook)
{
	struct cli *cli = s->cli;
	struct push_range range;
	struct event event;
	struct error err;
	int status;

	session_reset(s);
	if (push_range(&range, &s->repo, remote, ref, NULL, cli->mem, &err) < 0)
		return cli_fail(cli, &err);
	s->judged = range.judged;
	if (s->judged.tree.size == 0) /* a tag of a blob: nothing that gates could judge */
		return EXIT_YES;
	if (session_config(s, &err) < 0)
		return cli_fail(cli, &err);
	if (!s->has_config) {
		buf_addf(&cli->err, "tta-check: %s has no tta.ini, nothing is asked of it\n",
			text_path(short_name(ref->local), cli->mem));
		return EXIT_YES;
	}
	status = check_policy(s, ref, &range);
	if (status != EXIT_YES || range.is_nothing)
		return status;
	if (s->config.tta.since) { /* what came before it is not judged */
		session_release_judged(s);
		if (push_range(&range, &s->repo, remote, ref, s->config.tta.since, cli->mem, &err) <
			0)
			return cli_fail(cli, &err);
		s->judged = range.judged;
		if (range.is_nothing)
			return EXIT_YES;
	}
	event = judge_event(s, request->hook_stage, describe(ref, &range, remote, cli->mem));
	event.remote_name = remote;
	event.remote_url = url;
	event.from_ref = ref->is_new ? NULL : oid_hex(&ref->remote_id, cli->mem);
	event.to_ref = oid_hex(&s->judged.commit, cli->mem);
	event.is_merge = false;
	return judge_subject(s, &event, request, is_hook);
}

int
judge_refs(struct session *s, const struct push_refs *refs, const char *remote, const char *url,
	const struct run_request *request, bool is_hook)
{
	int status = EXIT_YES;

	for (size_t i = 0; i < refs->n; i++) {
		if (refs->v[i].is_delete || was_judged(refs, i))
			continue;
		status = judge_worse(
			status, judge_ref(s, &refs->v[i], remote, url, request, is_hook));
		status = judge_ended(status);
		cli_flush(s->cli);
		if (status > 128)
			break;
	}
	return status;
}

/* SPDX-License-Identifier: MIT */
/*
 * hook -- the programs that git runs; see hook.h.
 *
 * What they keep true: a hook that cannot judge blocks and says why; the kept hook runs first and
 * its no is ours; where a tree has no tta.ini nothing was asked, and nothing is refused.
 */
#include "cli/hook/hook.h"

#include <string.h>

#include "base/arena.h"
#include "base/parent.h"
#include "cli/hook/hookcall.h"
#include "cli/judge/chronicle.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/maturity/loosened.h"
#include "cli/session.h"
#include "git/commit/note.h"
#include "git/push/push.h"
#include "model/outcome.h"
#include "store/bypass.h"

/* For post-commit.  While a rebase runs not all was judged. */
static void
leave_note(const struct session *s)
{
	struct note note = {.tree = s->judged.tree, .asks = s->asks};

	note.bases.v = s->judged.bases;
	note.bases.n = s->judged.nbases;
	parent_look(&note.parent);
	if (!s->repo.is_rebase)
		note_leave(&note, &s->repo, s->cli->mem);
}

/* A tree without a tta.ini asks for nothing; one that had it before is told what that means. */
static int
say_unasked(struct session *s, struct error *err)
{
	struct loosenings list;
	struct strs notes = {0};

	if (loosened_staged(&list, s, err) < 0)
		return -1;
	buf_adds(&s->cli->err, "tta-check: no tta.ini in this tree, nothing is asked of it\n");
	loosened_note(&notes, &list, s->cli->mem);
	for (size_t i = 0; i < notes.n; i++)
		buf_addf(&s->cli->err, "%s\n", notes.v[i]);
	return 0;
}

static int
judge_index(struct hookcall *c, bool is_merge)
{
	static const struct run_request request = {.what = RUN_STAGED, .hook_stage = "pre-commit"};
	struct session s = {0};
	struct event event;
	struct error err;
	int status;

	if (session_open(&s, &c->cli, true, &err) < 0)
		return cli_fail(&c->cli, &err);
	event = judge_event(&s, "pre-commit", "staged");
	event.is_merge = event.is_merge || is_merge; /* MERGE_HEAD is not written yet */
	event.is_rebase = s.repo.is_rebase;          /* by hand everything runs, in a rebase too */
	if (session_index(&s, &err) < 0 || session_config(&s, &err) < 0) {
		status = cli_fail(&c->cli, &err);
	} else if (!s.has_config) {
		status = say_unasked(&s, &err) < 0 ? cli_fail(&c->cli, &err) : EXIT_YES;
	} else {
		status = judge_subject(&s, &event, &request, true);
		if (status == EXIT_YES)
			leave_note(&s);
	}
	session_close(&s);
	return status;
}

int
hook_pre_commit(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {0};
	int status = hookcall_begin(&c, "pre-commit", argc, argv, environ);

	return hookcall_end(&c, status < 0 ? judge_index(&c, false) : status);
}

int
hook_pre_merge_commit(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {0};
	int status = hookcall_begin(&c, "pre-merge-commit", argc, argv, environ);

	return hookcall_end(&c, status < 0 ? judge_index(&c, true) : status);
}

/* Of the same git, or of an earlier one that asked the very same question. */
static bool
was_judged(bool *has_note, struct session *s, const struct oid *tree, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct oids bases = {0};
	struct parent parent;
	struct note note;

	*has_note = false;
	parent_look(&parent);
	if (note_read(&note, &s->repo, mem))
		*has_note = parent_equal(&note.parent, &parent);
	if (*has_note && oid_equal(&note.tree, tree))
		return true;
	if (bases_of_parents(&bases, &s->repo, &s->repo.head, mem, err) < 0)
		return false;
	if (bases.n == 1 && oid_equal(&bases.v[0], tree)) /* no change: nothing to judge */
		return true;
	if (!oid_equal(&note.tree, tree) || bases.n != note.bases.n)
		return false;
	for (size_t i = 0; i < bases.n; i++) {
		if (!oid_equal(&bases.v[i], &note.bases.v[i]))
			return false;
	}
	return true;
}

static int
say_unjudged(struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct tree_entry entry;
	struct judged head;
	bool has_note, found;

	if (s->repo.is_rebase || s->repo.head.size == 0)
		return 0;
	if (judged_open(&head, &s->repo, &s->repo.head, mem, err) < 0)
		return -1;
	if (was_judged(&has_note, s, &head.tree, err))
		return 0;
	if (head.source.find(head.source.ctx, &entry, &found, CONFIG_FILE, mem, err) < 0)
		return -1;
	if (!found)
		return 0;
	buf_addf(&s->cli->err, "tta-check: %s %s; push will judge it\n",
		oid_short(&s->repo.head, mem),
		has_note ? "is not what was judged" : "has no verdict");
	chronicle_bypass(s, BYPASS_UNJUDGED, "post-commit", NULL, &s->repo.head);
	return 0;
}

int
hook_post_commit(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {.is_after = true};
	struct session s = {0};
	struct error err;
	int status = hookcall_begin(&c, "post-commit", argc, argv, environ);

	if (status >= 0)
		return hookcall_end(&c, status);
	if (session_open(&s, &c.cli, true, &err) < 0 || say_unjudged(&s, &err) < 0)
		cli_fail(&c.cli, &err);
	session_close(&s);
	return hookcall_end(&c, c.kept);
}

static int
judge_lines(struct hookcall *c)
{
	static const struct run_request request = {.what = RUN_PUSH, .hook_stage = "pre-push"};
	const char *remote = c->argc > 1 ? c->argv[1] : "",
		   *url = c->argc > 2 ? c->argv[2] : remote;
	struct session s = {0};
	struct push_call call = {.remote = remote, .url = url, .is_hook = true};
	struct error err;
	int status;

	if (push_read(&call.refs, c->input, c->input_len, c->cli.mem, &err) < 0 ||
		session_open(&s, &c->cli, true, &err) < 0)
		return cli_fail(&c->cli, &err);
	status = judge_refs(&s, &call, &request);
	session_close(&s);
	return status;
}

int
hook_pre_push(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {0};
	int status = hookcall_begin(&c, "pre-push", argc, argv, environ);

	return hookcall_end(&c, status < 0 ? judge_lines(&c) : status);
}

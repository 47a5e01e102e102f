/* SPDX-License-Identifier: MIT */
/*
 * hook_message -- commit-msg: is this what git may store?
 *
 * What it keeps true: a message that cannot be judged blocks; a refused one is kept, and the
 * command that tries it again is printed.  It never asks anybody anything, and never writes the
 * message.
 */
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/parent.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/hook/hook.h"
#include "cli/hook/hookcall.h"
#include "cli/maturity/loosened.h"
#include "cli/maturity/loosened_message.h"
#include "cli/message/message_config.h"
#include "cli/message/message_here.h"
#include "cli/message/message_tell.h"
#include "cli/session.h"
#include "git/commit/note.h"
#include "git/repo/object.h"
#include "model/outcome.h"

#define MESSAGE_BYTES ((size_t)16 << 20)

struct judging {
	struct hookcall *call;
	struct session session;
	struct message_here here;
	const char *text; /* as git gave it */
	size_t len;
	const char *fix; /* what --fix would do to make it pass; NULL: it would not */
};

/* From where the user stands: git calls us at the top level. */
static const char *
shown(const struct session *s, const char *file)
{
	bool is_top = !s->repo.prefix || !*s->repo.prefix;

	if (is_top && s->repo.root && path_is_below(file, s->repo.root))
		return file + strlen(s->repo.root) + 1;
	return file;
}

/* The refused text survives git's clean-up and the next commit's editor. */
static void
keep_message(struct judging *j)
{
	const struct session *s = &j->session;
	struct arena *mem = j->call->cli.mem;
	struct buf *err = &j->call->cli.err;
	char *dir = path_join(s->repo.git_dir, "tta", mem), *file = path_join(dir, "message", mem);
	const struct strs *again = &j->here.line.again;
	struct error ignored;

	if (fs_mkdirs(dir, 0755, &ignored) < 0 ||
		fs_write(file, j->text, j->len, 0644, &ignored) < 0)
		return;
	fs_give(dir);
	fs_give(file);
	if (j->fix) {
		buf_adds(err, "fix: tta-check message --fix ");
		text_add_shell(err, shown(s, file));
		buf_addf(err, "   (%s)\n", j->fix);
	}
	buf_adds(err, "again: git commit -e -F ");
	text_add_shell(err, shown(s, file));
	if (j->here.is_amend && !j->here.line.is_amend)
		buf_adds(err, " --amend");
	for (size_t i = 0; i < again->n; i++) {
		buf_addc(err, ' ');
		text_add_shell(err, again->v[i]);
	}
	buf_addc(err, '\n');
}

/* Would --fix make it pass? */
static void
look_for_fix(struct judging *j, const struct message_input *in, struct message_rules *rules)
{
	struct session *s = &j->session;
	struct arena *mem = s->cli->mem;
	struct message_input mended = *in;
	struct message_verdict after;
	struct message_fixed fixed;
	struct error ignored;

	if (message_fix(&fixed, in, &rules->settings, mem, &ignored) < 0 || fixed.done.n == 0)
		return;
	mended.text = fixed.text;
	mended.len = fixed.len;
	if (message_judge(&after, &mended, &rules->settings, mem, &ignored) < 0 || !after.is_valid)
		return;
	j->fix = strs_join(&fixed.done, ", ", mem);
}

static int
refuse_message(struct judging *j, const struct message_verdict *v)
{
	struct arena *mem = j->call->cli.mem;
	struct buf *err = &j->call->cli.err;

	buf_adds(err, "tta-check: refused: message (");
	text_add_line(err, message_tell_why(v, mem));
	buf_adds(err, ")\n");
	message_tell(err, v, mem);
	if (v->len) { /* what git would have stored: comments and diffs are not worth keeping */
		j->text = v->text;
		j->len = v->len;
	}
	keep_message(j);
	return EXIT_NO;
}

/*
 * git reads the index again after pre-commit, and what it then reads it commits: a `git add` in
 * that moment would slip in.  We come right behind it, so what is not the judged tree now was not
 * then, or was changed a moment later.  Where somebody is asked for the message hours may lie
 * between, and what is staged meanwhile is for the next commit; post-commit tells if it was not.
 */
static bool
has_slipped_in(const struct judging *j)
{
	const char *editor = cli_env(&j->call->cli, "GIT_EDITOR");
	const struct session *s = &j->session;
	struct parent parent;
	struct note note;

	if (!editor || strcmp(editor, ":") != 0 || s->repo.is_rebase)
		return false;
	parent_look(&parent);
	return note_read(&note, &s->repo, j->call->cli.mem) &&
	       parent_equal(&note.parent, &parent) && !note_still(&note, &s->judged.tree);
}

static int
refuse_moved(struct judging *j)
{
	buf_adds(&j->call->cli.err,
		"tta-check: refused: index (it changed after it was judged; what would be "
		"committed is not known to be what was judged). Nothing was changed.\n");
	keep_message(j);
	return EXIT_UNKNOWN;
}

/* HEAD's components count as well. */
static int
ask_again(struct message_verdict *v, struct judging *j, const struct message_input *in,
	struct message_rules *rules, struct error *err)
{
	struct session *s = &j->session;
	struct message_configs *configs = NULL;
	struct oid tree;
	int rc = -1;

	if (v->is_valid || s->repo.head.size == 0)
		return 0;
	if (object_tree_of(&tree, &s->repo, &s->repo.head, "HEAD", err) == 0 &&
		message_configs_open(&configs, s, NULL, err) == 0)
		rc = message_configs_ask_again(v, configs, in, rules, &tree, err);
	message_configs_close(configs);
	return rc;
}

static int
ask_rules(struct message_verdict *out, struct judging *j, const char *file, struct error *err)
{
	struct arena *mem = j->call->cli.mem;
	struct message_input in = {.text = j->text, .len = j->len, .source = MESSAGE_EDIT};
	struct message_rules rules = {0};
	int rc = -1;

	if (message_rules_open(&rules, &j->session.config, NULL, mem, err) == 0 &&
		message_here_fill(&in, &j->here, file, &rules, &j->session, err) == 0)
		rc = message_judge(out, &in, &rules.settings, mem, err) < 0
			     ? -1
			     : ask_again(out, j, &in, &rules, err);
	if (rc == 0 && !out->is_valid)
		look_for_fix(j, &in, &rules);
	message_rules_close(&rules);
	return rc;
}

/* git itself says no to it, and better: it knows whether somebody left the editor on purpose. */
static bool
is_left_to_git(const struct judging *j, const struct message_verdict *v)
{
	return j->here.line.is_known && strspn(v->text, " \t\r\n") == v->len && !v->is_ignored &&
	       !strs_has(&j->here.line.again, "--allow-empty-message");
}

static int
tell(struct judging *j, const struct message_verdict *v)
{
	if (is_left_to_git(j, v))
		return EXIT_YES;
	if (!v->is_valid)
		return refuse_message(j, v);
	if (v->n)
		message_tell(&j->call->cli.err, v, j->call->cli.mem);
	return EXIT_YES;
}

/* fixup!, squash! and amend! become part of another commit: the push will ask that one. */
static bool
is_draft(const struct message_verdict *v)
{
	static const char *const starts[] = {"fixup! ", "squash! ", "amend! "};

	for (size_t i = 0; i < countof(starts); i++) {
		size_t n = strlen(starts[i]);

		if (v->len > n && strncmp(v->text, starts[i], n) == 0)
			return true;
	}
	return false;
}

/* What pre-commit found of the very same change counts; it does not know of an amend. */
static bool
is_known_to_ask(const struct judging *j)
{
	const struct session *s = &j->session;
	struct parent parent;
	struct note note;

	parent_look(&parent);
	return note_read(&note, &s->repo, s->cli->mem) && note.asks == NOTE_ASKS_AS_MUCH &&
	       parent_equal(&note.parent, &parent) && note_still(&note, &s->judged.tree);
}

/* What the commit no longer asks for: of its own change, which for an amend is more than what is
 * staged. */
static int
find_loosened(struct loosenings *out, struct judging *j, struct error *err)
{
	struct session *s = &j->session;
	struct loosened_change change = {.tree = &s->judged.tree, .config = loosened_config(s)};

	*out = (struct loosenings){0};
	if (!j->here.is_amend)
		return is_known_to_ask(j) ? 0 : loosened_staged(out, s, err);
	if (s->repo.head.size &&
		bases_parents(&change.parents, &s->repo, &s->repo.head, s->cli->mem, err) < 0)
		return -1;
	return loosened_between(out, s, &change, err);
}

static int
judge_text(struct judging *j, const char *file, struct error *err)
{
	struct session *s = &j->session;
	struct message_verdict verdict;
	struct loosenings loosened;

	if (judged_look(&s->judged, &s->repo, s->cli->environ, s->cli->mem, err) < 0 ||
		session_config(s, err) < 0)
		return -1;
	if (has_slipped_in(j))
		return refuse_moved(j);
	message_here_call(&j->here, s);
	if (find_loosened(&loosened, j, err) < 0)
		return -1;
	if (!s->has_config && loosened.n == 0)
		return EXIT_YES;
	if (ask_rules(&verdict, j, file, err) < 0)
		return -1;
	if (!s->has_config) { /* only that is asked */
		verdict.n = 0;
		verdict.is_valid = true;
	}
	if (!is_draft(&verdict) &&
		loosened_ask(&verdict, &loosened, verdict.text, verdict.len, s->cli->mem))
		j->fix = NULL; /* there is none for that */
	return tell(j, &verdict);
}

static int
judge_message(struct hookcall *c)
{
	struct judging j = {.call = c, .here = {.is_hook = true}};
	struct error err = {0};
	char *text;
	int status = -1;

	if (c->argc < 2)
		return cli_usage(&c->cli, "commit-msg is given the file of the message");
	if (fs_read(&text, &j.len, c->argv[1], MESSAGE_BYTES, c->cli.mem, &err) == 0) {
		j.text = text;
		if (session_open(&j.session, &c->cli, true, &err) == 0)
			status = judge_text(&j, c->argv[1], &err);
	}
	if (status < 0)
		status = cli_fail(&c->cli, &err);
	session_close(&j.session);
	return status;
}

int
hook_commit_msg(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {0};
	int status = hookcall_begin(&c, "commit-msg", argc, argv, environ);

	return hookcall_end(&c, status < 0 ? judge_message(&c) : status);
}

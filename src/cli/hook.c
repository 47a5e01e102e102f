/* SPDX-License-Identifier: MIT */
/*
 * hook -- the programs that git runs; see hook.h.
 *
 * What they keep true: a hook that cannot judge blocks and says why; the kept hook runs first and
 * its no is ours; where a tree has no tta.ini nothing was asked, and nothing is refused.
 */
#include "cli/hook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/parent.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/text.h"
#include "cli/chronicle.h"
#include "cli/cli.h"
#include "cli/judge.h"
#include "cli/kept.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "gates/message.h"
#include "git/gitsetting.h"
#include "git/note.h"
#include "git/push.h"
#include "model/outcome.h"
#include "store/bypass.h"

#define STDIN_BYTES ((size_t)256 << 20)
#define MESSAGE_BYTES ((size_t)16 << 20)
#define HEADER_COLUMNS 200 /* of a refused header that are shown */

struct call { /* one run of one hook */
	struct cli cli;
	const char *name;
	int argc;
	char **argv;
	const char *input; /* all of stdin, for pre-push */
	size_t input_len;
	bool is_after; /* post-commit: nothing can be refused any more */
	int kept;      /* what the kept hook of post-commit ended with */
};

/* That a hook was switched off is remembered where anything is asked at all; without it the answer
 * is the same.  What commit-msg would have said is said again by nobody, and pre-commit was asked
 * before it. */
static void
note_off(struct call *c)
{
	bool is_push = strcmp(c->name, "pre-push") == 0;
	struct session s = {0};
	struct error ignored;

	if (strcmp(c->name, "commit-msg") == 0 || session_open(&s, &c->cli, true, &ignored) < 0)
		return;
	if (!s.repo.root || fs_exists(path_join(s.repo.root, CONFIG_FILE, c->cli.mem)))
		chronicle_bypass(
			&s, BYPASS_OFF, c->name, is_push && c->argc > 1 ? c->argv[1] : NULL, NULL);
	session_close(&s);
}

/* The part that all hooks share.  -1: go on; else the exit status. */
static int
begin(struct call *c, const char *name, int argc, char *argv[], const char *const *environ)
{
	struct kept_call kept = {.argv = (const char *const *)argv, .environ = environ};
	const char *off;
	struct error err;
	int status;

	c->name = name;
	c->argc = argc;
	c->argv = argv;
	cli_open(&c->cli, argv[0], environ);
	if (strcmp(name, "pre-push") == 0 &&
		fs_read_fd((char **)&c->input, &c->input_len, STDIN_FILENO, STDIN_BYTES, c->cli.mem,
			&err) < 0)
		return cli_fail(&c->cli, &err);
	kept.input = c->input;
	kept.input_len = c->input_len;
	if (kept_run(&status, &c->cli.err, &kept, c->cli.mem, &err) < 0)
		return cli_fail(&c->cli, &err);
	if (status != 0 && !c->is_after)
		return status;
	c->kept = status;
	proc_prepare_self(true); /* from here on we end with git; a kept hook does not */
	if (interrupt_open(&err) < 0)
		return cli_fail(&c->cli, &err);
	off = cli_env(&c->cli, "TTA_CHECK");
	if (off && strcmp(off, "0") == 0) {
		if (c->is_after)
			return c->kept;
		note_off(c);
		buf_adds(&c->cli.err, "tta-check: off (TTA_CHECK=0); nothing was judged\n");
		return EXIT_YES;
	}
	return -1;
}

static int
end(struct call *c, int status)
{
	status = judge_ended(cli_close(&c->cli, status));
	if (status > 128)
		interrupt_raise(status - 128);
	return status;
}

/* For post-commit.  While a rebase runs not all was judged. */
static void
leave_note(const struct session *s)
{
	struct note note = {.tree = s->judged.tree};

	note.bases.v = s->judged.bases;
	note.bases.n = s->judged.nbases;
	parent_look(&note.parent);
	if (!s->repo.is_rebase)
		note_leave(&note, &s->repo, s->cli->mem);
}

static int
judge_index(struct call *c, bool is_merge)
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
		buf_adds(&c->cli.err,
			"tta-check: no tta.ini in this tree, nothing is asked of it\n");
		status = EXIT_YES;
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
	struct call c = {0};
	int status = begin(&c, "pre-commit", argc, argv, environ);

	return end(&c, status < 0 ? judge_index(&c, false) : status);
}

int
hook_pre_merge_commit(int argc, char *argv[], const char *const *environ)
{
	struct call c = {0};
	int status = begin(&c, "pre-merge-commit", argc, argv, environ);

	return end(&c, status < 0 ? judge_index(&c, true) : status);
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
	struct call c = {.is_after = true};
	struct session s = {0};
	struct error err;
	int status = begin(&c, "post-commit", argc, argv, environ);

	if (status >= 0)
		return end(&c, status);
	if (session_open(&s, &c.cli, true, &err) < 0 || say_unjudged(&s, &err) < 0)
		cli_fail(&c.cli, &err);
	session_close(&s);
	return end(&c, c.kept);
}

/* The refused text survives git's clean-up and the next commit's editor. */
static void
keep_message(struct call *c, const struct session *s, const char *text, size_t len)
{
	struct arena *mem = c->cli.mem;
	char *dir = path_join(s->repo.git_dir, "tta", mem), *file = path_join(dir, "message", mem);
	struct error ignored;

	if (fs_mkdirs(dir, 0755, &ignored) < 0 || fs_write(file, text, len, 0644, &ignored) < 0)
		return;
	fs_give(dir);
	fs_give(file);
	if (s->repo.root && path_is_below(file, s->repo.root))
		file += strlen(s->repo.root) + 1;
	buf_adds(&c->cli.err, "again: git commit -e -F ");
	text_add_shell(&c->cli.err, file);
	buf_addc(&c->cli.err, '\n');
}

/* A header as it is shown: column by column, cut where nobody would read on. */
static size_t
add_header(struct buf *out, const char *text)
{
	size_t n = 0;

	for (; text[n] && n < HEADER_COLUMNS; n++) {
		unsigned char c = (unsigned char)text[n];

		buf_addc(out, c < 0x20 || c == 0x7f ? '?' : text[n]);
	}
	if (text[n])
		buf_adds(out, "...");
	buf_addc(out, '\n');
	return n;
}

static int
refuse_message(struct call *c, const struct session *s, const struct message_verdict *v,
	const char *text, size_t len)
{
	const struct message_problem *p = &v->v[0];
	const char *header = v->parts.header;
	struct buf *err = &c->cli.err;

	while (p->level != LEVEL_FAIL)
		p++;
	buf_adds(err, "tta-check: refused: message (");
	text_add_line(err, p->text);
	buf_adds(err, ")\n");
	if (header && *header) {
		size_t shown, at = p->column;

		buf_adds(err, "message: ");
		shown = add_header(err, header);
		if (at > shown)
			at = shown;
		buf_addf(err, "         %*s", (int)at, "");
		for (size_t i = 0; i < 1 || (i < p->width && at + i < shown); i++)
			buf_addc(err, '^');
		buf_addc(err, '\n');
	}
	if (p->hint) {
		buf_adds(err, "         ");
		add_header(err, p->hint);
	}
	keep_message(c, s, text, len);
	return EXIT_NO;
}

/*
 * git reads the index again after pre-commit, and what it then reads it commits: a `git add` in
 * that moment would slip in.  We come right behind it, so what is not the judged tree now was not
 * then, or was changed a moment later.  Where somebody is asked for the message hours may lie
 * between, and what is staged meanwhile is for the next commit; post-commit tells if it was not.
 */
static bool
has_slipped_in(const struct call *c, const struct session *s)
{
	const char *editor = cli_env(&c->cli, "GIT_EDITOR");
	struct parent parent;
	struct note note;

	if (!editor || strcmp(editor, ":") != 0 || s->repo.is_rebase)
		return false;
	parent_look(&parent);
	return note_read(&note, &s->repo, c->cli.mem) && parent_equal(&note.parent, &parent) &&
	       !note_still(&note, &s->judged.tree);
}

static int
refuse_moved(struct call *c, const struct session *s, const char *text, size_t len)
{
	buf_adds(&c->cli.err,
		"tta-check: refused: index (it changed after it was judged; what would be "
		"committed is not known to be what was judged). Nothing was changed.\n");
	keep_message(c, s, text, len);
	return EXIT_UNKNOWN;
}

static int
ask_rules(struct message_verdict *out, const struct session *s, const char *text, size_t len,
	struct arena *mem, struct error *err)
{
	const char comment[] = {gitsetting_comment_char(&s->repo, mem), '\0'};
	struct message_input in = {.text = text, .len = len, .comment = comment};
	struct rule_settings rules;
	int rc;

	rule_settings_init(&rules, MESSAGE_OWN, mem);
	rule_setting(&rules, "type-enum")->words = s->config.commit.types;
	rc = message_judge(out, &in, &rules, mem, err);
	rule_settings_release(&rules);
	return rc;
}

static int
judge_message(struct call *c)
{
	struct arena *mem = c->cli.mem;
	struct session s = {0};
	struct message_verdict verdict;
	struct error err;
	char *text;
	size_t len;
	int status = EXIT_YES;

	if (c->argc < 2)
		return cli_usage(&c->cli, "commit-msg is given the file of the message");
	if (fs_read(&text, &len, c->argv[1], MESSAGE_BYTES, mem, &err) < 0 ||
		session_open(&s, &c->cli, true, &err) < 0)
		return cli_fail(&c->cli, &err);
	if (session_index(&s, &err) < 0 || session_config(&s, &err) < 0) {
		status = cli_fail(&c->cli, &err);
	} else if (has_slipped_in(c, &s)) {
		status = refuse_moved(c, &s, text, len);
	} else if (s.has_config && ask_rules(&verdict, &s, text, len, mem, &err) < 0) {
		status = cli_fail(&c->cli, &err);
	} else if (s.has_config && !verdict.is_valid) {
		status = refuse_message(c, &s, &verdict, text, len);
	}
	session_close(&s);
	return status;
}

int
hook_commit_msg(int argc, char *argv[], const char *const *environ)
{
	struct call c = {0};
	int status = begin(&c, "commit-msg", argc, argv, environ);

	return end(&c, status < 0 ? judge_message(&c) : status);
}

static int
judge_lines(struct call *c)
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
	struct call c = {0};
	int status = begin(&c, "pre-push", argc, argv, environ);

	return end(&c, status < 0 ? judge_lines(&c) : status);
}

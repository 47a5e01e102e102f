/* SPDX-License-Identifier: MIT */
/*
 * cmd_message -- `tta-check message`: a message in a file, on standard input, many of them, the
 * title of a pull request, or those of a range of commits; and what the rules are.
 */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/message/message_config.h"
#include "cli/message/message_here.h"
#include "cli/message/message_range.h"
#include "cli/message/message_report.h"
#include "cli/message/message_site.h"
#include "cli/message/message_tell.h"
#include "git/commit/committed.h"
#include "git/repo/object.h"
#include "model/outcome.h"
#include "report/report.h"

#define MESSAGE_BYTES ((size_t)16 << 20)
#define LIST_BYTES ((size_t)1 << 30) /* of --stdin0 */

struct options {
	const char *from_ref, *to_ref, *title, *compat, *explain, *format;
	bool is_list, is_history, is_edit, is_fixing, is_rules, is_quiet;
};

#define ROW(name_, letter_, kind_, argument_, field_, group_, help_)                               \
	{                                                                                          \
		name_, letter_, kind_, argument_, NULL, offsetof(struct options, field_), group_,  \
			help_                                                                      \
	}
static const struct option rows[] = {
	ROW("from-ref", '\0', OPTION_TEXT, "REV", from_ref, "what",
		"the commits that --to-ref has and REV has not"),
	ROW("to-ref", '\0', OPTION_TEXT, "REV", to_ref, "what", "HEAD unless given"),
	ROW("title", '\0', OPTION_TEXT, "TEXT", title, "what",
		"the title of a pull request: what is asked of headers"),
	ROW("stdin0", '\0', OPTION_FLAG, NULL, is_list, "what",
		"messages on standard input, a NUL behind each"),
	ROW("edit", '\0', OPTION_FLAG, NULL, is_edit, "how",
		"as git hands it to commit-msg, comments and all (default for FILE)"),
	ROW("history", '\0', OPTION_FLAG, NULL, is_history, "how",
		"as stored in a commit (default for standard input)"),
	ROW("compat", '\0', OPTION_TEXT, "WHOSE", compat, "how",
		"in place of [commit] compat: none, commitlint-20 or commitlint-21"),
	ROW("fix", '\0', OPTION_FLAG, NULL, is_fixing, "how",
		"mend what is safe to mend: FILE is written, another text printed"),
	ROW("format", '\0', OPTION_TEXT, "NAME", format, "how",
		"report as text, jsonl (a line each), json, github, sarif, junit or gitlab"),
	ROW("quiet", 'q', OPTION_FLAG, NULL, is_quiet, "how", "nothing when all is well"),
	ROW("explain", '\0', OPTION_TEXT, "RULE", explain, "rules", "what a rule is about"),
	ROW("rules", '\0', OPTION_FLAG, NULL, is_rules, "rules", "all rules, as Markdown"),
	{0},
};

struct asking { /* one run of the command */
	struct cli *cli;
	const struct options *o;
	const char *file; /* or "-"; NULL: none */
	struct message_site site;
	struct message_format format;
	const enum message_mode *mode; /* NULL: as configured */
	enum message_mode given_mode;
};

static int
explain(struct cli *cli, const char *name)
{
	const struct rule *r = rule_find(name);
	const char *near = r ? NULL : rule_nearest(name, cli->mem);

	if (!r && near)
		return cli_usage(cli, "unknown rule '%s'; did you mean '%s'?", name, near);
	if (!r)
		return cli_usage(
			cli, "unknown rule '%s'; `tta-check message --rules` lists them", name);
	rule_explain(&cli->out, r);
	return EXIT_YES;
}

static int
read_mode(struct asking *a, struct error *err)
{
	const char *given = a->o->compat;

	if (!given)
		return 0;
	a->mode = &a->given_mode;
	if (message_mode_read(&a->given_mode, given) ||
		message_mode_read(
			&a->given_mode, arena_printf(a->cli->mem, "commitlint-%s", given)))
		return 0;
	return error_set(err, ERR_USAGE,
		"'--compat' takes none, commitlint-20 or commitlint-21, not '%s'", given);
}

static int
check(const struct asking *a, struct error *err)
{
	const struct options *o = a->o;
	bool is_range = o->from_ref || o->to_ref;
	int sources = (a->file != NULL) + is_range + (o->title != NULL) + o->is_list;

	if (sources == 0)
		return error_set(err, ERR_USAGE,
			"message needs one: FILE, - (standard input), --from-ref, --title or "
			"--stdin0");
	if (sources > 1)
		return error_set(err, ERR_USAGE,
			"message judges one thing at a time: FILE, -, "
			"--from-ref, --title or --stdin0");
	if (is_range && !o->from_ref)
		return error_set(err, ERR_USAGE, "'--to-ref' goes with '--from-ref'");
	if (o->is_edit && o->is_history)
		return error_set(err, ERR_USAGE, "'--edit' and '--history' exclude each other");
	if ((o->is_edit || o->is_history) && (is_range || o->title))
		return error_set(
			err, ERR_USAGE, "'--edit' and '--history' go with FILE, - and --stdin0");
	if (o->is_fixing && (is_range || o->is_list))
		return error_set(err, ERR_USAGE,
			"'--fix' mends one text; commits stay as they are (git rebase -i, reword)");
	return 0;
}

static enum message_source
source_of(const struct asking *a)
{
	if (a->o->title)
		return MESSAGE_TITLE;
	if (a->o->is_edit)
		return MESSAGE_EDIT;
	if (a->o->is_history || !a->file || strcmp(a->file, "-") == 0)
		return MESSAGE_HISTORY;
	return MESSAGE_EDIT;
}

static int
read_text(const char **text, size_t *len, const struct asking *a, struct error *err)
{
	struct arena *mem = a->cli->mem;
	char *read;
	int rc;

	if (a->o->title) {
		*text = a->o->title;
		*len = strlen(*text);
		return 0;
	}
	if (a->o->is_list || strcmp(a->file, "-") == 0)
		rc = fs_read_fd(&read, len, STDIN_FILENO,
			a->o->is_list ? LIST_BYTES : MESSAGE_BYTES, mem, err);
	else
		rc = fs_read(&read, len, a->file, MESSAGE_BYTES, mem, err);
	if (rc < 0)
		err->code = err->code == ERR_SYSTEM ? ERR_USAGE : err->code;
	else
		*text = read;
	return rc;
}

static int
fill(struct message_input *in, struct asking *a, const struct message_rules *rules,
	struct error *err)
{
	struct message_here here = {0};

	in->source = source_of(a);
	in->scopes = rules->scopes;
	in->is_edited = true;
	if (!a->site.has_index || a->o->is_list || a->o->title)
		return 0;
	return message_here_fill(in, &here, a->file, rules, &a->site.session, err);
}

static int
fix(struct message_input *in, const struct asking *a, struct message_rules *rules,
	struct error *err)
{
	bool is_file = a->file && strcmp(a->file, "-") != 0;
	struct arena *mem = a->cli->mem;
	struct message_fixed fixed;

	if (message_fix(&fixed, in, &rules->settings, mem, err) < 0)
		return -1;
	if (!is_file)
		buf_add(&a->cli->out, fixed.text, fixed.len);
	else if (fixed.done.n && fs_write_given(a->file, fixed.text, fixed.len, 0644, mem, err) < 0)
		return -1;
	if (fixed.done.n && !a->o->is_quiet)
		buf_addf(&a->cli->err, "tta-check: fixed: %s\n", strs_join(&fixed.done, ", ", mem));
	if (fixed.done.n) {
		in->text = fixed.text;
		in->len = fixed.len;
	}
	return 0;
}

static void
tell_one(const struct asking *a, const struct message_verdict *v)
{
	bool is_filter = a->o->is_fixing && (!a->file || strcmp(a->file, "-") == 0);
	struct buf *out = is_filter ? &a->cli->err : &a->cli->out;
	struct arena *mem = a->cli->mem;

	if (!v->is_valid) {
		buf_adds(out, "tta-check: refused: message (");
		text_add_line(out, message_tell_why(v, mem));
		buf_adds(out, ")\n");
	} else if (v->is_ignored && !a->o->is_quiet) {
		buf_addf(out, "tta-check: message not judged (%s)\n",
			v->why_ignored ? v->why_ignored : "ignored");
	} else if (!a->o->is_quiet) {
		buf_addf(out, "tta-check: message passed%s\n", v->n ? ", with warnings" : "");
	}
	if (!v->is_valid || !a->o->is_quiet)
		message_tell(out, v, mem);
}

static int
judge_one(struct asking *a, struct message_rules *rules, struct error *err)
{
	struct range_message m = {.is_asked = true};
	struct range_messages r = {.v = &m, .n = 1};
	struct message_input in = {0};

	if (read_text(&in.text, &in.len, a, err) < 0 || fill(&in, a, rules, err) < 0 ||
		(a->o->is_fixing && fix(&in, a, rules, err) < 0) ||
		message_judge(&m.verdict, &in, &rules->settings, a->cli->mem, err) < 0)
		return -1;
	if (a->format.form == FORM_TEXT)
		tell_one(a, &m.verdict);
	else if (a->format.form == FORM_LINES)
		message_report_line(&a->cli->out, &m, a->cli->mem);
	else
		message_report(a->cli, a->format.report, "a message", &r, rules->config);
	return m.verdict.is_valid ? EXIT_YES : EXIT_NO;
}

static void
tell_lines(struct cli *cli, const struct range_messages *r)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < r->n; i++) {
		message_report_line(&cli->out, &r->v[i], scratch);
		arena_clear(scratch);
	}
	arena_free(scratch);
}

static void
tell_many(const struct asking *a, const struct range_messages *r, const char *what)
{
	struct cli *cli = a->cli;

	if (a->format.form == FORM_REPORT) {
		message_report(cli, a->format.report, what, r, &a->site.session.config);
		return;
	}
	if (a->format.form == FORM_LINES) {
		tell_lines(cli, r);
		return;
	}
	if (r->nbad)
		buf_addf(&cli->out, "tta-check: refused: messages (%zu of %s)\n", r->nbad,
			text_count(r->n, a->o->is_list ? "message" : "commit", cli->mem));
	else if (!a->o->is_quiet && r->n && r->nasked == 0)
		buf_adds(&cli->out, "tta-check: no tta.ini in these trees, nothing is asked\n");
	else if (!a->o->is_quiet)
		buf_addf(&cli->out, "tta-check: %s passed\n",
			text_count(r->nasked, "message", cli->mem));
	if (r->nbad || !a->o->is_quiet)
		message_range_tell(&cli->out, r, cli->mem);
}

static int
judge_list(struct asking *a, struct message_rules *rules, struct error *err)
{
	struct arena *mem = a->cli->mem, *scratch;
	struct range_messages r = {0};
	struct message_input in = {0};
	const char *text, *end;
	size_t len, cap = 0;
	int rc = 0;

	if (read_text(&text, &len, a, err) < 0 || fill(&in, a, rules, err) < 0)
		return -1;
	scratch = arena_new();
	end = text + len;
	for (const char *p = text; rc == 0 && p < end; p += in.len + 1) {
		struct range_message m = {.number = r.n, .is_asked = true};

		in.text = p;
		in.len = strlen(p); /* a NUL is behind the last one as well */
		rc = message_judge(&m.verdict, &in, &rules->settings, scratch, err);
		message_verdict_keep(&m.verdict, mem);
		r.v = arena_grow(mem, r.v, r.n, &cap, sizeof(*r.v));
		r.v[r.n++] = m;
		message_range_count(&r, &m);
		arena_clear(scratch);
	}
	arena_free(scratch);
	if (rc < 0)
		return error_wrap(err, "message %zu", r.n - 1);
	tell_many(a, &r, "messages");
	return r.nbad ? EXIT_NO : EXIT_YES;
}

/* Commits that to has and from has not, nor what came before `since`. */
static int
find_commits(struct committed **out, size_t *n, struct asking *a, const struct oid *from,
	const struct oid *to, struct error *err)
{
	struct session *s = &a->site.session;
	struct arena *mem = a->cli->mem;
	const char *since = s->config.tta.since;
	struct oids hidden = {0};
	struct oid commit, tree;

	oids_add(&hidden, from, mem);
	if (since) {
		if (object_revision(&commit, &tree, &s->repo, since, err) < 0)
			return error_wrap(err, "since");
		oids_add(&hidden, &commit, mem);
	}
	return committed_range(out, n, &s->repo, to, &hidden, mem, err);
}

static int
find_ends(struct oid *from, struct oid *to, struct asking *a, struct error *err)
{
	struct session *s = &a->site.session;
	const char *to_ref = a->o->to_ref ? a->o->to_ref : "HEAD";
	struct oid tree;

	if (object_revision(from, &tree, &s->repo, a->o->from_ref, err) < 0 ||
		object_revision(to, &tree, &s->repo, to_ref, err) < 0)
		return -1;
	if (!from->size || !to->size)
		return error_set(
			err, ERR_USAGE, "'%s' is no commit", from->size ? to_ref : a->o->from_ref);
	session_reset(s);
	if (judged_open(&s->judged, &s->repo, to, s->cli->mem, err) < 0)
		return -1;
	return session_config(s, err);
}

static int
judge_range(struct asking *a, struct error *err)
{
	struct session *s = &a->site.session;
	struct message_configs *configs = NULL;
	struct range_policy policy = {0};
	struct range_messages r = {0};
	struct committed *commits = NULL;
	struct oid from, to;
	size_t n = 0;
	int status = -1;

	repo_trust_objects();
	if (find_ends(&from, &to, a, err) < 0 || find_commits(&commits, &n, a, &from, &to, err) < 0)
		return -1;
	if (message_configs_open(&configs, s, a->mode, err) == 0 &&
		message_range_judge(&r, s, configs, commits, n, &policy, err) == 0) {
		tell_many(a, &r,
			arena_printf(a->cli->mem, "%s..%s", a->o->from_ref,
				a->o->to_ref ? a->o->to_ref : "HEAD"));
		status = r.nbad ? EXIT_NO : EXIT_YES;
	}
	message_configs_close(configs);
	return status;
}

static int
judge_texts(struct asking *a, struct error *err)
{
	struct message_rules rules = {0};
	int status = -1;

	if (message_rules_open(&rules, &a->site.session.config, a->mode, a->cli->mem, err) == 0)
		status = a->o->is_list ? judge_list(a, &rules, err) : judge_one(a, &rules, err);
	message_rules_close(&rules);
	return status;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct asking a = {.cli = cli, .o = values, .file = operands->n ? operands->v[0] : NULL};
	struct error err = {0};
	int status = -1;

	if (a.o->explain)
		return explain(cli, a.o->explain);
	if (a.o->is_rules) {
		rule_markdown(&cli->out);
		return EXIT_YES;
	}
	if (check(&a, &err) == 0 && read_mode(&a, &err) == 0 &&
		message_format_read(&a.format, a.o->format, cli->mem, &err) == 0 &&
		message_site_open(&a.site, cli, a.o->from_ref != NULL, &err) == 0)
		status = a.o->from_ref ? judge_range(&a, &err) : judge_texts(&a, &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	message_site_close(&a.site);
	return status;
}

const struct cli_command cmd_message = {
	.name = "message",
	.summary = "judge commit messages",
	.group = "judge",
	.usage = "FILE [HOW]\n- [HOW]\n--from-ref REV [--to-ref REV] [HOW]\n--title TEXT "
		 "[HOW]\n--stdin0 [HOW]\n--explain RULE\n--rules",
	.details =
		"A file is judged as the hook would: by the staged tta.ini, for what is staged.\n"
		"The commits of a range are judged each by the tta.ini of its own tree; those\n"
		"without one, and those before [tta] since, are not asked.\n",
	.options = rows,
	.size = sizeof(struct options),
	.max = 1,
	.run = run,
};

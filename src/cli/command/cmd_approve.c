/* SPDX-License-Identifier: MIT */
/*
 * cmd_approve -- `tta-check approve SPEC`: a human approves the specification as it is staged.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/maturity/vouch.h"
#include "cli/option.h"
#include "gates/paper/paper.h"
#include "gates/paper/spec.h"
#include "git/repo/plumbing.h"
#include "model/finding.h"
#include "model/oid.h"
#include "model/outcome.h"

struct approve_options {
	const char *component;
	bool is_signed, is_plain;
};

#define FIELD(member) offsetof(struct approve_options, member)
static const struct option options[] = {
	{"component", '\0', OPTION_TEXT, "C", NULL, FIELD(component), NULL,
		"whose specification it is, where several components name the file"},
	{"sign", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_signed), NULL,
		"refuse to record it without a signature by git's SSH key"},
	{"no-sign", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_plain), NULL,
		"do not sign, though git is set up to"},
	{0},
};

static int
find_component(const struct component **out, const struct vouch *v, const char *named,
	const char *path, struct error *err)
{
	const struct components *all = &v->s.config.components;

	*out = NULL;
	if (named && session_component(out, &v->s, named, err) < 0)
		return -1;
	for (size_t i = 0; i < all->n; i++) {
		const struct component *c = &all->v[i];

		if (!c->spec || strcmp(c->spec, path) != 0 || (named && c != *out))
			continue;
		if (*out && !named)
			return error_set(err, ERR_USAGE,
				"'%s' is the specification of %s and %s; say --component", path,
				(*out)->name, c->name);
		*out = c;
		if (named)
			return 0;
	}
	if (*out && !named)
		return 0;
	return error_set(err, ERR_USAGE, "'%s' is not the `spec` of %s in %s", path,
		named ? arena_printf(v->s.cli->mem, "component '%s'", named) : "a component",
		v->s.config.file);
}

/* What has changed since it was approved, as git shows it. */
static void
show_difference(struct vouch *v, const char *from, const char *to)
{
	const char *const args[] = {
		"diff", "--no-color", "--no-ext-diff", "--no-textconv", from, to, NULL};
	const struct plumbing what = {.args = args};
	struct plumbing_text text;
	struct error err;
	struct cli *cli = v->s.cli;

	if (plumbing_run(&text, &v->s.repo, &what, cli->mem, &err) < 0)
		buf_adds(&cli->out, "what was approved then is not here any more\n");
	else
		text_add_utf8(&cli->out, text.data, text.len);
}

static void
show_history(struct vouch *v, const char *path)
{
	const struct approval *before = approval_find(&v->before, v->record.component);
	struct buf *out = &v->s.cli->out;

	if (!before) {
		buf_adds(out, "nobody has approved it before\n");
		return;
	}
	buf_addf(out, "%s approved %s on %.10s%s\n", before->by,
		strcmp(before->blob, v->record.blob) == 0 ? "this very text" : "an earlier one",
		before->at, before->signature ? ", signed" : "");
	if (strcmp(before->spec, path) == 0 && strcmp(before->blob, v->record.blob) != 0)
		show_difference(v, before->blob, v->record.blob);
}

/* What is not complete is not approved: an approval would say what is not there. */
static int
check_complete(
	struct vouch *v, const struct component *c, const struct blob *text, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	struct findings found = {0};
	struct spec_rules rules;
	struct strs none = {0};
	size_t n = 0;
	struct spec spec = {.path = c->spec,
		.rules = &rules,
		.config = &v->s.config,
		.component = c,
		.target = c->target,
		.found = &found,
		.mem = mem};

	if (spec_rules_read(&rules, &none, mem, err) < 0 || spec_judge(&spec, text, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < found.n; i++)
		n += !found.v[i].is_advice;
	if (n)
		buf_addf(&v->s.cli->out, "it is not complete: %s; see `tta-check spec %s`\n",
			text_count(n, "finding", mem), text_path(c->spec, mem));
	return 0;
}

static int
show(struct vouch *v, const struct component *c, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const struct blob_source *tree = &v->s.judged.source;
	struct buf *out = &v->s.cli->out;
	struct tree_entry e;
	struct blob text;
	size_t lines = 0;
	bool is_there;

	if (tree->find(tree->ctx, &e, &is_there, c->spec, mem, err) < 0)
		return -1;
	if (!is_there || !mode_is_regular(e.mode))
		return error_set(err, ERR_USAGE, "'%s' is not staged; git add it first", c->spec);
	if (paper_read(&text, &is_there, tree, c->spec, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	v->record.blob = oid_hex(&e.id, mem);
	buf_addf(out, "component %s (%s)\nspecification ", c->name,
		v->s.config.stages.v[c->target].name);
	text_add_path(out, c->spec);
	buf_addf(out, ", as staged: %s, %.10s\n", text_count(lines, "line", mem), v->record.blob);
	show_history(v, c->spec);
	return check_complete(v, c, &text, err);
}

static int
approve(struct vouch *v, const struct approve_options *o, const char *given, struct error *err)
{
	const struct component *c;
	const char *path;
	bool is_sure;

	if (session_path(&path, &v->s, given, err) < 0 ||
		find_component(&c, v, o->component, path, err) < 0)
		return -1;
	v->record.kind = APPROVAL_SPEC;
	v->record.component = c->name;
	v->record.spec = c->spec;
	if (show(v, c, err) < 0 || vouch_ask(&is_sure, v, err) < 0)
		return -1;
	if (!is_sure)
		return EXIT_NO;
	return vouch_record(v, err) < 0 ? -1 : EXIT_YES;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct approve_options *o = values;
	struct error err = {0};
	struct vouch v = {0};
	int status = -1;

	if (o->is_signed && o->is_plain)
		return cli_usage(cli, "'--sign' and '--no-sign' exclude each other");
	if (vouch_open(&v, cli,
		    o->is_signed  ? VOUCH_SIGN
		    : o->is_plain ? VOUCH_PLAIN
				  : VOUCH_AUTO,
		    &err) == 0)
		status = approve(&v, o, operands->v[0], &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	vouch_close(&v);
	return status;
}

const struct cli_command cmd_approve = {
	.name = "approve",
	.summary = "a human approves a specification as it is staged",
	.group = "papers",
	.usage = "SPEC [--component C] [--[no-]sign]",
	.details = "Shows what is approved and what changed since the last time, asks for the "
		   "component's name, and records name, mail, time and blob in "
		   ".tta/approvals.ini. Another content is another specification: the gate "
		   "`approval` asks again. With gpg.format = ssh and user.signingKey the record is "
		   "signed; where [tta] names `signers`, only signed ones of theirs count.",
	.options = options,
	.size = sizeof(struct approve_options),
	.min = 1,
	.max = 1,
	.run = run,
};

/* SPDX-License-Identifier: MIT */
/* cmd_install -- `tta-check install`: our hooks in this repository. */
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/install/hookfile.h"
#include "cli/install/install.h"
#include "cli/option.h"
#include "cli/session.h"
#include "git/repo/installed.h"
#include "git/repo/plumbing.h"

struct options {
	bool force, is_merge_driver;
	const char *hooks;
	bool has_template;
};

static const struct option rows[] = {
	{"force", 'f', OPTION_FLAG, NULL, NULL, offsetof(struct options, force), NULL,
		"install also where the hooks folder serves other repositories, or where a hook "
		"was kept before"},
	{"hooks", '\0', OPTION_TEXT, "LIST", NULL, offsetof(struct options, hooks), NULL,
		"only these, apart at commas; else all: pre-commit, pre-merge-commit, commit-msg, "
		"post-commit, pre-push"},
	{"merge-driver", '\0', OPTION_FLAG, NULL, NULL, offsetof(struct options, is_merge_driver),
		NULL,
		"also a merge driver for baselines of secrets, `tta-secrets`; .gitattributes says "
		"for which file"},
	{"template", '\0', OPTION_FLAG, NULL, NULL, offsetof(struct options, has_template), NULL,
		"with prepare-commit-msg, which offers a header with the staged component as scope "
		"where the editor opens empty"},
	{0},
};

/* Whether HEAD has a tta.ini; an unborn branch has not. */
static int
head_has_config(bool *out, struct session *s, struct error *err)
{
	struct tree_entry entry;
	struct judged head;
	int rc;

	*out = false;
	if (s->repo.is_unborn)
		return 0;
	if (judged_open(&head, &s->repo, &s->repo.head, s->cli->mem, err) < 0)
		return -1;
	rc = head.source.find(head.source.ctx, &entry, out, CONFIG_FILE, s->cli->mem, err);
	judged_release(&head);
	return rc;
}

/* git runs it through a shell. */
static int
set_merge_driver(struct session *s, struct error *err)
{
	static const char name[] = "merge.tta-secrets.name", driver[] = "merge.tta-secrets.driver";
	struct arena *mem = s->cli->mem;
	struct plumbing_text said;
	struct buf command;
	int rc;

	buf_init(&command, (size_t)64 << 10);
	text_add_shell(&command, s->cli->self ? s->cli->self : "tta-check");
	buf_adds(&command, " secrets merge %O %A %B");
	rc = plumbing_run(&said, &s->repo,
		&(struct plumbing){.args = (const char *const[]){"config", "--local", name,
					   "baselines of secrets (tta-check)", NULL},
			.is_for_user = true},
		mem, err);
	if (rc == 0)
		rc = plumbing_run(&said, &s->repo,
			&(struct plumbing){.args = (const char *const[]){"config", "--local",
						   driver, command.data, NULL},
				.is_for_user = true},
			mem, err);
	buf_release(&command);
	if (rc == 0)
		buf_adds(&s->cli->out,
			"merge driver tta-secrets: set; .gitattributes: .secrets.baseline "
			"merge=tta-secrets\n");
	return rc;
}

/* What was asked for once stays so: an upgrade brings it along. */
static bool
has_optional(const struct session *s)
{
	struct installed known;

	return s->repo.git && installed_read(&known, &s->repo, s->cli->mem) &&
	       strs_has(&known.hooks, HOOK_OPTIONAL);
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct options *o = values;
	struct session s = {0};
	struct error err = {0};
	struct strs hooks = {0};
	struct install_request q = {.repo = &s.repo,
		.programs = cli_env(cli, "TTA_LIBEXEC"),
		.self = cli->self,
		.path = cli_env(cli, "PATH"),
		.is_forced = o->force};
	int status = 0;

	(void)operands;
	if (o->hooks && o->has_template)
		return cli_usage(cli, "'--template' is for all hooks; name prepare-commit-msg in "
				      "'--hooks'");
	q.hooks = o->hooks ? &hooks : NULL;
	if ((o->hooks && install_hook_list(&hooks, o->hooks, cli->mem, &err) < 0) ||
		session_open(&s, cli, false, &err) < 0 ||
		head_has_config(&q.has_config, &s, &err) < 0)
		status = cli_fail(cli, &err);
	q.has_optional = o->has_template || has_optional(&s);
	if (status == 0 && (install_hooks(&cli->out, &q, cli->mem, &err) < 0 ||
				   (o->is_merge_driver && set_merge_driver(&s, &err) < 0)))
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_install = {
	.name = "install",
	.summary = "put the hooks into this repository",
	.group = "set up",
	.usage = "[--force] [--hooks LIST | --template] [--merge-driver]",
	.details =
		"A hook that is there is kept as NAME.before-tta and runs first, with the same\n"
		"arguments and input; uninstall puts it back.  core.hooksPath of the repository "
		"or\n"
		"the worktree is honoured; one that is set for other repositories too is refused.\n"
		"PATH is remembered: where a git client that no shell started runs the hooks,\n"
		"their gates look for tools in its folders too.  Until a tta.ini is committed "
		"the\n"
		"hooks pass.\n",
	.options = rows,
	.size = sizeof(struct options),
	.run = run,
};

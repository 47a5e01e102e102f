/* SPDX-License-Identifier: MIT */
/* cmd_check_install -- `tta-check check-install`: are the hooks in place?  Exit 0 or 1. */
#include <stdbool.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/install/install.h"
#include "cli/option.h"
#include "cli/session.h"

struct options {
	const char *hooks;
};

static const struct option rows[] = {
	{"hooks", '\0', OPTION_TEXT, "LIST", NULL, offsetof(struct options, hooks), NULL,
		"only these, apart at commas; else those that were installed"},
	{0},
};

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct options *o = values;
	struct session s = {0};
	struct strs hooks = {0};
	struct error err = {0};
	struct install_request q = {.repo = &s.repo, .path = cli_env(cli, "PATH")};
	bool is_good = false;
	int status;

	(void)operands;
	q.hooks = o->hooks ? &hooks : NULL;
	if ((o->hooks && install_hook_list(&hooks, o->hooks, cli->mem, &err) < 0) ||
		session_open(&s, cli, false, &err) < 0 ||
		check_hooks(&is_good, &cli->out, &q, cli->mem, &err) < 0)
		status = cli_fail(cli, &err);
	else
		status = is_good ? 0 : 1;
	session_close(&s);
	return status;
}

const struct cli_command cmd_check_install = {
	.name = "check-install",
	.summary = "say whether git runs our hooks here (exit 0) or not (exit 1)",
	.group = "set up",
	.usage = "[--hooks LIST]",
	.details = "A hook that is missing, empty, not executable or a link to nothing lets every\n"
		   "commit and push pass without a word; this command says it.\n",
	.options = rows,
	.size = sizeof(struct options),
	.run = run,
};

/* SPDX-License-Identifier: MIT */
/* cmd_uninstall -- `tta-check uninstall`: what was there before, again. */
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/install/install.h"
#include "cli/session.h"

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct session s = {0};
	struct error err = {0};
	struct install_request q = {.repo = &s.repo};
	int status = 0;

	(void)values, (void)operands;
	if (session_open(&s, cli, false, &err) < 0 ||
		uninstall_hooks(&cli->out, &q, cli->mem, &err) < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_uninstall = {
	.name = "uninstall",
	.summary = "take the hooks away and put back what was there",
	.group = "set up",
	.usage = "",
	.details = "A hook that is not ours, or no longer, is left as it is and named.\n",
	.run = run,
};

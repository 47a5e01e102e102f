/* SPDX-License-Identifier: MIT */
/* main -- tta-check: from argv to a command and its exit status. */
#include "base/proc.h"
#include "cli/cli.h"
#include "cli/commands.h"

extern char **environ;

int
main(int argc, char **argv)
{
	struct cli cli;
	struct strs args = {0};
	int status;

	proc_prepare_self(false);
	cli_open(&cli, argc > 0 ? argv[0] : NULL, (const char *const *)environ);
	for (int i = 1; i < argc; i++)
		strs_add(&args, argv[i], cli.mem);
	status = commands_run(&cli, &args);
	return cli_close(&cli, status);
}

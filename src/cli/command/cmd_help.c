/* SPDX-License-Identifier: MIT */
/* cmd_help -- `tta-check help [COMMAND]`: what --help says, and the reference of all commands. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/help.h"

struct help_options {
	bool is_markdown;
};

static const struct option options[] = {
	{"markdown", '\0', OPTION_FLAG, NULL, NULL, offsetof(struct help_options, is_markdown),
		NULL, "everything, as docs/commands.md has it"},
	{0},
};

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct help_options *o = values;
	const struct cli_command *c;

	if (o->is_markdown) {
		help_markdown(&cli->out, cli->mem);
		return 0;
	}
	if (operands->n == 0) {
		help_overview(&cli->out, cli->mem);
		return 0;
	}
	c = commands_find(operands->v[0]);
	if (!c)
		return commands_unknown(cli, operands->v[0]);
	help_command(&cli->out, c, cli->mem);
	return 0;
}

const struct cli_command cmd_help = {
	.name = "help",
	.summary = "say what a command does and takes",
	.group = "look",
	.usage = "[COMMAND]",
	.options = options,
	.size = sizeof(struct help_options),
	.max = 1,
	.run = run,
};

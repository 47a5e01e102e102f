/* SPDX-License-Identifier: MIT */
/* cmd_fix -- `tta-check fix`: what `tta-check run --fix` does, for those who want no more. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct run_request request;
	struct error err = {0};

	if (run_request_read(&request, values, operands, cli->mem, &err) < 0)
		return cli_fail(cli, &err);
	request.is_fixing = true;
	cli_color(cli, request.color);
	return judge_run(cli, &request);
}

const struct cli_command cmd_fix = {
	.name = "fix",
	.summary = "run the fixers of the gates that say no, and stage what they do",
	.group = "judge",
	.usage = "[WHAT] [WHICH] [HOW]",
	.details = "The change is judged first; only gates that say no and have a `fix`, or a "
		   "built-in "
		   "that can mend, are run. They work on what is staged, in a snapshot. What they "
		   "change "
		   "is staged, and merged into the files of the work tree: unstaged edits stay, "
		   "and stay "
		   "unstaged. Where they and a fixer change the same lines, that file is left as "
		   "it is, "
		   "and the difference is shown. Then what said no is judged again.",
	.options = fix_option_rows,
	.size = sizeof(struct run_flags),
	.max = CLI_ANY_OPERANDS,
	.run = run,
};

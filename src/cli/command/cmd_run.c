/* SPDX-License-Identifier: MIT */
/* cmd_run -- `tta-check run`, and `tta-check` alone, which rehearses the push. */
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
	if (request.config_from && cli->config)
		return cli_usage(cli, "'--config' and '--config-from' name two configurations; "
				      "which is it?");
	cli->config_from = request.config_from;
	cli_color(cli, request.color);
	return judge_run(cli, &request);
}

static int
rehearse(struct cli *cli, const void *values, const struct strs *operands)
{
	struct run_request request;
	struct error err = {0};

	if (run_request_read(&request, values, operands, cli->mem, &err) < 0)
		return cli_fail(cli, &err);
	request.what = RUN_REHEARSAL;
	request.hook_stage = "pre-push";
	cli_color(cli, request.color);
	return judge_run(cli, &request);
}

const struct cli_command cmd_run = {
	.name = "run",
	.summary = "run the gates that a change owes",
	.group = "judge",
	.usage = "[WHAT] [WHICH] [HOW]",
	.options = run_option_rows,
	.size = sizeof(struct run_flags),
	.max = CLI_ANY_OPERANDS,
	.run = run,
};

const struct cli_command cmd_rehearse = {
	.name = "",
	.summary = "rehearse the push: the staged changes, if there are any, as pre-commit would; "
		   "then the unpushed commits as pre-push would",
	.group = "judge",
	.usage = "",
	.options = rehearse_option_rows,
	.size = sizeof(struct run_flags),
	.run = rehearse,
};

/* SPDX-License-Identifier: MIT */
/*
 * commands -- the table of commands, and the way from argv to one of them.
 */
#ifndef TTA_CLI_COMMANDS_H
#define TTA_CLI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strs.h"
#include "cli/option.h"

struct cli;
struct cli_command;

extern const struct cli_command *const commands[]; /* in the order of help */
extern const size_t ncommands;
extern const struct option global_options[]; /* may stand before and behind the command */

struct global_values {
	struct strs dirs;   /* -C: each relative to the one before */
	const char *config; /* -c */
	bool is_help, is_version;
};

extern const struct cli_command cmd_rehearse; /* `tta-check` alone; not in the table */
extern const struct cli_command cmd_run, cmd_fix, cmd_list, cmd_explain, cmd_config, cmd_help;
extern const struct cli_command cmd_log, cmd_cache, cmd_message, cmd_secrets, cmd_spec, cmd_approve,
	cmd_attest;
extern const struct cli_command cmd_status, cmd_promote, cmd_demote;
extern const struct cli_command cmd_install, cmd_uninstall, cmd_check_install;

const struct cli_command *commands_find(const char *name);
/* Says that there is no such command, with the nearest one; returns 2. */
int commands_unknown(struct cli *cli, const char *name);
/* args without the program's name.  Returns the exit status. */
int commands_run(struct cli *cli, const struct strs *args);

#endif

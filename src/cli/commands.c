/* SPDX-License-Identifier: MIT */
/*
 * commands -- see commands.h.  Global options may stand on either side of the command; an option
 * of a command stands behind it.
 */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/help.h"

#define FIELD(member) offsetof(struct global_values, member)

const struct option global_options[] = {
	{"dir", 'C', OPTION_LIST, "DIR", NULL, FIELD(dirs), "global options",
		"work as if started in DIR"},
	{"config", 'c', OPTION_TEXT, "FILE", NULL, FIELD(config), "global options",
		"this file in place of the tta.ini of the judged tree"},
	{"help", 'h', OPTION_FLAG, NULL, NULL, FIELD(is_help), "global options", "say this"},
	{"version", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_version), "global options",
		"say which version this is"},
	{0},
};

const struct cli_command *const commands[] = {
	&cmd_run,
	&cmd_fix,
	&cmd_message,
	&cmd_secrets,
	&cmd_list,
	&cmd_explain,
	&cmd_config,
	&cmd_log,
	&cmd_cache,
	&cmd_help,
	&cmd_status,
	&cmd_promote,
	&cmd_demote,
	&cmd_spec,
	&cmd_approve,
	&cmd_attest,
	&cmd_install,
	&cmd_uninstall,
	&cmd_check_install,
};
const size_t ncommands = countof(commands);

const struct cli_command *
commands_find(const char *name)
{
	for (size_t i = 0; i < ncommands; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

int
commands_unknown(struct cli *cli, const char *name)
{
	struct strs known = {0};
	const char *near;

	for (size_t i = 0; i < ncommands; i++)
		strs_add(&known, commands[i]->name, cli->mem);
	near = text_nearest(name, &known);
	if (near)
		return cli_usage(cli, "unknown command '%s'; did you mean '%s'?", name, near);
	return cli_usage(cli, "unknown command '%s'; see `tta-check help`", name);
}

/* Follows -C and takes -c over. */
static int
enter(struct cli *cli, const struct global_values *global, struct error *err)
{
	for (size_t i = 0; i < global->dirs.n; i++) {
		if (chdir(global->dirs.v[i]) < 0) {
			error_errno(err, "cannot change to '%s'", global->dirs.v[i]);
			err->code = ERR_USAGE;
			return -1;
		}
	}
	cli->config = global->config;
	return 0;
}

static int
check_operands(const struct cli_command *c, const struct strs *operands, struct error *err)
{
	if (operands->n < c->min)
		return error_set(err, ERR_USAGE, "%s needs more words; see `tta-check help %s`",
			c->name, c->name);
	if (operands->n > c->max)
		return error_set(err, ERR_USAGE, "unexpected word '%s'; see `tta-check help %s`",
			operands->v[c->max], c->name);
	return 0;
}

/* The command is known, its words are read. */
static int
start(struct cli *cli, const struct cli_command *c, const struct global_values *global,
	const void *values, const struct strs *operands)
{
	struct error err = {0};

	if (global->is_version) {
		buf_adds(&cli->out, "tta-check " TTA_VERSION "\n");
		return 0;
	}
	if (global->is_help) {
		if (c == &cmd_rehearse)
			help_overview(&cli->out, cli->mem);
		else
			help_command(&cli->out, c, cli->mem);
		return 0;
	}
	if (check_operands(c, operands, &err) < 0 || enter(cli, global, &err) < 0)
		return cli_fail(cli, &err);
	return c->run(cli, values, operands);
}

/* Has any option been stored that is not the default?  Options structs start zeroed. */
static bool
is_untouched(const unsigned char *values, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (values[i])
			return false;
	}
	return true;
}

int
commands_run(struct cli *cli, const struct strs *args)
{
	const struct cli_command *c = &cmd_rehearse;
	struct global_values global = {0};
	struct strs operands = {0};
	struct error err = {0};
	void *values = arena_alloc(cli->mem, 1, c->size);
	struct option_set sets[] = {{global_options, &global}, {c->options, values}};
	struct option_words words = {.v = args->v, .n = args->n, .is_leading = true};

	if (options_read(&operands, sets, countof(sets), &words, cli->mem, &err) < 0)
		return cli_fail(cli, &err);
	if (words.at < words.n) {
		c = commands_find(words.v[words.at]);
		if (!c)
			return commands_unknown(cli, words.v[words.at]);
		if (!is_untouched(values, cmd_rehearse.size))
			return cli_usage(cli, "options of '%s' stand behind it", c->name);
		values = arena_alloc(cli->mem, 1, c->size);
		sets[1] = (struct option_set){c->options, values};
		words.at++;
		words.is_leading = false;
		if (options_read(&operands, sets, countof(sets), &words, cli->mem, &err) < 0) {
			error_wrap(&err, "%s", c->name);
			return cli_fail(cli, &err);
		}
	}
	return start(cli, c, &global, values, &operands);
}

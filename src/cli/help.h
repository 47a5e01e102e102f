/* SPDX-License-Identifier: MIT */
/*
 * help -- what commands and options are, in words out of their tables.
 */
#ifndef TTA_CLI_HELP_H
#define TTA_CLI_HELP_H

struct arena;
struct buf;
struct cli_command;

/* All commands, a line each, in their groups, and the global options. */
void help_overview(struct buf *out, struct arena *mem);
void help_command(struct buf *out, const struct cli_command *c, struct arena *mem);
/* All of it as Markdown, for docs/commands.md. */
void help_markdown(struct buf *out, struct arena *mem);

#endif

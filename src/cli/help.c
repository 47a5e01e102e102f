/* SPDX-License-Identifier: MIT */
/*
 * help -- see help.h.  Nothing is said here that a table does not say.
 */
#include "cli/help.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/commands.h"

#define WIDTH 79
#define COLUMN 28 /* where the sentences begin */

/* Words of text from column at on, lines broken before WIDTH and indented to column. */
static void
add_wrapped(struct buf *out, const char *text, size_t at, size_t column, struct arena *mem)
{
	struct strs words = {0};

	strs_split(&words, text, mem);
	if (at && at + 2 > column) {
		buf_addc(out, '\n');
		at = 0;
	}
	buf_addf(out, "%*s", (int)(column - at), "");
	at = column;
	for (size_t i = 0; i < words.n; i++) {
		size_t n = strlen(words.v[i]);

		if (i && at + 1 + n > WIDTH) {
			buf_addf(out, "\n%*s", (int)column, "");
			at = column;
		} else if (i) {
			buf_addc(out, ' ');
			at++;
		}
		buf_adds(out, words.v[i]);
		at += n;
	}
	buf_addc(out, '\n');
}

/* "-j, --jobs N", and how it may be repeated. */
static const char *
option_synopsis(const struct option *o, struct arena *mem)
{
	struct buf b;
	const char *text;

	buf_init(&b, 1024);
	if (o->letter)
		buf_addf(&b, "-%c, ", o->letter);
	buf_addf(&b, "--%s", o->name);
	if (o->kind == OPTION_MAYBE)
		buf_addf(&b, " [%s]", o->argument);
	else if (o->argument)
		buf_addf(&b, " %s", o->argument);
	if (o->kind == OPTION_WORDS)
		buf_adds(&b, "...");
	text = arena_strdup(mem, b.data);
	buf_release(&b);
	return text;
}

static const char *
group_of(const struct option *o)
{
	return o->group ? o->group : "options";
}

static void
add_options(struct buf *out, const struct option *rows, struct arena *mem)
{
	for (const struct option *o = rows; o && o->name; o++) {
		const char *synopsis = option_synopsis(o, mem);
		int indent = o->letter ? 2 : 6;

		if (o == rows || strcmp(group_of(o), group_of(o - 1)) != 0)
			buf_addf(out, "\n%s\n", group_of(o));
		buf_addf(out, "%*s%s", indent, "", synopsis);
		add_wrapped(out, o->help, (size_t)indent + strlen(synopsis), COLUMN, mem);
	}
}

static void
add_usage(struct buf *out, const struct cli_command *c, struct arena *mem)
{
	const char *line = c->usage;
	const char *intro = "usage:";

	do {
		size_t n = strcspn(line, "\n");
		const char *space = n ? " " : "";

		buf_addf(out, "%s tta-check %s%s%s\n", intro, c->name, space,
			arena_strndup(mem, line, n));
		intro = "      ";
		line += n;
		line += *line == '\n';
	} while (*line);
}

/* Paragraphs are filled; one whose first line is indented is left as it is. */
static void
add_details(struct buf *out, const char *text, struct arena *mem)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t n = end ? (size_t)(end - text) : strlen(text);
		const char *paragraph = arena_strndup(mem, text, n);

		buf_addc(out, '\n');
		if (*paragraph == ' ')
			buf_addf(out, "%s\n", paragraph);
		else
			add_wrapped(out, paragraph, 0, 0, mem);
		text += n + (end ? 2 : 0);
	}
}

void
help_command(struct buf *out, const struct cli_command *c, struct arena *mem)
{
	add_usage(out, c, mem);
	buf_addc(out, '\n');
	add_wrapped(out, c->summary, 0, 0, mem);
	if (c->details)
		add_details(out, c->details, mem);
	add_options(out, c->options, mem);
	add_options(out, global_options, mem);
}

void
help_overview(struct buf *out, struct arena *mem)
{
	buf_adds(out, "usage: tta-check [-C DIR] [-c FILE] [COMMAND [OPTION]... [WORD]...]\n\n"
		      "Without a command:\n");
	add_wrapped(out, cmd_rehearse.summary, 0, 2, mem);
	for (size_t i = 0; i < ncommands; i++) {
		const struct cli_command *c = commands[i];

		if (i == 0 || strcmp(c->group, commands[i - 1]->group) != 0)
			buf_addf(out, "\n%s\n", c->group);
		buf_addf(out, "  %s", c->name);
		add_wrapped(out, c->summary, 2 + strlen(c->name), 18, mem);
	}
	add_options(out, cmd_rehearse.options, mem);
	add_options(out, global_options, mem);
	buf_adds(out, "\nexit status\n"
		      "  0 all passed   1 a gate said no   2 usage or configuration\n"
		      "  3 could not judge (a tool is missing, a disk is full, ...)\n"
		      "\n`tta-check help COMMAND` says more about one.\n");
}

static void
add_markdown_options(struct buf *out, const struct option *rows, struct arena *mem)
{
	for (const struct option *o = rows; o && o->name; o++) {
		if (o == rows || strcmp(group_of(o), group_of(o - 1)) != 0)
			buf_addf(out, "\n| %s | |\n|---|---|\n", group_of(o));
		buf_addf(out, "| `%s` | %s |\n", option_synopsis(o, mem), o->help);
	}
}

/* An indented paragraph is made code by two more blanks. */
static void
add_markdown_details(struct buf *out, const char *text, struct arena *mem)
{
	struct buf details;

	buf_init(&details, (size_t)1 << 20);
	add_details(&details, text, mem);
	for (const char *p = details.data; *p;) {
		size_t n = strcspn(p, "\n");

		buf_addf(out, "%s%s\n", *p == ' ' ? "  " : "", arena_strndup(mem, p, n));
		p += n;
		p += *p == '\n';
	}
	buf_release(&details);
}

void
help_markdown(struct buf *out, struct arena *mem)
{
	buf_adds(out, "# Commands\n\nMade by `tta-check help --markdown` out of the tables of "
		      "options; `make docs` writes it again.\n\n## tta-check\n\nWithout a "
		      "command: ");
	buf_addf(out, "%s.\n", cmd_rehearse.summary);
	add_markdown_options(out, cmd_rehearse.options, mem);
	add_markdown_options(out, global_options, mem);
	for (size_t i = 0; i < ncommands; i++) {
		const struct cli_command *c = commands[i];

		buf_addf(out, "\n## tta-check %s\n\n```\n", c->name);
		add_usage(out, c, mem);
		buf_addf(out, "```\n\n%s.\n", c->summary);
		if (c->details)
			add_markdown_details(out, c->details, mem);
		add_markdown_options(out, c->options, mem);
	}
}

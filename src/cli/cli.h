/* SPDX-License-Identifier: MIT */
/*
 * cli -- what every command is given, and the one place that prints.
 *
 * Sequence:  cli_open(), work, cli_close(), which flushes.  A command adds to out and err;
 *            cli_flush() writes them to descriptors 1 and 2.  A reader that went away (EPIPE)
 *            changes nothing, least of all the exit status.
 * Ownership: mem lives until cli_close(); everything a command makes may live in it.
 * Errors:    printed once, by cli_fail(), as "tta-check: message".
 */
#ifndef TTA_CLI_CLI_H
#define TTA_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/strs.h"
#include "base/term.h"

struct arena;
struct option;
struct remembered;

struct cli {
	struct arena *mem;
	const char *const *environ;
	const char *self; /* this program's own path, absolute; NULL: cannot be told */
	struct buf out, err;
	struct term out_term, err_term;
	size_t nreports;            /* judgements reported so far */
	size_t nlogs;               /* judgements whose logs were kept so far */
	const char *config;         /* -c FILE, as given; NULL: the tta.ini of the judged tree */
	const char *config_from;    /* --config-from REV: that of its tree instead; or NULL */
	struct remembered *answers; /* what `tool` of gates said in this run (tool_evidence.h) */
	bool is_unwritten;          /* something meant for standard output could not be written */
};

/*
 * A command of tta-check.  Each cmd_NAME.c defines one, src/cli/commands.c lists them.
 * Operands outside [min, max] are refused before run is called.
 */
struct cli_command {
	const char *name, *summary;
	const char *group;   /* heading in the help of tta-check */
	const char *usage;   /* what may follow the name; a line each way; "" for nothing */
	const char *details; /* paragraphs for its help, or NULL */
	const struct option *options; /* NULL: none */
	size_t size;                  /* of its options struct, which is zeroed first */
	size_t min, max;              /* operands */
	/* Returns the exit status. */
	int (*run)(struct cli *cli, const void *options, const struct strs *operands);
};
#define CLI_ANY_OPERANDS ((size_t)-1)

void cli_open(struct cli *out, const char *argv0, const char *const *environ);
/* Flushes and returns status, or 3 where a result could not be written. */
int cli_close(struct cli *cli, int status);
void cli_flush(struct cli *cli);

/* What --color asks for; until then colours are as the terminal and the environment have it. */
void cli_color(struct cli *cli, enum term_color wish);

/* The value of a variable, or NULL; an empty one is "". */
const char *cli_env(const struct cli *cli, const char *name);
/* CI is set, and not to say that it is none: "", "false", "0", "no". */
bool cli_is_ci(const struct cli *cli);

/* "tta-check: message" on err (nothing where the message is empty: it has been told); returns the
 * exit status that err stands for. */
int cli_fail(struct cli *cli, const struct error *err);
/* The same for a command line that is wrong: exit 2. */
int cli_usage(struct cli *cli, const char *fmt, ...) TTA_PRINTF(2, 3);

#endif

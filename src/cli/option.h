/* SPDX-License-Identifier: MIT */
/*
 * option -- tables of options, and the words of a command line read by them.
 *
 * A table is an array of rows that ends at a row without a name.  It drives parsing, the help of
 * its command and docs/commands.md.
 * Legend:  name      long, without dashes
 *          letter    short, or '\0'
 *          kind      below: what is stored at field, and what may follow
 *          argument  its name for people (FILE, N, ...); NULL for flags and counts
 *          choices   the words of OPTION_CHOICE, in the order of the enum
 *          field     offsetof() into the command's options struct, which starts zeroed
 *          group     the heading it stands under in help; NULL: "options"
 *          help      a sentence without a full stop
 * Words:   --opt=value, --opt value, -x value, -xvalue, -abc; `--` ends options; a name must be
 *          written in full; options and operands may be mixed.
 * Errors:  ERR_USAGE, with the nearest name for an unknown one.
 */
#ifndef TTA_CLI_OPTION_H
#define TTA_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;

enum option_kind {
	OPTION_FLAG,   /* bool: given */
	OPTION_COUNT,  /* int: how often it was given */
	OPTION_TEXT,   /* const char *: one value; given twice is an error */
	OPTION_NUMBER, /* int: one number from 1 on */
	OPTION_CHOICE, /* int: which of choices */
	OPTION_LIST,   /* struct strs: one value each time it is given */
	OPTION_WORDS,  /* struct strs: one value or more, up to the next word that starts with '-';
			  only in commands that take no operands, or take them as more of these */
	OPTION_MAYBE,  /* const char *: one value or none, which gives ""; as for OPTION_WORDS */
};

struct option {
	const char *name;
	char letter;
	enum option_kind kind;
	const char *argument, *choices;
	size_t field;
	const char *group, *help;
};

struct option_set {                /* a table and the struct its fields lie in */
	const struct option *rows; /* NULL: none */
	void *values;
};

struct option_words {
	const char *const *v;
	size_t n;
	size_t at;       /* the next one to read; where reading stopped */
	bool is_leading; /* stop at the first operand: it names the command */
};

/* Reads words into the sets (all of them at once: names must be unique over them). */
int options_read(struct strs *operands, const struct option_set *sets, size_t nsets,
	struct option_words *words, struct arena *mem, struct error *err) TTA_MUST_USE;

const struct option *option_find(
	const struct option_set *sets, size_t nsets, const char *name, size_t *set);
const struct option *option_find_letter(
	const struct option_set *sets, size_t nsets, char letter, size_t *set);
bool option_has_value(const struct option *o);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * option -- see option.h.  Reading never looks at what an option means: the row says how many
 * words it takes and where they go.
 */
#include "cli/option.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

struct reader {
	const struct option_set *sets;
	size_t nsets;
	struct option_words *words;
	struct arena *mem;
	struct error *err;
};

struct given { /* an option as it was met */
	const struct option *option;
	char *values;      /* the struct it belongs to */
	const char *shown; /* "--jobs" or "-j", for messages */
};

bool
option_has_value(const struct option *o)
{
	return o->kind != OPTION_FLAG && o->kind != OPTION_COUNT;
}

const struct option *
option_find(const struct option_set *sets, size_t nsets, const char *name, size_t *set)
{
	for (size_t i = 0; i < nsets; i++) {
		for (const struct option *o = sets[i].rows; o && o->name; o++) {
			if (strcmp(o->name, name) == 0) {
				*set = i;
				return o;
			}
		}
	}
	return NULL;
}

const struct option *
option_find_letter(const struct option_set *sets, size_t nsets, char letter, size_t *set)
{
	for (size_t i = 0; i < nsets; i++) {
		for (const struct option *o = sets[i].rows; o && o->name; o++) {
			if (o->letter && o->letter == letter) {
				*set = i;
				return o;
			}
		}
	}
	return NULL;
}

static int
unknown(const struct reader *r, const char *name)
{
	struct strs known = {0};
	const char *near;

	for (size_t i = 0; i < r->nsets; i++) {
		for (const struct option *o = r->sets[i].rows; o && o->name; o++)
			strs_add(&known, o->name, r->mem);
	}
	near = text_nearest(name, &known);
	if (near)
		return error_set(r->err, ERR_USAGE, "unknown option '--%s'; did you mean '--%s'?",
			name, near);
	return error_set(r->err, ERR_USAGE, "unknown option '--%s'", name);
}

static int
take_number(const struct reader *r, const struct given *g, const char *value)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end || errno || n < 1 || n > INT_MAX)
		return error_set(r->err, ERR_USAGE,
			"option '%s' takes a number from 1 on, not '%s'", g->shown, value);
	*(int *)(void *)(g->values + g->option->field) = (int)n;
	return 0;
}

static int
take_choice(const struct reader *r, const struct given *g, const char *value)
{
	struct strs choices = {0};

	strs_split(&choices, g->option->choices, r->mem);
	for (size_t i = 0; i < choices.n; i++) {
		if (strcmp(choices.v[i], value) == 0) {
			*(int *)(void *)(g->values + g->option->field) = (int)i;
			return 0;
		}
	}
	return error_set(r->err, ERR_USAGE, "option '%s' is one of %s, not '%s'", g->shown,
		strs_join(&choices, ", ", r->mem), value);
}

/* Stores one value. */
static int
take(const struct reader *r, const struct given *g, const char *value)
{
	void *field = g->values + g->option->field;
	const char **text = field;

	switch (g->option->kind) {
	case OPTION_NUMBER:
		return take_number(r, g, value);
	case OPTION_CHOICE:
		return take_choice(r, g, value);
	case OPTION_LIST:
	case OPTION_WORDS:
		strs_add(field, value, r->mem);
		return 0;
	case OPTION_TEXT:
	case OPTION_MAYBE:
		if (*text)
			return error_set(r->err, ERR_USAGE, "option '%s' is given twice", g->shown);
		*text = value;
		return 0;
	case OPTION_FLAG:
		*(bool *)field = true;
		return 0;
	case OPTION_COUNT:
		++*(int *)field;
		return 0;
	}
	return 0;
}

static bool
is_word(const struct reader *r)
{
	return r->words->at < r->words->n && r->words->v[r->words->at][0] != '-';
}

/* The value, or values, of an option that takes some: attached, or the words that follow. */
static int
take_values(const struct reader *r, const struct given *g, const char *attached)
{
	struct option_words *w = r->words;

	if (attached)
		return take(r, g, attached);
	if (g->option->kind == OPTION_MAYBE)
		return take(r, g, is_word(r) ? w->v[w->at++] : "");
	if (g->option->kind == OPTION_WORDS ? !is_word(r) : w->at == w->n)
		return error_set(r->err, ERR_USAGE, "option '%s' needs a value: %s", g->shown,
			g->option->argument);
	if (g->option->kind != OPTION_WORDS)
		return take(r, g, w->v[w->at++]);
	while (is_word(r)) {
		if (take(r, g, w->v[w->at++]) < 0)
			return -1;
	}
	return 0;
}

/* --name or --name=value */
static int
read_long(const struct reader *r, const char *word)
{
	const char *equals = strchr(word, '=');
	char *name = arena_strndup(
		r->mem, word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word) - 2);
	size_t set = 0;
	const struct option *o = option_find(r->sets, r->nsets, name, &set);
	struct given g = {.option = o};

	if (!o)
		return unknown(r, name);
	g.shown = arena_printf(r->mem, "--%s", name);
	g.values = r->sets[set].values;
	if (option_has_value(o))
		return take_values(r, &g, equals ? equals + 1 : NULL);
	if (equals)
		return error_set(r->err, ERR_USAGE, "option '%s' takes no value", g.shown);
	return take(r, &g, NULL);
}

/* -x, -xvalue, -abc */
static int
read_letters(const struct reader *r, const char *letters)
{
	for (; *letters; letters++) {
		size_t set = 0;
		const struct option *o = option_find_letter(r->sets, r->nsets, *letters, &set);
		struct given g = {.option = o};

		g.shown = arena_printf(r->mem, "-%c", *letters);
		if (!o)
			return error_set(r->err, ERR_USAGE, "unknown option '%s'", g.shown);
		g.values = r->sets[set].values;
		if (option_has_value(o))
			return take_values(r, &g, letters[1] ? letters + 1 : NULL);
		if (take(r, &g, NULL) < 0)
			return -1;
	}
	return 0;
}

int
options_read(struct strs *operands, const struct option_set *sets, size_t nsets,
	struct option_words *words, struct arena *mem, struct error *err)
{
	const struct reader r = {sets, nsets, words, mem, err};
	bool is_ended = false;

	while (words->at < words->n) {
		const char *word = words->v[words->at];

		if (is_ended || word[0] != '-' || word[1] == '\0') {
			if (words->is_leading)
				return 0;
			strs_add(operands, word, mem);
			words->at++;
			continue;
		}
		words->at++;
		if (strcmp(word, "--") == 0) {
			is_ended = true;
			continue;
		}
		if ((word[1] == '-' ? read_long(&r, word) : read_letters(&r, word + 1)) < 0)
			return -1;
	}
	return 0;
}

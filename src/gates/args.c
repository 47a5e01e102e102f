/* SPDX-License-Identifier: MIT */
/* args -- see args.h. */
#include "gates/args.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#define NUMBER_MAX 1000000000L

static const struct args_row *
find(const struct args_row *rows, const char *word, size_t n)
{
	for (; rows->name; rows++) {
		if (strlen(rows->name) == n && memcmp(rows->name, word, n) == 0)
			return rows;
		if (rows->brief && strlen(rows->brief) == n && memcmp(rows->brief, word, n) == 0)
			return rows;
	}
	return NULL;
}

static int
unknown(const char *word, const struct args_row *rows, const char *id, struct arena *mem,
	struct error *err)
{
	struct strs known = {0};
	const char *near;

	for (; rows->name; rows++)
		strs_add(&known, rows->name, mem);
	if (known.n == 0)
		return error_set(err, ERR_CONFIG, "unknown argument '%s'; %s takes none", word, id);
	near = text_nearest(word, &known);
	return error_set(err, ERR_CONFIG, "unknown argument '%s' of %s; %s%s", word, id,
		near ? "did you mean " : "it takes ", near ? near : strs_join(&known, " ", mem));
}

/* The row of the words that are no options, or NULL. */
static const struct args_row *
find_words(const struct args_row *rows)
{
	while (rows->name && rows->name[0] == '-')
		rows++;
	return rows->name ? rows : NULL;
}

int
args_parse(const struct strs *args, const struct args_row *rows, const char *id, struct arena *mem,
	struct error *err)
{
	const struct args_row *words = find_words(rows);
	bool are_words = false;

	for (size_t i = 0; args && i < args->n; i++) {
		const char *word = args->v[i];
		size_t n = strcspn(word, "=");
		const struct args_row *row = find(rows, word, n);

		if (words && (are_words || word[0] != '-')) {
			strs_add(words->values, word, mem);
			continue;
		}
		if (words && strcmp(word, "--") == 0) {
			are_words = true;
			continue;
		}
		if (!row)
			return unknown(word, rows, id, mem, err);
		if (row->flag && word[n])
			return error_set(
				err, ERR_CONFIG, "'%s' of %s takes no value", row->name, id);
		if (row->flag)
			*row->flag = true;
		else if (word[n])
			strs_add(row->values, word + n + 1, mem);
		else if (i + 1 < args->n)
			strs_add(row->values, args->v[++i], mem);
		else
			return error_set(err, ERR_CONFIG, "'%s' of %s needs a value", word, id);
	}
	return 0;
}

/* A whole number of an option, or what it is without one. */
int
args_number(size_t *out, const struct strs *values, size_t otherwise, const char *name,
	const char *id, struct error *err)
{
	const char *word;
	char *end;
	long n;

	*out = otherwise;
	if (values->n == 0)
		return 0;
	word = values->v[values->n - 1];
	errno = 0;
	n = strtol(word, &end, 10);
	if (errno || *end || end == word || n < 0 || n > NUMBER_MAX)
		return error_set(err, ERR_CONFIG, "%s of %s is a number, not '%s'", name, id, word);
	*out = (size_t)n;
	return 0;
}

int
args_none(const struct strs *args, const char *id, struct arena *mem, struct error *err)
{
	static const struct args_row none[] = {{.name = NULL}};

	return args_parse(args, none, id, mem, err);
}

void
args_commas(struct strs *out, const char *value, struct arena *mem)
{
	while (*value) {
		size_t n = strcspn(value, ",");

		if (n)
			strs_add(out, arena_strndup(mem, value, n), mem);
		value += n + (value[n] == ',');
	}
}

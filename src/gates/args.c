/* SPDX-License-Identifier: MIT */
/* args -- see args.h. */
#include "gates/args.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

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

int
args_parse(const struct strs *args, const struct args_row *rows, const char *id, struct arena *mem,
	struct error *err)
{
	for (size_t i = 0; args && i < args->n; i++) {
		const char *word = args->v[i];
		size_t n = strcspn(word, "=");
		const struct args_row *row = find(rows, word, n);

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

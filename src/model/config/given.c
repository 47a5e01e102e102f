/* SPDX-License-Identifier: MIT */
/* given -- see given.h. */
#include "model/config/given.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/ini.h"
#include "model/config/problem.h"
#include "model/config/value.h"

/* The text of one word that was in quotes from end to end. */
static const char *
one_word(const char *text, struct arena *mem)
{
	char *quoted = arena_alloc(mem, 2 * strlen(text) + 3, 1), *to = quoted;

	*to++ = '"';
	for (; *text; text++) {
		if (*text == '"')
			*to++ = '\\';
		*to++ = *text;
	}
	*to = '"';
	return quoted;
}

struct given
given_read(const struct key *key, const struct ini_entry *entry, const char *file,
	struct problems *problems, struct arena *mem)
{
	struct part *part = arena_alloc(mem, 1, sizeof(*part));
	bool is_word = entry->is_quoted && value_has_words(key->type) && entry->value[0];

	if (entry->is_add && !value_is_list(key->type))
		problem_add(problems, PROBLEM_ERROR, file, entry->line,
			"key '%s' holds one value; write '=' instead of '+='", key->name);
	part->text = is_word ? one_word(entry->value, mem) : entry->value;
	part->origin = (struct origin){.file = file, .line = entry->line};
	return (struct given){.v = part, .n = 1, .is_add = entry->is_add};
}

struct given
given_default(const struct key *key, struct arena *mem)
{
	struct part *part;

	if (!key->fallback)
		return (struct given){0};
	part = arena_alloc(mem, 1, sizeof(*part));
	part->text = key->fallback;
	return (struct given){.v = part, .n = 1};
}

struct given
given_over(struct given below, struct given above, struct arena *mem)
{
	struct part *v;

	if (above.n == 0)
		return below;
	if (!above.is_add || below.n == 0)
		return above;
	v = arena_alloc(mem, below.n + above.n, sizeof(*v));
	memcpy(v, below.v, below.n * sizeof(*v));
	memcpy(v + below.n, above.v, above.n * sizeof(*v));
	return (struct given){.v = v, .n = below.n + above.n, .is_add = below.is_add};
}

bool
given_is_empty(const struct given *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].text[0])
			return false;
	}
	return s->n > 0;
}

struct origin
given_origin(const struct given *s)
{
	return s->n ? s->v[s->n - 1].origin : (struct origin){0};
}

const char *
given_text(const struct given *s, struct arena *mem)
{
	const char *text = s->n ? s->v[0].text : "";

	for (size_t i = 1; i < s->n; i++) {
		const char *more = s->v[i].text;

		if (more[0])
			text = text[0] ? arena_printf(mem, "%s %s", text, more) : more;
	}
	return text;
}

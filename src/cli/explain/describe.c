/* SPDX-License-Identifier: MIT */
/* describe -- see describe.h.  The table of keys says what type each field has. */
#include "cli/explain/describe.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"

/* In quotes where it would fall apart. */
static const char *
word(const char *text, struct arena *mem)
{
	return *text && !strpbrk(text, " \t") ? text : arena_printf(mem, "\"%s\"", text);
}

static char *
words(const struct strs *list, struct arena *mem)
{
	struct strs quoted = {0};

	for (size_t i = 0; i < list->n; i++)
		strs_add(&quoted, word(list->v[i], mem), mem);
	return strs_join(&quoted, " ", mem);
}

/* In the largest unit that gives a whole number. */
static char *
duration(int64_t ms, struct arena *mem)
{
	static const struct {
		int64_t ms;
		const char *unit;
	} units[] = {{86400000, "d"}, {3600000, "h"}, {60000, "m"}, {1000, "s"}, {1, "ms"}};
	size_t i = 0;

	while (i + 1 < countof(units) && (ms == 0 || ms % units[i].ms != 0))
		i++;
	return arena_printf(mem, "%lld%s", (long long)(ms / units[i].ms), units[i].unit);
}

char *
describe_patterns(const struct patterns *list, struct arena *mem)
{
	struct strs all = {0};

	for (size_t i = 0; i < list->n; i++)
		strs_add(&all,
			list->v[i].is_negated ? arena_printf(mem, "!%s", list->v[i].text)
					      : list->v[i].text,
			mem);
	return words(&all, mem);
}

static char *
choice(const struct key *key, int index, struct arena *mem)
{
	struct strs all = {0};

	strs_split(&all, key->choices, mem);
	return arena_strdup(mem, index >= 0 && (size_t)index < all.n ? all.v[index] : "");
}

static char *
stage(int index, const struct stages *stages, struct arena *mem)
{
	return arena_strdup(
		mem, index >= 0 && (size_t)index < stages->n ? stages->v[index].name : "");
}

static char *
retry(const struct retry *r, struct arena *mem)
{
	if (r->times == 0)
		return arena_strdup(mem, "");
	if (!r->when)
		return arena_printf(mem, "%d", r->times);
	return arena_printf(mem, "%d when \"%s\"", r->times, r->when);
}

static char *
budget(const struct budget *b, struct arena *mem)
{
	struct strs parts = {0};

	for (size_t i = 0; i < b->n; i++)
		strs_add(&parts,
			arena_printf(mem, "%s %s", b->v[i].event, duration(b->v[i].ms, mem)), mem);
	return strs_join(&parts, ", ", mem);
}

static char *
text_or_empty(const char *text, struct arena *mem)
{
	return arena_strdup(mem, text ? text : "");
}

char *
describe_value(
	const struct key *key, const void *section, const struct stages *stages, struct arena *mem)
{
	const void *field = (const char *)section + key->field;

	switch (key->type) {
	case TYPE_TEXT:
	case TYPE_WORD:
	case TYPE_LIFETIME:
	case TYPE_REGEX:
		return text_or_empty(*(const char *const *)field, mem);
	case TYPE_WORDS:
	case TYPE_PATHS:
	case TYPE_ASSIGN:
		return words(field, mem);
	case TYPE_PATTERNS:
	case TYPE_NAMES:
		return describe_patterns(field, mem);
	case TYPE_BOOL:
		return arena_strdup(mem, *(const bool *)field ? "yes" : "no");
	case TYPE_NUMBER:
		return arena_printf(mem, "%d", *(const int *)field);
	case TYPE_THRESHOLD:
		if (isnan(((const struct threshold *)field)->value))
			return arena_strdup(mem, "");
		return arena_printf(mem, "%g", ((const struct threshold *)field)->value);
	case TYPE_DURATION:
		return duration(*(const int64_t *)field, mem);
	case TYPE_CHOICE:
		return choice(key, *(const int *)field, mem);
	case TYPE_STAGE:
		return stage(*(const int *)field, stages, mem);
	case TYPE_COMMAND:
		return text_or_empty(((const struct command *)field)->text, mem);
	case TYPE_RETRY:
		return retry(field, mem);
	case TYPE_BUDGET:
		return budget(field, mem);
	}
	return arena_strdup(mem, "");
}

void
describe_line(struct buf *out, const char *name, const char *origin, const char *value)
{
	buf_addf(out, "  %-12s  %-16s  %s\n", name, origin, value);
}

void
describe_keys(struct buf *out, enum section_kind kind, const void *section,
	const struct origin *origins, const struct stages *stages, struct arena *mem)
{
	const struct key *first = key_first(kind);

	for (size_t i = 0; origins && i < key_count(kind); i++) {
		if (origins[i].file)
			describe_line(out, first[i].name, origin_text(&origins[i], mem),
				describe_value(&first[i], section, stages, mem));
	}
}

/* SPDX-License-Identifier: MIT */
/* when -- see when.h.  One table of conditions; a condition that cannot be read never holds. */
#include "model/plan/when.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/event.h"
#include "model/plan/pattern.h"

struct facts {
	const struct event *event;
	const char *const *environ;
	struct arena *mem;
};

static bool
env_is_set(const struct facts *f, const char *name)
{
	size_t len = strlen(name);

	for (const char *const *e = f->environ; e && *e; e++) {
		if (strncmp(*e, name, len) == 0 && (*e)[len] == '=')
			return (*e)[len + 1] != '\0';
	}
	return false;
}

static bool
branch_is(const struct facts *f, const char *pattern)
{
	struct patterns list = {0};
	struct error err;
	bool is = false;

	if (f->event->branch && patterns_add(&list, pattern, 0, f->mem, &err) == 0)
		is = patterns_match(&list, f->event->branch) != NULL;
	patterns_release(&list);
	return is;
}

static bool
in_ci(const struct facts *f, const char *unused)
{
	(void)unused;
	return f->event->is_ci;
}

static bool
in_merge(const struct facts *f, const char *unused)
{
	(void)unused;
	return f->event->is_merge;
}

static bool
in_rebase(const struct facts *f, const char *unused)
{
	(void)unused;
	return f->event->is_rebase;
}

static const struct condition {
	const char *word;
	bool has_value;
	bool (*holds)(const struct facts *f, const char *value);
	const char *is_not, *is; /* said of a value, or alone */
} conditions[] = {
	{"env", true, env_is_set, " is not set", " is set"},
	{"branch", true, branch_is, " is not the branch", " is the branch"},
	{"ci", false, in_ci, "not in ci", "in ci"},
	{"merge", false, in_merge, "no merge", "a merge"},
	{"rebase", false, in_rebase, "no rebase", "a rebase"},
};

static const struct condition *
find(const char *word)
{
	for (size_t i = 0; i < countof(conditions); i++) {
		if (strcmp(conditions[i].word, word) == 0)
			return &conditions[i];
	}
	return NULL;
}

/* One condition off the words from *at on; NULL where there is none. */
static const struct condition *
next(const struct strs *words, size_t *at, bool *wanted, const char **value)
{
	const struct condition *c;

	*wanted = true;
	*value = "";
	if (*at < words->n && strcmp(words->v[*at], "not") == 0) {
		*wanted = false;
		++*at;
	}
	c = *at < words->n ? find(words->v[*at]) : NULL;
	if (!c)
		return NULL;
	++*at;
	if (c->has_value) {
		if (*at == words->n)
			return NULL;
		*value = words->v[(*at)++];
	}
	return c;
}

static int
say_unknown(const struct strs *words, size_t at, struct arena *mem, struct error *err)
{
	struct strs known = {0};
	const char *near, *last = words->v[words->n - 1];

	if (at == words->n)
		return error_set(err, ERR_CONFIG, "'%s' ends where a condition should go on", last);
	for (size_t i = 0; i < countof(conditions); i++)
		strs_add(&known, conditions[i].word, mem);
	strs_add(&known, "not", mem);
	if (strcmp(words->v[at], "not") == 0)
		return error_set(err, ERR_CONFIG,
			"unknown condition 'not'; 'not' stands once before a condition");
	near = text_nearest(words->v[at], &known);
	if (near)
		return error_set(err, ERR_CONFIG, "unknown condition '%s'; did you mean '%s'?",
			words->v[at], near);
	return error_set(err, ERR_CONFIG,
		"unknown condition '%s'; it must be one of env NAME, ci, branch PATTERN, merge, "
		"rebase, not",
		words->v[at]);
}

int
when_check(const struct strs *words, struct arena *mem, struct error *err)
{
	struct patterns list = {0};
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < words->n;) {
		bool wanted;
		const char *value;
		const struct condition *c = next(words, &at, &wanted, &value);

		if (!c)
			rc = say_unknown(words, at, mem, err);
		else if (c->holds == branch_is && patterns_add(&list, value, 0, mem, err) < 0)
			rc = error_wrap(err, "branch");
	}
	patterns_release(&list);
	return rc;
}

const char *
when_fails(const struct strs *words, const struct event *event, const char *const *environ,
	struct arena *mem)
{
	const struct facts f = {.event = event, .environ = environ, .mem = mem};

	for (size_t at = 0; at < words->n;) {
		bool wanted;
		const char *value;
		const struct condition *c = next(words, &at, &wanted, &value);

		if (!c)
			return "a condition that cannot be read";
		if (c->holds(&f, value) != wanted)
			return arena_printf(mem, "%s%s", value, wanted ? c->is_not : c->is);
	}
	return NULL;
}

/* SPDX-License-Identifier: MIT */
/*
 * rule_look -- places, and headers as they could be; see rule_look.h.
 */
#include "gates/message/rule_look.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static void
place_in(struct message_problem *out, struct span raw, struct span place)
{
	const char *line = raw.s;

	if (!place.s || place.s < raw.s || place.s > raw.s + raw.n)
		return;
	out->line = 1;
	for (const char *p = raw.s; (p = memchr(p, '\n', (size_t)(place.s - p))) != NULL;) {
		out->line++;
		line = ++p;
	}
	out->column = (size_t)(place.s - line);
	out->width = place.n ? place.n : 1;
}

int
look_wrong_hint(struct rule_look *look, struct span place, const char *text, const char *hint)
{
	place_in(look->found, look->m->raw, place);
	look->found->text = text;
	look->found->hint = hint && !span_is(look->m->header, hint) ? hint : NULL;
	return LOOK_WRONG;
}

int
look_wrong(struct rule_look *look, struct span place, const char *text)
{
	return look_wrong_hint(look, place, text, NULL);
}

int
look_answer(struct rule_look *look, bool is_good, struct span place, const char *text)
{
	return is_good != look->set->is_never ? LOOK_FINE : look_wrong(look, place, text);
}

const char *
look_text(const struct rule_look *look, struct span t)
{
	return arena_strndup(look->mem, t.s, t.n);
}

const char *
look_header(const struct rule_look *look, const struct look_header *with)
{
	const struct message_text *m = look->m;
	const char *type = with->type ? with->type : look_text(look, m->type);
	const char *scope = with->scope ? with->scope : look_text(look, m->scope);
	const char *subject =
		with->subject ? with->subject : look_text(look, units_trim(m->subject));
	bool has_scope = *scope != '\0';

	return arena_printf(look->mem, "%s%s%s%s%s: %s", type, has_scope ? "(" : "", scope,
		has_scope ? ")" : "", m->mark.n ? "!" : "", subject);
}

const struct strs *
look_types(const struct rule_look *look)
{
	return &rule_setting(look->settings, "type-enum")->words;
}

/* What people write for a type that is called otherwise; only those that are known count. */
static const struct {
	const char *word, *type;
} customary[] = {
	{"feature", "feat"},
	{"features", "feat"},
	{"add", "feat"},
	{"bug", "fix"},
	{"bugfix", "fix"},
	{"fixes", "fix"},
	{"fixed", "fix"},
	{"hotfix", "fix"},
	{"doc", "docs"},
	{"documentation", "docs"},
	{"tests", "test"},
	{"testing", "test"},
	{"performance", "perf"},
	{"refactoring", "refactor"},
	{"deps", "build"},
};

const char *
look_type_meant(const struct rule_look *look, const char *word)
{
	const struct strs *types = look_types(look);
	char *small = arena_strdup(look->mem, word);

	for (char *p = small; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 32);
	}
	if (strs_has(types, small))
		return small;
	for (size_t i = 0; i < countof(customary); i++) {
		if (strcmp(customary[i].word, small) == 0 && strs_has(types, customary[i].type))
			return customary[i].type;
	}
	return strlen(small) > 1 ? text_nearest(small, types) : NULL;
}

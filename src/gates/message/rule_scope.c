/* SPDX-License-Identifier: MIT */
/*
 * rule_scope -- what the scope may be, and whether it is what the commit is about.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/message/letter_case.h"
#include "gates/message/rule_look.h"

/* The next of several scopes; walk starts with the whole in rest.  They stand apart at `/`, `\` and
 * `,`, the latter with one blank or none behind it. */
static bool
scope_part(struct span *out, struct line_walk *walk)
{
	struct span rest = walk->rest;
	size_t at = 0;

	if (walk->is_over)
		return false;
	while (at < rest.n && rest.s[at] != '/' && rest.s[at] != '\\' && rest.s[at] != ',')
		at++;
	*out = (struct span){rest.s, at};
	walk->is_over = at == rest.n;
	if (walk->is_over)
		return true;
	at += rest.s[at] == ',' && at + 1 < rest.n && rest.s[at + 1] == ' ' ? 2 : 1;
	walk->rest = span_from(rest, at);
	return true;
}

static bool
has(const struct strs *list, struct span word)
{
	for (size_t i = 0; list && i < list->n; i++) {
		if (span_is(word, list->v[i]))
			return true;
	}
	return false;
}

int
rule_scope_enum(struct rule_look *look)
{
	const struct strs *known = &look->set->words;
	struct span scope = look->m->scope, part, wrong = scope;
	struct line_walk walk = {.rest = scope};
	bool has_all = true, has_any = false;

	if (!scope.n || !known->n)
		return LOOK_FINE;
	while (scope_part(&part, &walk)) {
		if (has(known, part)) {
			has_any = true;
		} else if (has_all) {
			has_all = false;
			wrong = part;
		}
	}
	if (look->set->is_never)
		return !has_any && !has(known, scope)
			       ? LOOK_FINE
			       : look_wrong(look, scope,
					 arena_printf(look->mem, "the scope may be none of %s",
						 strs_join(known, " ", look->mem)));
	if (has_all || has(known, scope))
		return LOOK_FINE;
	return look_wrong(look, wrong,
		arena_printf(look->mem, "unknown scope '%s'; known are %s", look_text(look, wrong),
			strs_join(known, " ", look->mem)));
}

int
rule_scope_case(struct rule_look *look)
{
	struct span scope = look->m->scope;
	bool is_any = false;

	if (!scope.n)
		return LOOK_FINE;
	for (size_t i = 0; !is_any && i < look->set->words.n; i++) {
		struct line_walk walk = {.rest = scope};
		enum letter_case want;
		struct span part;
		int is = 1;

		if (!letter_case_read(&want, look->set->words.v[i]))
			continue;
		while (is == 1 && scope_part(&part, &walk))
			is = letter_case_is(
				part, want, &look->settings->words_re, look->mem, look->err);
		if (is < 0)
			return -1;
		is_any = is == 1;
	}
	return look_answer(look, is_any, scope,
		arena_printf(look->mem, "the scope is %s %s", look->set->is_never ? "in" : "not in",
			strs_join(&look->set->words, " or ", look->mem)));
}

int
rule_scope_delimiters(struct rule_look *look)
{
	struct span scope = look->m->scope, wrong = {NULL, 0};
	bool is_good = true;

	for (size_t i = 0; i < scope.n;) {
		size_t from = i;
		struct span run;

		while (i < scope.n && !units_is_word(scope.s[i]) && scope.s[i] != '-')
			i++;
		run = (struct span){scope.s + from, i - from};
		i += i == from;
		if (!run.n)
			continue;
		if (span_is(units_trim(run), ","))
			run = units_trim(run);
		if (is_good && !has(&look->set->words, run)) {
			is_good = false;
			wrong = run;
		}
	}
	if (!scope.n)
		return LOOK_FINE;
	return look_answer(look, is_good, wrong.n ? wrong : scope,
		arena_printf(look->mem, "scopes are %s apart by %s",
			look->set->is_never ? "not set" : "set",
			strs_join(&look->set->words, " ", look->mem)));
}

/* The component that a scope names, by name or alias; NULL: none. */
static const char *
component_named(const struct message_scopes *s, struct span scope)
{
	for (size_t i = 0; i < s->nknown; i++) {
		if (span_is(scope, s->known[i].name) || has(s->known[i].alias, scope))
			return s->known[i].name;
	}
	return NULL;
}

static bool
is_known(const struct message_scopes *s, struct span scope)
{
	return component_named(s, scope) || has(s->extra, scope);
}

/* The scopes of a header; one that is known as a whole is one. */
static bool
next_scope(struct span *out, const struct rule_look *look, struct line_walk *walk)
{
	if (!walk->is_over && walk->rest.s == look->m->scope.s &&
		is_known(&look->in->scopes, look->m->scope)) {
		*out = look->m->scope;
		walk->is_over = true;
		return true;
	}
	if (!scope_part(out, walk))
		return false;
	*out = units_trim(*out);
	return true;
}

static struct strs
names(const struct message_scopes *s, struct arena *mem)
{
	struct strs out = {0};

	for (size_t i = 0; i < s->nknown; i++) {
		if (strcmp(s->known[i].name, ".") != 0)
			strs_add(&out, s->known[i].name, mem);
		if (s->known[i].alias)
			strs_add_all(&out, s->known[i].alias, mem);
	}
	if (s->extra)
		strs_add_all(&out, s->extra, mem);
	return out;
}

static const char *
with_scope(const struct rule_look *look, struct span old, const char *new)
{
	struct span scope = look->m->scope;
	size_t before = (size_t)(old.s - scope.s);

	return look_header(
		look, &(struct look_header){
			      .scope = arena_printf(look->mem, "%.*s%s%.*s", (int)before, scope.s,
				      new, (int)(scope.n - before - old.n), old.s + old.n)});
}

static char *
small(const char *word, struct arena *mem)
{
	char *out = arena_strdup(mem, word);

	for (char *p = out; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 32);
	}
	return out;
}

int
rule_scope_known(struct rule_look *look)
{
	const struct message_scopes *s = &look->in->scopes;
	struct line_walk walk = {.rest = look->m->scope};
	struct span scope;

	if (!look->m->scope.n || (!s->nknown && !(s->extra && s->extra->n)))
		return LOOK_FINE;
	while (next_scope(&scope, look, &walk)) {
		struct strs known = {0};
		const char *word, *meant;

		if (is_known(s, scope))
			continue;
		known = names(s, look->mem);
		word = look_text(look, scope);
		meant = text_nearest(small(word, look->mem), &known);
		if (meant)
			return look_wrong_hint(look, scope,
				arena_printf(look->mem, "unknown scope '%s'; did you mean '%s'?",
					word, meant),
				with_scope(look, scope, meant));
		return look_wrong(look, scope,
			arena_printf(look->mem, "unknown scope '%s'; known are %s", word,
				strs_join(&known, " ", look->mem)));
	}
	return LOOK_FINE;
}

struct cover { /* what the scope of a header is about */
	struct strs components;
	bool has_extra;     /* a scope that is no component: it covers what nobody owns */
	struct span astray; /* names a component that the commit does not touch */
	const char *astray_name;
};

static struct cover
cover_read(const struct rule_look *look)
{
	const struct message_scopes *s = &look->in->scopes;
	struct line_walk walk = {.rest = look->m->scope};
	struct cover out = {0};
	struct span scope;

	while (next_scope(&scope, look, &walk)) {
		const char *name = component_named(s, scope);

		if (!name) {
			out.has_extra = true;
			continue;
		}
		strs_add(&out.components, name, look->mem);
		if (!out.astray.s && !strs_has(s->touched, name)) {
			out.astray = scope;
			out.astray_name = name;
		}
	}
	return out;
}

/* Those that the commit is about and that a scope has to name. */
static struct strs
owed(const struct message_scopes *s, struct arena *mem)
{
	struct strs out = {0};

	for (size_t i = 0; i < s->touched->n; i++) {
		const char *name = s->touched->v[i];

		if (strcmp(name, ".") != 0 && !(s->free && strs_has(s->free, name)))
			strs_add(&out, name, mem);
	}
	return out;
}

#define SCOPES_OFFERED 3

static int
scope_lacks(struct rule_look *look, const struct strs *missing, const struct strs *all)
{
	struct look_header with = {.scope = ""};
	const char *which = strs_join(missing, ", ", look->mem);

	if (all->n <= SCOPES_OFFERED)
		with.scope = strs_join(all, ",", look->mem);
	return look_wrong_hint(look, look->m->scope,
		arena_printf(look->mem,
			"the commit also changes %s: name %s too, leave the scope out, or split "
			"the commit",
			which, missing->n == 1 ? "it" : "them"),
		look_header(look, &with));
}

/* No scope claims nothing; whether there has to be one is scope-empty's question. */
int
rule_scope_match(struct rule_look *look)
{
	const struct message_scopes *s = &look->in->scopes;
	struct strs all, missing = {0};
	struct cover cover;

	if (!look->m->scope.n || !s->touched || !s->touched->n)
		return LOOK_FINE;
	cover = cover_read(look);
	all = owed(s, look->mem);
	if (cover.astray.s) {
		struct look_header with = {
			.scope = all.n <= SCOPES_OFFERED ? strs_join(&all, ",", look->mem) : ""};

		return look_wrong_hint(look, cover.astray,
			arena_printf(
				look->mem, "the commit changes nothing of '%s'", cover.astray_name),
			look_header(look, &with));
	}
	if (cover.has_extra && !cover.components.n)
		return LOOK_FINE;
	for (size_t i = 0; i < all.n; i++) {
		if (!strs_has(&cover.components, all.v[i]))
			strs_add(&missing, all.v[i], look->mem);
	}
	return missing.n ? scope_lacks(look, &missing, &all) : LOOK_FINE;
}

/* SPDX-License-Identifier: MIT */
/*
 * rule_shape -- headers that do not read `type(scope)!: subject`: what is in the way, and the
 * header as it could be where that is plain.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "gates/message/rule_look.h"

struct shape {
	const char *header;
	size_t type;        /* length of the type */
	size_t colon;       /* where ':' is; SIZE_MAX: nowhere */
	size_t scope;       /* where '(' is; SIZE_MAX: nowhere */
	size_t scope_end;   /* where its ')' is; SIZE_MAX: nowhere */
	size_t description; /* behind ':' and blanks */
};

static void
shape_read(struct shape *out, const char *header)
{
	const char *colon, *close;
	size_t i;

	*out = (struct shape){.header = header,
		.type = strcspn(header, " \t(!:"),
		.colon = SIZE_MAX,
		.scope = SIZE_MAX,
		.scope_end = SIZE_MAX};
	i = out->type + strspn(header + out->type, " \t");
	close = header[i] == '(' ? strchr(header + i, ')') : NULL;
	colon = strchr(close ? close : header + i, ':');
	if (header[i] == '(')
		out->scope = i;
	if (close)
		out->scope_end = (size_t)(close - header);
	if (colon)
		out->colon = (size_t)(colon - header);
	out->description = colon ? out->colon + 1 : strlen(header);
	out->description += strspn(header + out->description, " \t");
}

static int
wrong_at(struct rule_look *look, size_t from, size_t n, const char *text, const char *hint)
{
	struct span h = look->m->header;

	if (from > h.n)
		from = h.n;
	if (n > h.n - from)
		n = h.n - from;
	if (hint && span_is(h, hint))
		hint = NULL;
	return look_wrong_hint(look, (struct span){h.s + from, n}, text, hint);
}

static int
no_type(struct rule_look *look, const struct shape *s)
{
	const char *word = arena_strndup(look->mem, s->header, s->type);
	const char *meant = look_type_meant(look, word);
	const char *rest = s->header + s->type;

	if (s->scope == SIZE_MAX && meant && s->type && *rest == ' ' && rest[1] &&
		strlen(meant) == s->type)
		return wrong_at(look, s->type, 1,
			arena_printf(look->mem, "no ':' behind the type '%s'", word),
			arena_printf(look->mem, "%s: %s", meant, rest + 1));
	return wrong_at(look, 0, s->type,
		"no type: a header reads 'type: what changed' or 'type(scope): what changed'",
		NULL);
}

/* The header put together anew from its parts. */
static const char *
tidy(const struct shape *s, struct arena *mem)
{
	size_t head = s->scope == SIZE_MAX ? s->type : s->scope_end + 1;
	const char *scope = "", *bang = "";

	if (s->scope != SIZE_MAX && s->scope_end > s->scope + 1)
		scope = arena_strndup(mem, s->header + s->scope, s->scope_end + 1 - s->scope);
	if (memchr(s->header + head, '!', s->colon - head))
		bang = "!";
	return arena_printf(mem, "%.*s%s%s: %s", (int)s->type, s->header, scope, bang,
		s->header + s->description);
}

static bool
is_tidy(struct span t) /* between type and colon, once the scope is taken out: blanks and `!` */
{
	for (size_t i = 0; i < t.n; i++) {
		if (t.s[i] != ' ' && t.s[i] != '\t' && t.s[i] != '!')
			return false;
	}
	return true;
}

/* `fix(a)(b): x` */
static int
two_scopes(struct rule_look *look, const struct shape *s)
{
	const char *second = s->header + s->scope_end + 1, *end = strchr(second, ')');
	const char *after = end ? end + 1 + (end[1] == '!') : NULL;

	if (!after || strncmp(after, ": ", 2) != 0 ||
		memchr(second + 1, '(', (size_t)(end - second - 1)))
		return wrong_at(look, s->scope, 1, "a header has one scope", NULL);
	return wrong_at(look, s->scope_end, 2, "a header has one scope; several stand apart by ','",
		arena_printf(look->mem, "%.*s,%s", (int)s->scope_end, s->header, second + 1));
}

static int
between(struct rule_look *look, const struct shape *s)
{
	size_t head = s->scope == SIZE_MAX ? s->type : s->scope_end + 1;
	size_t mark = head + (s->header[head] == '!');
	bool is_scope_away = s->scope != SIZE_MAX && s->scope != s->type;

	if (s->header[s->description] == '\0')
		return wrong_at(look, s->colon, 1, "nothing behind ':'; say what changed", NULL);
	if (mark != s->colon || is_scope_away) {
		size_t from = is_scope_away ? s->type : mark;
		size_t to = is_scope_away ? s->scope : s->colon;
		struct span gap = {s->header + head, s->colon - head};

		return wrong_at(look, from, to - from,
			"nothing may stand between type, scope and ':'",
			is_tidy(gap) ? tidy(s, look->mem) : NULL);
	}
	if (s->description != s->colon + 2 || s->header[s->colon + 1] != ' ')
		return wrong_at(look, s->colon, s->description - s->colon, "one blank follows ':'",
			tidy(s, look->mem));
	return wrong_at(
		look, 0, s->type, "the type is not one word of letters, digits and '_'", NULL);
}

static int
diagnose(struct rule_look *look)
{
	struct shape s;

	shape_read(&s, look_text(look, look->m->header));
	if (s.colon == SIZE_MAX || s.type == 0 ||
		(s.scope == SIZE_MAX && s.type + strspn(s.header + s.type, " \t!") != s.colon))
		return no_type(look, &s);
	if (s.scope != SIZE_MAX && s.scope_end == SIZE_MAX)
		return wrong_at(look, s.scope, s.colon - s.scope, "the scope has no ')'",
			arena_printf(
				look->mem, "%.*s)%s", (int)s.colon, s.header, s.header + s.colon));
	if (s.scope != SIZE_MAX && s.header[s.scope_end + 1] == '(')
		return two_scopes(look, &s);
	return between(look, &s);
}

int
rule_type_empty(struct rule_look *look)
{
	if (!look->set->is_never || look->m->type.n || !look->m->header.n)
		return rule_empty(look);
	return diagnose(look);
}

/* What commitlint takes, and what is no scope and no single blank all the same. */
int
rule_header_shape(struct rule_look *look)
{
	const struct message_text *m = look->m;
	const char *after = m->type.s + m->type.n;

	if (!m->subject.n)
		return LOOK_FINE;
	if (after < m->subject.s && *after == '(' && !units_trim(m->scope).n)
		return look_wrong_hint(look, (struct span){after, m->scope.n + 2},
			"the scope is empty",
			look_header(look, &(struct look_header){.scope = ""}));
	if (units_blank(m->subject) && units_trim(m->subject).n)
		return look_wrong_hint(look,
			(struct span){m->subject.s - 2,
				2 + m->subject.n - units_trim_start(m->subject).n},
			"one blank follows ':'", look_header(look, &(struct look_header){0}));
	return LOOK_FINE;
}

static bool
has_like(const struct strs *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++) {
		size_t k = 0;

		while (word[k] &&
			(word[k] == list->v[i][k] || (word[k] >= 'A' && word[k] <= 'Z' &&
							     (word[k] | 32) == list->v[i][k])))
			k++;
		if (!word[k] && !list->v[i][k])
			return true;
	}
	return false;
}

/* To the specification a type is the same in any case; type-case has an opinion of its own. */
int
rule_type_enum(struct rule_look *look)
{
	const struct strs *types = &look->set->words;
	const char *word, *meant;

	if (!look->m->type.n)
		return LOOK_FINE;
	word = look_text(look, look->m->type);
	if (look->set->is_never)
		return look_answer(look, strs_has(types, word), look->m->type,
			arena_printf(look->mem, "the type '%s' may not be used", word));
	if (look->m->mode == MESSAGE_OWN ? !types->n || has_like(types, word)
					 : strs_has(types, word))
		return LOOK_FINE;
	meant = look_type_meant(look, word);
	if (!meant)
		return look_wrong(look, look->m->type,
			arena_printf(look->mem, "unknown type '%s'; known are %s", word,
				strs_join(types, " ", look->mem)));
	return look_wrong_hint(look, look->m->type,
		arena_printf(look->mem, "unknown type '%s'; did you mean '%s'?", word, meant),
		look_header(look, &(struct look_header){.type = meant}));
}

/* SPDX-License-Identifier: MIT */
/*
 * rule_habit -- rules that commitlint does not have: what a repository may want of its history.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/message/rule_look.h"
#include "gates/message/trailer.h"

int
rule_message_empty(struct rule_look *look)
{
	return look->m->header.n ? LOOK_FINE
				 : look_wrong(look, (struct span){NULL, 0}, "the message is empty");
}

static bool
like(struct span t, const char *word) /* in small letters */
{
	for (size_t i = 0; word[i]; i++) {
		if (i == t.n || (t.s[i] != word[i] && (t.s[i] | 32) != word[i]))
			return false;
	}
	return true;
}

/* `breaking change: x` is no breaking change to those who read history. */
int
rule_breaking_spelling(struct rule_look *look)
{
	static const char *const forms[] = {
		"breaking changes:", "breaking-changes:", "breaking change", "breaking-change"};
	const struct message_text *m = look->m;

	for (size_t i = m->header_at + 1; i < m->n; i++) {
		if (!like(m->v[i], "breaking"))
			continue;
		for (size_t f = 0; f < countof(forms); f++) {
			struct span line = m->v[i], rest;

			if (!like(line, forms[f]))
				continue;
			rest = span_from(line, strlen(forms[f]));
			if (forms[f][strlen(forms[f]) - 1] != ':' && !(rest.n && *rest.s == ':'))
				continue;
			if (span_starts(line, "BREAKING CHANGE: ") ||
				span_starts(line, "BREAKING-CHANGE: ") ||
				!units_trim(span_from(rest, rest.n && *rest.s == ':')).n)
				break;
			return look_wrong(look, (struct span){line.s, strlen(forms[f])},
				"a footer that tells of a breaking change begins with 'BREAKING "
				"CHANGE: '");
		}
	}
	return LOOK_FINE;
}

int
rule_issue(struct rule_look *look)
{
	struct rule_setting *set = rule_setting(look->settings, look->rule->name);
	struct regex_span found;

	if (!set->text || !*set->text)
		return LOOK_FINE;
	if (!set->re && regex_compile(&set->re, set->text, REGEX_UTF, look->err) < 0)
		return -1;
	switch (regex_match(set->re, look->m->raw.s, look->m->raw.n, 0, &found)) {
	case REGEX_YES:
		return look_answer(look, true,
			(struct span){look->m->raw.s + found.start, found.end - found.start},
			"an issue is referred to");
	case REGEX_NO:
		return look_answer(look, false, (struct span){NULL, 0},
			"no issue is referred to; a footer like 'Refs: #12' does");
	case REGEX_GAVE_UP:
		break;
	}
	return error_set(
		look->err, ERR_LIMIT, "cannot judge the message: '%s' is too much work", set->text);
}

/* Somebody signed it off; where we know the author, the author did. */
int
rule_sign_off_author(struct rule_look *look)
{
	const char *author = look->in->author;
	struct span token, value, other = {NULL, 0};

	for (size_t i = look->m->header_at + 1; i < look->m->n; i++) {
		if (!trailer_read(&token, &value, look->m->v[i]) || !like(token, "signed-off-by"))
			continue;
		if (!author || span_is(value, author))
			return LOOK_FINE;
		other = value;
	}
	if (!other.s)
		return look_wrong(look, (struct span){NULL, 0},
			"there is no Signed-off-by; `git commit -s` adds it");
	return look_wrong(look, other,
		arena_printf(look->mem, "it is signed off, but not by its author, %s", author));
}

static const char *
autosquash(struct span header)
{
	static const char *const marks[] = {"fixup!", "squash!", "amend!"};

	for (size_t i = 0; i < countof(marks); i++) {
		if (span_starts(header, marks[i]))
			return marks[i];
	}
	return NULL;
}

int
rule_no_fixup(struct rule_look *look)
{
	const char *mark = autosquash(look->m->header);

	if (!mark || !(look->in->is_pushed || look->in->refuses_fixup))
		return LOOK_FINE;
	if (look->in->refuses_fixup)
		look->found->level = LEVEL_FAIL;
	return look_wrong(look, (struct span){look->m->header.s, strlen(mark)},
		arena_printf(look->mem, "%s is meant for `git rebase -i --autosquash`", mark));
}

/* The mark of unfinished work at the start, in brackets or not. */
static size_t
unfinished(struct span t)
{
	static const char *const words[] = {"wip", "draft", "do not merge", "dnm", "tmp"};
	size_t skip = t.n && strchr("[(<", *t.s) && *t.s;

	for (size_t i = 0; i < countof(words); i++) {
		size_t end;

		if (!like(span_from(t, skip), words[i]))
			continue;
		end = skip + strlen(words[i]);
		if (end == t.n || !units_is_word(t.s[end]))
			return end;
	}
	return 0;
}

int
rule_no_wip(struct rule_look *look)
{
	struct span at = look->m->header;
	size_t n;

	if (!look->in->is_pushed && !look->in->refuses_wip)
		return LOOK_FINE;
	n = unfinished(at);
	if (!n) {
		at = units_trim_start(look->m->subject);
		n = unfinished(at);
	}
	if (!n)
		return LOOK_FINE;
	if (look->in->refuses_wip)
		look->found->level = LEVEL_FAIL;
	return look_wrong(look, (struct span){at.s, n}, "it says itself that it is unfinished");
}

int
rule_body_required(struct rule_look *look)
{
	const char *type = look_text(look, look->m->type);

	if (!look->m->type.n || look->m->body.n || !strs_has(&look->set->words, type))
		return LOOK_FINE;
	return look_wrong(look, (struct span){NULL, 0},
		arena_printf(look->mem, "'%s' asks for a body that says why", type));
}

/* Verbs that commits begin with.  Those marked are nouns as well with an s: tests, updates. */
static const char *const verbs[] = {"add", "adjust", "allow", "apply", "avoid", "bump*", "change*",
	"check*", "clarify", "clean", "close*", "convert", "correct", "create", "delete",
	"deprecate", "disable", "document*", "drop*", "enable", "ensure", "exclude", "expose",
	"extend", "extract", "fix", "handle*", "hide", "ignore", "implement", "improve", "include",
	"introduce", "make*", "merge*", "migrate", "move*", "open*", "optimize", "prevent",
	"refactor", "reformat", "remove", "rename", "reorganize", "replace", "restore", "return*",
	"revert", "rewrite*", "simplify", "skip*", "split*", "support*", "switch*", "test*",
	"tweak*", "update*", "upgrade*", "use*", "validate"};

static bool
is_form(const char *verb, size_t n, struct span word)
{
	char last = verb[n - 1], base[32];
	bool is_noun = verb[n] == '*';
	struct span rest;

	if (n + 3 >= sizeof(base) || word.n <= n - (last == 'e' || last == 'y') ||
		memcmp(word.s, verb, n - 1) != 0)
		return false;
	rest = span_from(word, n);
	if (word.s[n - 1] == last) {
		if (span_is(rest, "s") || span_is(rest, "es"))
			return !is_noun;
		if (span_is(rest, "ing"))
			return !is_noun && last != 'e';
		if (span_is(rest, "d"))
			return last == 'e';
		if (span_is(rest, "ed"))
			return last != 'e' && last != 'y';
		return rest.n && *rest.s == last &&
		       (span_is(span_from(rest, 1), "ed") || span_is(span_from(rest, 1), "ing"));
	}
	rest = span_from(word, n - 1);
	if (last == 'y')
		return span_is(rest, "ied") || span_is(rest, "ies");
	return last == 'e' && span_is(rest, "ing");
}

int
rule_imperative(struct rule_look *look)
{
	struct span subject = units_trim(look->m->subject), word = subject;
	char *small;

	while (word.n && memchr(word.s, ' ', word.n))
		word.n = (size_t)((const char *)memchr(word.s, ' ', word.n) - word.s);
	small = arena_strndup(look->mem, word.s, word.n);
	if (*small >= 'A' && *small <= 'Z')
		*small = (char)(*small | 32);
	for (size_t i = 0; word.n && word.n < subject.n && i < countof(verbs); i++) {
		const char *rest = subject.s + word.n;
		size_t n;

		if (*verbs[i] != *small)
			continue;
		n = strcspn(verbs[i], "*");
		if (!is_form(verbs[i], n, (struct span){small, word.n}))
			continue;
		return look_wrong_hint(look, word,
			arena_printf(
				look->mem, "say what the commit does: '%.*s'", (int)n, verbs[i]),
			look_header(
				look, &(struct look_header){
					      .subject = arena_printf(look->mem, "%.*s%.*s", (int)n,
						      verbs[i], (int)(subject.n - word.n), rest)}));
	}
	return LOOK_FINE;
}

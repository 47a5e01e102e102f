/* SPDX-License-Identifier: MIT */
/*
 * rule -- what a repository makes of the table; see rule.h.
 */
#include "gates/message/rule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/text.h"
#include "gates/message/letter_case.h"

static const char *const modes[] = {
	[MESSAGE_OWN] = "none",
	[MESSAGE_COMMITLINT_20] = "commitlint-20",
	[MESSAGE_COMMITLINT_21] = "commitlint-21",
};

const struct rule *
rule_find(const char *name)
{
	for (size_t from = 0, to = rule_nrows; from < to;) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(name, rule_rows[middle].name);

		if (order == 0)
			return &rule_rows[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

const char *
rule_nearest(const char *name, struct arena *mem)
{
	struct strs names = {0};

	for (size_t i = 0; i < rule_nrows; i++)
		strs_add(&names, rule_rows[i].name, mem);
	return text_nearest(name, &names);
}

bool
message_mode_read(enum message_mode *out, const char *word)
{
	for (size_t i = 0; i < countof(modes); i++) {
		if (strcmp(modes[i], word) == 0) {
			*out = (enum message_mode)i;
			return true;
		}
	}
	return false;
}

/* Digits alone, or `infinity`. */
static bool
read_number(size_t *out, const char *text)
{
	char *end;

	if (strcmp(text, "infinity") == 0) {
		*out = RULE_UNLIMITED;
		return true;
	}
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*out = strtoul(text, &end, 10);
	return *end == '\0' && errno == 0;
}

static int
read_words(struct strs *out, const struct rule *r, const char *text, struct arena *mem,
	struct error *err)
{
	*out = (struct strs){0};
	strs_split(out, text, mem);
	for (size_t i = 0; r->kind == RULE_CASES && i < out->n; i++) {
		enum letter_case ignored;

		if (!letter_case_read(&ignored, out->v[i]))
			return error_set(err, ERR_CONFIG, "'%s' is no case", out->v[i]);
	}
	return 0;
}

static int
read_value(struct rule_setting *out, const struct rule *r, const char *text, struct arena *mem,
	struct error *err)
{
	switch (r->kind) {
	case RULE_NO_VALUE:
		return error_set(err, ERR_CONFIG, "rule '%s' has no value", r->name);
	case RULE_WORDS:
	case RULE_CASES:
		return read_words(&out->words, r, text, mem, err);
	case RULE_NUMBER:
		if (!read_number(&out->number, text))
			return error_set(
				err, ERR_CONFIG, "'%s' is no number, nor `infinity`", text);
		return 0;
	case RULE_EXPRESSION:
		regex_free(out->re);
		out->re = NULL;
		if (*text && regex_compile(&out->re, text, REGEX_UTF, err) < 0)
			return -1;
		break;
	case RULE_TEXT:
		break;
	}
	out->text = text;
	return 0;
}

void
rule_settings_init(struct rule_settings *out, enum message_mode mode, struct arena *mem)
{
	*out = (struct rule_settings){.mem = mem, .mode = mode};
	out->v = arena_alloc(mem, rule_nrows, sizeof(*out->v));
	for (size_t i = 0; i < rule_nrows; i++) {
		const struct rule *r = &rule_rows[i];
		struct rule_setting *s = &out->v[i];
		struct error none;

		s->level = mode == MESSAGE_OWN || !r->is_ours ? r->level : LEVEL_OFF;
		s->is_never = r->is_never;
		if (r->value && read_value(s, r, r->value, mem, &none) < 0)
			s->level = LEVEL_OFF; /* a test walks the table: no default is wrong */
	}
}

void
rule_settings_release(struct rule_settings *s)
{
	for (size_t i = 0; s->v && i < rule_nrows; i++)
		regex_free(s->v[i].re);
	for (size_t i = 0; s->ignore_re && i < s->ignore.n; i++)
		regex_free(s->ignore_re[i]);
	regex_free(s->words_re);
	*s = (struct rule_settings){0};
}

struct rule_setting *
rule_setting(const struct rule_settings *s, const char *name)
{
	const struct rule *r = rule_find(name);

	return r ? &s->v[r - rule_rows] : NULL;
}

static int
set_level(struct rule_setting *out, const char *word, struct error *err)
{
	static const struct {
		const char *word;
		enum level level;
	} levels[] = {{"error", LEVEL_FAIL}, {"warn", LEVEL_WARN}, {"off", LEVEL_OFF}};

	for (size_t i = 0; i < countof(levels); i++) {
		if (strcmp(levels[i].word, word) == 0) {
			out->level = levels[i].level;
			return 0;
		}
	}
	return error_set(err, ERR_CONFIG, "level '%s' is none of error warn off", word);
}

int
rule_set(struct rule_settings *s, const char *name, const struct rule_wish *wish, struct arena *mem,
	struct error *err)
{
	const struct rule *r = rule_find(name);
	struct rule_setting *out = rule_setting(s, name);

	if (!r) {
		const char *meant = rule_nearest(name, mem);

		return error_set(err, ERR_CONFIG, "unknown rule '%s'%s%s%s", name,
			meant ? "; did you mean '" : "", meant ? meant : "", meant ? "'?" : "");
	}
	if (wish->level && set_level(out, wish->level, err) < 0)
		return -1;
	if (wish->when && !r->has_when)
		return error_set(err, ERR_CONFIG, "rule '%s' has no `when`", name);
	if (wish->when && strcmp(wish->when, "always") != 0 && strcmp(wish->when, "never") != 0)
		return error_set(err, ERR_CONFIG, "'%s' is neither always nor never", wish->when);
	if (wish->when)
		out->is_never = strcmp(wish->when, "never") == 0;
	return wish->value ? read_value(out, r, wish->value, mem, err) : 0;
}

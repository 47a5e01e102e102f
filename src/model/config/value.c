/* SPDX-License-Identifier: MIT */
/*
 * value -- see value.h.  One small parser a type, in a table by type.
 */
#include "model/config/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"
#include "base/text.h"
#include "model/command.h"
#include "model/config/assignment.h"
#include "model/config/config.h"
#include "model/config/iniline.h"
#include "model/config/problem.h"
#include "model/config/quantity.h"
#include "model/plan/pattern.h"

struct input { /* one part of a setting, for a parser */
	const struct key *key;
	const char *text;
	const struct value_context *ctx;
};

typedef int parse_fn(void *field, const struct input *in, struct error *err);

const char *
value_hint(const char *name, const struct strs *known, struct arena *mem)
{
	const char *near = text_nearest(name, known);

	return near ? arena_printf(mem, "; did you mean '%s'?", near) : "";
}

int
value_words(struct strs *out, const char *text, struct arena *mem, struct error *err)
{
	while (*(text += strspn(text, " \t\r\n"))) {
		char *word = arena_alloc(mem, strlen(text) + 1, 1), *to = word;
		bool is_quoted = false;

		for (; *text && (is_quoted || !strchr(" \t\r\n", *text)); text++) {
			if (text[0] == '\\' && text[1] == '"')
				*to++ = *++text;
			else if (*text == '"')
				is_quoted = !is_quoted;
			else
				*to++ = *text;
		}
		if (is_quoted)
			return error_set(err, ERR_CONFIG, "an unclosed quote");
		strs_add(out, word, mem);
	}
	return 0;
}

static int
parse_text(void *field, const struct input *in, struct error *err)
{
	(void)err;
	*(const char **)field = in->text;
	return 0;
}

static int
parse_word(void *field, const struct input *in, struct error *err)
{
	if (strpbrk(in->text, " \t"))
		return error_set(err, ERR_CONFIG, "takes one word, not '%s'", in->text);
	return parse_text(field, in, err);
}

static int
parse_words(void *field, const struct input *in, struct error *err)
{
	return value_words(field, in->text, in->ctx->mem, err);
}

static int
parse_patterns(void *field, const struct input *in, struct error *err)
{
	unsigned flags = in->key->type == TYPE_NAMES ? PATTERN_BASENAME : 0;
	struct strs words = {0};

	if (value_words(&words, in->text, in->ctx->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < words.n; i++) {
		if (patterns_add(field, words.v[i], flags, in->ctx->mem, err) < 0)
			return -1;
	}
	return 0;
}

static int
parse_paths(void *field, const struct input *in, struct error *err)
{
	struct strs words = {0};

	if (value_words(&words, in->text, in->ctx->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < words.n; i++) {
		if (words.v[i][0] == '/')
			return error_set(err, ERR_CONFIG,
				"'%s' is absolute; paths are the repository's", words.v[i]);
		if (!words.v[i][0] || !path_clean(words.v[i], in->ctx->mem))
			return error_set(
				err, ERR_CONFIG, "'%s' is outside the repository", words.v[i]);
	}
	strs_add_all(field, &words, in->ctx->mem);
	return 0;
}

static int
word_index(const char *words, const char *word)
{
	size_t n = strlen(word);
	int index = 0;

	for (const char *w = words; *w; index++) {
		size_t len = strcspn(w, " ");

		if (len == n && memcmp(w, word, n) == 0)
			return index;
		w += len;
		w += strspn(w, " ");
	}
	return -1;
}

static int
parse_bool(void *field, const struct input *in, struct error *err)
{
	int index = word_index("no yes false true off on 0 1", in->text);

	if (index < 0)
		return error_set(err, ERR_CONFIG, "takes yes or no, not '%s'", in->text);
	*(bool *)field = index % 2 == 1;
	return 0;
}

static int
parse_number(void *field, const struct input *in, struct error *err)
{
	return quantity_count(field, in->text, err);
}

static bool
is_percentage(const struct key *key)
{
	static const char tail[] = "coverage";
	size_t n = strlen(key->name);

	if (strcmp(key->name, "pass-rate") == 0)
		return true;
	return n >= sizeof(tail) - 1 && strcmp(key->name + n - (sizeof(tail) - 1), tail) == 0;
}

static int
parse_threshold(void *field, const struct input *in, struct error *err)
{
	double value;

	if (quantity_decimal(&value, in->text, err) < 0)
		return -1;
	if (is_percentage(in->key) && value > 100)
		return error_set(err, ERR_CONFIG, "is a percentage; '%s' is over 100", in->text);
	((struct threshold *)field)->value = value;
	return 0;
}

static int
parse_duration(void *field, const struct input *in, struct error *err)
{
	int64_t ms;

	if (quantity_duration(&ms, in->text, err) < 0)
		return -1;
	if (ms == 0)
		return error_set(err, ERR_CONFIG, "takes a duration above zero");
	*(int64_t *)field = ms;
	return 0;
}

/* It is kept as it is written. */
static int
parse_lifetime(void *field, const struct input *in, struct error *err)
{
	struct error ignored;
	int64_t ms;

	if (strcmp(in->text, "yes") != 0 && strcmp(in->text, "no") != 0 &&
		parse_duration(&ms, in, &ignored) < 0)
		return error_set(
			err, ERR_CONFIG, "takes yes, no or a duration (24h), not '%s'", in->text);
	return parse_text(field, in, err);
}

static int
parse_choice(void *field, const struct input *in, struct error *err)
{
	int index = word_index(in->key->choices, in->text);
	struct strs known = {0};

	if (index < 0 || strchr(in->text, ' ')) {
		strs_split(&known, in->key->choices, in->ctx->mem);
		return error_set(err, ERR_CONFIG, "takes one of %s, not '%s'%s",
			strs_join(&known, ", ", in->ctx->mem), in->text,
			value_hint(in->text, &known, in->ctx->mem));
	}
	*(int *)field = index;
	return 0;
}

static int
parse_stage(void *field, const struct input *in, struct error *err)
{
	const struct stages *stages = in->ctx->stages;
	int index = stage_find(stages, in->text);
	struct strs known = {0};

	if (index == STAGE_NONE) {
		for (size_t i = 0; i < stages->n; i++)
			strs_add(&known, stages->v[i].name, in->ctx->mem);
		return error_set(err, ERR_CONFIG, "unknown stage '%s'%s", in->text,
			value_hint(in->text, &known, in->ctx->mem));
	}
	*(int *)field = index;
	return 0;
}

/* Parts of a command are joined first: an operator or a quote may span none of them alone. */
static int
parse_command(void *field, const struct input *in, struct error *err)
{
	struct command parsed = {0};

	if (command_parse(&parsed, in->text, in->ctx->known, in->ctx->mem, err) < 0)
		return -1;
	*(struct command *)field = parsed;
	return 0;
}

static int
check_regex(const char *pattern, struct error *err)
{
	struct regex *re = NULL;

	if (regex_compile(&re, pattern, 0, err) < 0)
		return -1;
	regex_free(re);
	return 0;
}

static int
parse_regex(void *field, const struct input *in, struct error *err)
{
	return check_regex(in->text, err) < 0 ? -1 : parse_text(field, in, err);
}

static int
parse_retry(void *field, const struct input *in, struct error *err)
{
	struct retry *retry = field;
	size_t digits = strcspn(in->text, " \t");
	const char *p = in->text + digits + strspn(in->text + digits, " \t");
	struct ini_text rest;
	bool is_quoted;

	if (quantity_count(&retry->times, arena_strndup(in->ctx->mem, in->text, digits), err) < 0)
		goto wrong;
	if (!*p)
		return 0;
	if (strncmp(p, "when", 4) != 0 || (p[4] != ' ' && p[4] != '\t'))
		goto wrong;
	rest = iniline_trim((struct ini_text){p + 4, strlen(p + 4)});
	retry->when = iniline_unquote(rest, &is_quoted, in->ctx->mem);
	return check_regex(retry->when, err);
wrong:
	return error_set(err, ERR_CONFIG,
		"takes how many further attempts, as in `2` or `2 when \"REGEX\"`, not '%s'",
		in->text);
}

static int
budget_add(struct budget *budget, char *item, const struct input *in, struct error *err)
{
	struct strs words = {0};
	struct budget_item new = {0};

	strs_split(&words, item, in->ctx->mem);
	if (words.n != 2)
		return error_set(err, ERR_CONFIG,
			"takes events with durations, as in `pre-commit 30s, pre-push 4m`, not "
			"'%s'",
			in->text);
	new.event = words.v[0];
	if (quantity_duration(&new.ms, words.v[1], err) < 0)
		return -1;
	for (size_t i = 0; i < budget->n; i++) {
		if (strcmp(budget->v[i].event, new.event) == 0)
			return error_set(err, ERR_CONFIG, "names '%s' twice", new.event);
	}
	budget->v =
		arena_grow(in->ctx->mem, budget->v, budget->n, &budget->cap, sizeof(*budget->v));
	budget->v[budget->n++] = new;
	return 0;
}

static int
parse_budget(void *field, const struct input *in, struct error *err)
{
	char *item = arena_strdup(in->ctx->mem, in->text), *comma;

	for (; item; item = comma) {
		comma = strchr(item, ',');
		if (comma)
			*comma++ = '\0';
		if (budget_add(field, item, in, err) < 0)
			return -1;
	}
	return 0;
}

static int
parse_assign(void *field, const struct input *in, struct error *err)
{
	struct strs words = {0};

	if (value_words(&words, in->text, in->ctx->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < words.n; i++) {
		if (assignment_check(words.v[i], in->ctx->mem, err) < 0)
			return -1;
	}
	strs_add_all(field, &words, in->ctx->mem);
	return 0;
}

static const struct {
	parse_fn *parse;
	bool is_list; /* `+=` adds */
	bool has_words;
	bool is_joined; /* parts are parsed as one text */
} types[] = {
	[TYPE_TEXT] = {.parse = parse_text},
	[TYPE_WORD] = {.parse = parse_word},
	[TYPE_WORDS] = {.parse = parse_words, .is_list = true, .has_words = true},
	[TYPE_PATTERNS] = {.parse = parse_patterns, .is_list = true, .has_words = true},
	[TYPE_NAMES] = {.parse = parse_patterns, .is_list = true, .has_words = true},
	[TYPE_PATHS] = {.parse = parse_paths, .is_list = true, .has_words = true},
	[TYPE_BOOL] = {.parse = parse_bool},
	[TYPE_NUMBER] = {.parse = parse_number},
	[TYPE_THRESHOLD] = {.parse = parse_threshold},
	[TYPE_DURATION] = {.parse = parse_duration},
	[TYPE_LIFETIME] = {.parse = parse_lifetime},
	[TYPE_CHOICE] = {.parse = parse_choice},
	[TYPE_STAGE] = {.parse = parse_stage},
	[TYPE_COMMAND] = {.parse = parse_command, .is_list = true, .is_joined = true},
	[TYPE_REGEX] = {.parse = parse_regex},
	[TYPE_RETRY] = {.parse = parse_retry},
	[TYPE_BUDGET] = {.parse = parse_budget},
	[TYPE_ASSIGN] = {.parse = parse_assign, .is_list = true, .has_words = true},
};

bool
value_is_list(enum value_type type)
{
	return types[type].is_list;
}

bool
value_has_words(enum value_type type)
{
	return types[type].has_words;
}

/* What a field holds where nothing is written. */
static void
set_nothing(void *field, enum value_type type)
{
	if (type == TYPE_THRESHOLD)
		((struct threshold *)field)->value = NAN;
	else if (type == TYPE_STAGE)
		*(int *)field = STAGE_NONE;
}

static void
read_part(void *field, const struct input *in, const struct origin *at)
{
	struct error err = {0};

	if (types[in->key->type].parse(field, in, &err) < 0)
		problem_add(in->ctx->problems, PROBLEM_ERROR, at->file, at->line, "key '%s': %s",
			in->key->name, err.msg);
}

/* `!a !b` alone takes away from nothing. */
static void
check_patterns(const struct patterns *list, const struct input *in, const struct origin *at)
{
	bool takes_in = list->n == 0;

	for (size_t i = 0; i < list->n; i++)
		takes_in |= !list->v[i].is_negated;
	if (!takes_in)
		problem_add(in->ctx->problems, PROBLEM_WARNING, at->file, at->line,
			"key '%s' only takes away and so matches nothing; say first from what, as "
			"in `* !%s`",
			in->key->name, list->v[0].text);
}

void
value_read(
	void *object, const struct key *key, const struct given *s, const struct value_context *ctx)
{
	void *field = (char *)object + key->field;
	struct input in = {.key = key, .ctx = ctx};
	struct origin at = given_origin(s);

	set_nothing(field, key->type);
	if (s->n == 0)
		return;
	if (given_is_empty(s)) {
		if (key->fallback && !types[key->type].is_list)
			problem_add(ctx->problems, PROBLEM_ERROR, at.file, at.line,
				"key '%s' needs a value", key->name);
		return;
	}
	if (types[key->type].is_joined || s->n == 1) {
		in.text = given_text(s, ctx->mem);
		read_part(field, &in, &at);
	} else {
		for (size_t i = 0; i < s->n; i++) {
			in.text = s->v[i].text;
			if (types[key->type].is_list || i + 1 == s->n)
				read_part(field, &in, &s->v[i].origin);
		}
	}
	if (key->type == TYPE_PATTERNS || key->type == TYPE_NAMES)
		check_patterns(field, &in, &at);
}

void
value_read_all(void *object, struct origin *origins, enum section_kind kind,
	const struct given *settings, const struct value_context *ctx)
{
	const struct key *first = key_first(kind);
	size_t n = key_count(kind);

	for (size_t i = 0; i < n; i++) {
		struct given s = settings[i];

		if (s.n == 0 || s.is_add)
			s = given_over(given_default(&first[i], ctx->mem), s, ctx->mem);
		value_read(object, &first[i], &s, ctx);
		origins[i] = given_origin(&s);
	}
}

void
value_release(void *object, enum section_kind kind)
{
	const struct key *first = key_first(kind);
	size_t n = key_count(kind);

	for (size_t i = 0; i < n; i++) {
		if (first[i].type == TYPE_PATTERNS || first[i].type == TYPE_NAMES)
			patterns_release((struct patterns *)((char *)object + first[i].field));
	}
}

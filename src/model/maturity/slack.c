/* SPDX-License-Identifier: MIT */
/* slack -- see slack.h. */
#include "model/maturity/slack.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/config.h"

/* Empty, they take in everything. */
static const char *const all_when_empty[] = {"files", "types"};

static const void *
field_of(const struct key *key, const void *object)
{
	return (const char *)object + key->field;
}

static bool
is_all_when_empty(const struct key *key)
{
	for (size_t i = 0; i < countof(all_when_empty); i++) {
		if (strcmp(all_when_empty[i], key->name) == 0)
			return true;
	}
	return false;
}

static bool
has_pattern(const struct patterns *list, const struct pattern *p)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].is_negated == p->is_negated && strcmp(list->v[i].text, p->text) == 0)
			return true;
	}
	return false;
}

/* Has `a` what `b` lacks?  negated: looks at those that take away. */
static bool
has_more_patterns(const struct patterns *a, const struct patterns *b, bool negated)
{
	for (size_t i = 0; i < a->n; i++) {
		if (a->v[i].is_negated == negated && !has_pattern(b, &a->v[i]))
			return true;
	}
	return false;
}

static bool
has_more_words(const struct strs *a, const struct strs *b)
{
	for (size_t i = 0; i < a->n; i++) {
		if (!strs_has(b, a->v[i]))
			return true;
	}
	return false;
}

static enum slack
compare_patterns(const struct key *key, const struct patterns *a, const struct patterns *b)
{
	bool lost = has_more_patterns(a, b, false) || has_more_patterns(b, a, true);
	bool got = has_more_patterns(b, a, false) || has_more_patterns(a, b, true);

	if (key->looser == LOOSER_CHANGED)
		return lost || got ? SLACK_CHANGED : SLACK_NONE;
	if (is_all_when_empty(key) && (a->n == 0 || b->n == 0))
		lost = a->n == 0 && b->n > 0;
	return (key->looser == LOOSER_LESS ? lost : got) ? SLACK_LOOSER : SLACK_NONE;
}

static enum slack
compare_words(const struct key *key, const struct strs *a, const struct strs *b)
{
	bool lost = has_more_words(a, b), got = has_more_words(b, a);

	if (key->looser == LOOSER_CHANGED)
		return lost || got ? SLACK_CHANGED : SLACK_NONE;
	if (is_all_when_empty(key) && (a->n == 0 || b->n == 0))
		lost = a->n == 0 && b->n > 0;
	return (key->looser == LOOSER_LESS ? lost : got) ? SLACK_LOOSER : SLACK_NONE;
}

static bool
is_of_hook(const char *event)
{
	return event && (strcmp(event, "pre-commit") == 0 || strcmp(event, "pre-push") == 0);
}

/* How it is written does not count. */
static bool
is_same_word(const struct command_word *a, const struct command_word *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct command_part *x = &a->v[i], *y = &b->v[i];

		if (strcmp(x->text ? x->text : "", y->text ? y->text : "") != 0 ||
			strcmp(x->placeholder ? x->placeholder : "",
				y->placeholder ? y->placeholder : "") != 0)
			return false;
	}
	return true;
}

static enum slack
compare_commands(const struct command *a, const struct command *b)
{
	bool is_same = a->n == b->n && !a->text == !b->text;

	for (size_t i = 0; is_same && i < a->n; i++)
		is_same = is_same_word(&a->v[i], &b->v[i]);
	return is_same ? SLACK_NONE : SLACK_CHANGED;
}

static enum slack
compare_texts(const struct key *key, const char *a, const char *b)
{
	if (strcmp(a ? a : "", b ? b : "") == 0)
		return SLACK_NONE;
	if (strcmp(key->name, "baseline") == 0) /* hides findings */
		return b ? SLACK_LOOSER : SLACK_NONE;
	if (strcmp(key->name, "on") == 0 && is_of_hook(a) && !is_of_hook(b))
		return SLACK_LOOSER; /* no hook asks for it any more */
	if (!a)
		return SLACK_CHANGED;
	return key->looser == LOOSER_CHANGED && b ? SLACK_CHANGED : SLACK_LOOSER;
}

static enum slack
compare_numbers(const struct key *key, double a, double b)
{
	if (a == b)
		return SLACK_NONE;
	if (key->looser == LOOSER_CHANGED)
		return SLACK_CHANGED;
	return (key->looser == LOOSER_LESS ? b < a : b > a) ? SLACK_LOOSER : SLACK_NONE;
}

/* Not set asks for nothing; a tolerance that is not set is none. */
static enum slack
compare_thresholds(const struct key *key, double a, double b)
{
	if (strcmp(key->name, "tolerance") == 0)
		return compare_numbers(key, isnan(a) ? 0 : a, isnan(b) ? 0 : b);
	if (isnan(a))
		return SLACK_NONE;
	return isnan(b) ? SLACK_LOOSER : compare_numbers(key, a, b);
}

static enum slack
compare_stages(const struct key *key, int a, const struct stages *before, int b,
	const struct stages *after)
{
	int then;

	if (a == STAGE_NONE)
		return SLACK_NONE;
	if (b == STAGE_NONE)
		return SLACK_LOOSER;
	then = stage_find(before, after->v[b].name); /* where it stood */
	return compare_numbers(key, a, then == STAGE_NONE ? b : then);
}

enum slack
slack_find(const struct key *key, const void *before, const struct stages *stages_before,
	const void *after, const struct stages *stages_after)
{
	const void *a = field_of(key, before), *b = field_of(key, after);

	if (key->looser == LOOSER_NONE)
		return SLACK_NONE;
	switch (key->type) {
	case TYPE_PATTERNS:
	case TYPE_NAMES:
		return compare_patterns(key, a, b);
	case TYPE_WORDS:
	case TYPE_PATHS:
	case TYPE_ASSIGN:
		return compare_words(key, a, b);
	case TYPE_BOOL:
		return compare_numbers(key, *(const bool *)a, *(const bool *)b);
	case TYPE_NUMBER:
	case TYPE_CHOICE:
		return compare_numbers(key, *(const int *)a, *(const int *)b);
	case TYPE_DURATION:
		return compare_numbers(
			key, (double)*(const int64_t *)a, (double)*(const int64_t *)b);
	case TYPE_THRESHOLD:
		return compare_thresholds(key, ((const struct threshold *)a)->value,
			((const struct threshold *)b)->value);
	case TYPE_STAGE:
		return compare_stages(
			key, *(const int *)a, stages_before, *(const int *)b, stages_after);
	case TYPE_COMMAND:
		return compare_commands(a, b);
	case TYPE_RETRY:
		return compare_numbers(
			key, ((const struct retry *)a)->times, ((const struct retry *)b)->times);
	case TYPE_TEXT:
	case TYPE_WORD:
	case TYPE_LIFETIME:
	case TYPE_REGEX:
		return compare_texts(key, *(const char *const *)a, *(const char *const *)b);
	case TYPE_BUDGET:
		break;
	}
	return SLACK_NONE;
}

/* Those of `of` that the other one lacks. */
static void
add_patterns(struct strs *out, const struct patterns *of, const struct patterns *other,
	bool negated, struct arena *mem)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct pattern *p = &of->v[i];

		if (p->is_negated == negated && !has_pattern(other, p))
			strs_add(out, arena_printf(mem, "%s%s", negated ? "!" : "", p->text), mem);
	}
}

void
slack_elements(struct strs *out, const struct key *key, const void *before, const void *after,
	struct arena *mem)
{
	const void *more = field_of(key, before), *less = field_of(key, after);

	if (key->looser == LOOSER_MORE) {
		more = field_of(key, after);
		less = field_of(key, before);
	}
	if (key->looser != LOOSER_LESS && key->looser != LOOSER_MORE)
		return;
	if (key->type == TYPE_PATTERNS || key->type == TYPE_NAMES) {
		add_patterns(out, more, less, false, mem);
		add_patterns(out, less, more, true, mem);
	} else if (key->type == TYPE_WORDS) {
		const struct strs *a = more, *b = less;

		for (size_t i = 0; i < a->n; i++) {
			if (!strs_has(b, a->v[i]))
				strs_add(out, a->v[i], mem);
		}
	}
}

static const char *
choice_text(const struct key *key, int value, struct arena *mem)
{
	struct strs words = {0};

	strs_split(&words, key->choices, mem);
	return value >= 0 && (size_t)value < words.n ? words.v[value] : "?";
}

static const char *
patterns_text(const struct patterns *list, struct arena *mem)
{
	struct strs texts = {0};

	for (size_t i = 0; i < list->n; i++)
		strs_add(&texts,
			list->v[i].is_negated ? arena_printf(mem, "!%s", list->v[i].text)
					      : list->v[i].text,
			mem);
	return strs_join(&texts, " ", mem);
}

static const char *
number_text(double value, struct arena *mem)
{
	return isnan(value) ? "" : arena_printf(mem, "%g", value);
}

const char *
slack_text(
	const struct key *key, const void *object, const struct stages *stages, struct arena *mem)
{
	const void *p = field_of(key, object);
	const char *text = "";

	switch (key->type) {
	case TYPE_PATTERNS:
	case TYPE_NAMES:
		text = patterns_text(p, mem);
		break;
	case TYPE_WORDS:
	case TYPE_PATHS:
	case TYPE_ASSIGN:
		text = strs_join(p, " ", mem);
		break;
	case TYPE_BOOL:
		text = *(const bool *)p ? "yes" : "no";
		break;
	case TYPE_NUMBER:
		text = number_text(*(const int *)p, mem);
		break;
	case TYPE_CHOICE:
		text = choice_text(key, *(const int *)p, mem);
		break;
	case TYPE_DURATION:
		text = text_duration(*(const int64_t *)p, mem);
		break;
	case TYPE_THRESHOLD:
		text = number_text(((const struct threshold *)p)->value, mem);
		break;
	case TYPE_STAGE:
		text = *(const int *)p == STAGE_NONE ? "" : stages->v[*(const int *)p].name;
		break;
	case TYPE_COMMAND:
		text = ((const struct command *)p)->text;
		break;
	case TYPE_RETRY:
		text = number_text(((const struct retry *)p)->times, mem);
		break;
	case TYPE_TEXT:
	case TYPE_WORD:
	case TYPE_LIFETIME:
	case TYPE_REGEX:
		text = *(const char *const *)p;
		break;
	case TYPE_BUDGET:
		break;
	}
	return text && *text ? text : "nothing";
}

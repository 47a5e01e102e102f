/* SPDX-License-Identifier: MIT */
/* secret_rule -- see secret_rule.h. */
#include "gates/secret/secret_rule.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#define PATTERN_MAX ((size_t)64 << 10)
#define RULES_MAX 10000

/* A token does not begin inside a word, unless that is the n of a newline escape. */
#define LEFT "(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt]))"
#define RIGHT "(?![A-Za-z0-9_-])"

/*
 * Between a name and its value: the rest of the name, an operator, what opens the value.  Or
 * anything short, if a word for a secret stands in it: acme.login({ apiKey: "...".
 */
#define NAME_START "(?:(?<![A-Za-z])|(?=[A-Z]))" /* not in the middle of another word */
#define REST "[\\w \\t.-]{0,40}?"
#define OPERATOR "[\\x22'`\\])}\\\\]{0,3}\\s{0,3}(?:=>|[:?.+!]{0,3}={1,3}|->|:|,|>|\\|\\||\\()"
#define OPENING "[\\s\\x22'`(\\[{=\\\\]{0,12}"
#define CALLED "(?i:key|token|secret|passw|pwd|auth|api|access|client|id\\b|sid|bearer|user|header)"
#define BETWEEN                                                                                    \
	"(?:" REST OPERATOR OPENING "|[^\\n]{0,64}?" CALLED REST OPERATOR OPENING                  \
	"(?i:bearer |basic |token )?)"
#define VALUE_END "(?![\\w+/=-]|\\.\\w)"

static const struct {
	const char *word;
	enum secret_check check;
} checks[] = {
	{"mixed", SECRET_MIXED},
	{"value", SECRET_VALUE},
	{"exact", SECRET_EXACT},
	{"any", SECRET_ANY},
};

static int
read_checks(uint8_t *out, const struct secret *s, struct error *err)
{
	for (size_t i = 0; i < s->check.n; i++) {
		size_t k = 0;

		while (k < countof(checks) && strcmp(checks[k].word, s->check.v[i]) != 0)
			k++;
		if (k == countof(checks))
			return error_set(err, ERR_CONFIG,
				"[secret %s] check: takes mixed, value, exact, any, not '%s'",
				s->name, s->check.v[i]);
		*out |= (uint8_t)checks[k].check;
	}
	return 0;
}

static void
add_literal(struct buf *b, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\^$.|?*+()[]{}#- ", *text))
			buf_addc(b, '\\');
		buf_addc(b, *text);
	}
}

static const char *
whole_pattern(const struct secret *s, unsigned flags, struct arena *mem)
{
	const char *whole;
	struct buf b;

	if (!s->pattern)
		return NULL;
	buf_init(&b, PATTERN_MAX);
	if (s->near.n) {
		buf_adds(&b, NAME_START "(?i:");
		for (size_t i = 0; i < s->near.n; i++) {
			buf_adds(&b, i ? "|" : "");
			add_literal(&b, s->near.v[i]);
		}
		buf_addf(&b, ")" BETWEEN "(%s)" VALUE_END, s->pattern);
	} else if (flags & SECRET_EXACT) {
		buf_adds(&b, s->pattern);
	} else {
		buf_addf(&b, LEFT "(?:%s)" RIGHT, s->pattern);
	}
	whole = arena_strndup(mem, b.data, b.len);
	buf_release(&b);
	return whole;
}

/* One or the other, from its first byte on. */
static bool
has_alternatives(const char *pattern)
{
	int depth = 0;

	for (const char *p = pattern; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '[' && strchr(p + 2, ']'))
			p = strchr(p[1] == '^' ? p + 3 : p + 2, ']');
		else if (*p == '(' || *p == ')')
			depth += *p == '(' ? 1 : -1;
		else if (*p == '|' && depth == 0)
			return true;
		if (!p)
			return true;
	}
	return false;
}

/* What every match of a pattern begins with, as far as that is plain. */
static const char *
literal_start(const char *pattern, struct arena *mem)
{
	char *text = arena_alloc(mem, strlen(pattern) + 1, 1);
	size_t n = 0;

	if (strncmp(pattern, "(?i)", 4) == 0) /* keywords know no case */
		pattern += 4;
	for (const char *p = pattern; *p && !strchr("^$.|?*+()[]{}", *p); p++) {
		if (*p == '\\') {
			if (!p[1] || strchr("dDwWsSbBAzZxhHvVRntrfe0123456789", p[1]))
				break;
			p++;
		}
		if (p[1] && strchr("?*{", p[1]))
			break;
		text[n++] = *p;
	}
	return has_alternatives(pattern) ? "" : text;
}

static int
add_keywords(struct secret_word *words, size_t *n, const struct secret *s, uint16_t owner,
	struct arena *mem, struct error *err)
{
	const struct strs *given = s->keywords.n ? &s->keywords : &s->near;

	for (size_t i = 0; i < given->n; i++)
		words[(*n)++] = (struct secret_word){given->v[i], owner};
	if (given->n || !s->pattern)
		return 0;
	words[*n] = (struct secret_word){literal_start(s->pattern, mem), owner};
	if (strlen(words[(*n)++].text) < 2)
		return error_set(err, ERR_CONFIG,
			"[secret %s] needs `keywords`: its pattern begins with no text of its own",
			s->name);
	return 0;
}

static int
check_sense(const struct secret *s, struct error *err)
{
	if (!s->pattern && !s->files.n)
		return error_set(
			err, ERR_CONFIG, "[secret %s] has neither `pattern` nor `files`", s->name);
	if (s->near.n && s->keywords.n)
		return error_set(err, ERR_CONFIG,
			"[secret %s] has both `near` and `keywords`; the words of `near` are its "
			"keywords",
			s->name);
	for (size_t i = 0; i < s->keywords.n + s->near.n; i++) {
		const char *word =
			i < s->keywords.n ? s->keywords.v[i] : s->near.v[i - s->keywords.n];

		if (!*word || strlen(word) > 100)
			return error_set(err, ERR_CONFIG,
				"[secret %s] has a keyword that is empty or over 100 bytes",
				s->name);
	}
	return 0;
}

static const char *const *
files_of(const struct secret *s, struct arena *mem)
{
	const char **v;

	if (!s->files.n)
		return NULL;
	v = arena_alloc(mem, s->files.n + 1, sizeof(*v));
	for (size_t i = 0; i < s->files.n; i++)
		v[i] = s->files.v[i].is_negated ? arena_printf(mem, "!%s", s->files.v[i].text)
						: s->files.v[i].text;
	return v;
}

static int
make_rule(struct secret_rule *to, const struct secret *s, struct arena *mem, struct error *err)
{
	double entropy = s->entropy.value;

	*to = (struct secret_rule){
		.id = s->name,
		.about = s->about ? s->about : s->name,
		.allow = s->allow,
		.files = files_of(s, mem),
		.entropy_milli = isnan(entropy) ? 0 : (uint32_t)(entropy * 1000),
		.back = (uint16_t)(s->back < 4096 ? s->back : 4096),
		.tier = (uint8_t)s->tier,
	};
	to->type = s->type ? s->type : to->about;
	if (check_sense(s, err) < 0 || read_checks(&to->checks, s, err) < 0)
		return -1;
	to->pattern = whole_pattern(s, to->checks, mem);
	return 0;
}

int
secret_rules_make(struct secret_rules *out, const struct secret *v, size_t n, struct arena *mem,
	struct error *err)
{
	struct secret_rule *rules = arena_alloc(mem, n + 1, sizeof(*rules));
	struct secret_word *words;
	size_t nwords = 0, most = 0;

	if (n > RULES_MAX)
		return error_set(err, ERR_LIMIT, "more than %d rules for secrets", RULES_MAX);
	for (size_t i = 0; i < n; i++)
		most += v[i].keywords.n + v[i].near.n + 1;
	words = arena_alloc(mem, most + 1, sizeof(*words));
	for (size_t i = 0; i < n; i++) {
		if (make_rule(&rules[i], &v[i], mem, err) < 0 ||
			add_keywords(words, &nwords, &v[i], (uint16_t)i, mem, err) < 0)
			return -1;
	}
	*out = (struct secret_rules){.v = rules, .n = n};
	return secret_machine_build(&out->machine, words, nwords, mem, err);
}

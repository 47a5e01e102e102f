/* SPDX-License-Identifier: MIT */
/*
 * letter_case -- see letter_case.h.  The common answers need no conversion: nothing that begins
 * with a small letter is in a case that begins with a capital.
 */
#include "gates/message/letter_case.h"

#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/message/letter.h"

/* lodash's pattern for words that are not plain ASCII, said for characters instead of units. */
#define LOWER "a-z\\x{df}-\\x{f6}\\x{f8}-\\x{ff}"
#define UPPER "A-Z\\x{c0}-\\x{d6}\\x{d8}-\\x{de}"
#define DINGBAT "\\x{2700}-\\x{27bf}"
#define ASTRAL "\\x{10000}-\\x{10ffff}"
#define BREAKS                                                                                     \
	"\\x{ac}\\x{b1}\\x{d7}\\x{f7}\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{60}\\x{7b}-\\x{bf}"  \
	"\\x{2000}-\\x{206f}\\x{feff}\\x{1680}\\x{180e}\\x{3000}"
#define MISC ASTRAL BREAKS "0-9" DINGBAT LOWER UPPER
#define MISC_LOWER "(?:[" LOWER "]|[^" MISC "])"
#define MISC_UPPER "(?:[" UPPER "]|[^" MISC "])"
#define APOSTROPHE "['\\x{2019}]"
#define SHORT_LOWER "(?:" APOSTROPHE "(?:d|ll|m|re|s|t|ve))?"
#define SHORT_UPPER "(?:" APOSTROPHE "(?:D|LL|M|RE|S|T|VE))?"
#define MODIFIER                                                                                   \
	"(?:[\\x{300}-\\x{36f}\\x{fe20}-\\x{fe2f}\\x{20d0}-\\x{20ff}\\x{1f3fb}-\\x{1f3ff}])?"
#define VARIANT "[\\x{fe0e}\\x{fe0f}]?"
#define REGIONAL "[\\x{1f1e6}-\\x{1f1ff}]{2}"
#define JOINED "(?:\\x{200d}(?:[^" ASTRAL "]|" REGIONAL "|[" ASTRAL "])" VARIANT MODIFIER ")*"
#define EMOJI "(?:[" DINGBAT "]|" REGIONAL "|[" ASTRAL "])" VARIANT MODIFIER JOINED

static const char word_pattern[] =
	"[" UPPER "]?[" LOWER "]+" SHORT_LOWER "(?=[" BREAKS "]|[" UPPER "]|\\z)"
	"|" MISC_UPPER "+" SHORT_UPPER "(?=[" BREAKS "]|[" UPPER "]" MISC_LOWER "|\\z)"
	"|[" UPPER "]?" MISC_LOWER "+" SHORT_LOWER "|[" UPPER "]+" SHORT_UPPER
	"|[0-9]*(?:1ST|2ND|3RD|(?![123])[0-9]TH)(?=\\b|[a-z_])"
	"|[0-9]*(?:1st|2nd|3rd|(?![123])[0-9]th)(?=\\b|[A-Z_])"
	"|[0-9]+"
	"|" EMOJI;

static const struct {
	const char *name;
	enum letter_case is;
} names[] = {
	{"lower-case", CASE_LOWER},
	{"lowercase", CASE_LOWER},
	{"lowerCase", CASE_LOWER},
	{"upper-case", CASE_UPPER},
	{"uppercase", CASE_UPPER},
	{"camel-case", CASE_CAMEL},
	{"kebab-case", CASE_KEBAB},
	{"pascal-case", CASE_PASCAL},
	{"sentence-case", CASE_SENTENCE},
	{"sentencecase", CASE_SENTENCE},
	{"snake-case", CASE_SNAKE},
	{"start-case", CASE_START},
};

bool
letter_case_read(enum letter_case *out, const char *name)
{
	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(names[i].name, name) == 0) {
			*out = names[i].is;
			return true;
		}
	}
	return false;
}

struct points {
	uint32_t *v;
	size_t n;
};

static struct points
points_of(struct span t, struct arena *mem)
{
	struct points out = {arena_alloc(mem, t.n + 1, sizeof(uint32_t)), 0};

	while (t.n)
		t = span_from(t, units_point(&out.v[out.n++], t));
	return out;
}

static struct span
text_of(struct points p, struct arena *mem)
{
	char *out = arena_alloc(mem, 4 * p.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < p.n; i++)
		n += units_put(out + n, p.v[i]);
	return (struct span){out, n};
}

static bool
is_final_sigma(struct points p, size_t at)
{
	size_t before = at, after = at + 1;

	while (before && letter_is_ignorable(p.v[before - 1]))
		before--;
	while (after < p.n && letter_is_ignorable(p.v[after]))
		after++;
	return before && letter_is_cased(p.v[before - 1]) &&
	       !(after < p.n && letter_is_cased(p.v[after]));
}

static void
add_lower(struct points *out, struct points p)
{
	for (size_t i = 0; i < p.n; i++) {
		if (p.v[i] == LETTER_SIGMA && is_final_sigma(p, i))
			out->v[out->n++] = 0x3c2;
		else
			out->n += letter_lower(out->v + out->n, p.v[i]);
	}
}

static void
add_upper(struct points *out, struct points p)
{
	for (size_t i = 0; i < p.n; i++)
		out->n += letter_upper(out->v + out->n, p.v[i]);
}

/* The first UTF-16 unit in upper case: half of a character beyond U+FFFF stays as it is. */
static struct points
add_first_upper(struct points *out, struct points p)
{
	struct points first = {p.v, p.n > 0};

	if (p.n && p.v[0] > 0xffff)
		out->v[out->n++] = p.v[0];
	else
		add_upper(out, first);
	return (struct points){p.v + first.n, p.n - first.n};
}

static void
add(struct points *out, struct points p)
{
	memcpy(out->v + out->n, p.v, p.n * sizeof(*p.v));
	out->n += p.n;
}

/* Without the marks of Latin letters, combining ones, and apostrophes. */
static struct points
plain(struct points p, struct arena *mem)
{
	struct points out = {arena_alloc(mem, 2 * p.n + 1, sizeof(uint32_t)), 0};

	for (size_t i = 0; i < p.n; i++) {
		uint32_t c = p.v[i];
		const char *as = letter_without_marks(c);

		if (c == '\'' || c == 0x2019 || (c >= 0x300 && c <= 0x36f) ||
			(c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f))
			continue;
		for (; as && *as; as++) {
			if (*as != '\'')
				out.v[out.n++] = (unsigned char)*as;
		}
		if (!letter_without_marks(c))
			out.v[out.n++] = c;
	}
	return out;
}

enum class { OF_BREAK, OF_LOWER, OF_UPPER, OF_DIGIT, OF_OTHER };

static enum class class_of(char c) {
	return c == ' '               ? OF_BREAK
	       : c >= 'a' && c <= 'z' ? OF_LOWER
	       : c >= 'A' && c <= 'Z' ? OF_UPPER
	       : c >= '0' && c <= '9' ? OF_DIGIT
				      : OF_OTHER;
}

/* Blanks apart, words of one kind of letters: then words are what stands between blanks. */
static bool
is_simple(struct span t)
{
	for (size_t i = 0; i < t.n; i++) {
		enum class now = class_of(t.s[i]), last = i ? class_of(t.s[i - 1]) : OF_BREAK;

		if (now == OF_OTHER || (last == OF_LOWER && now == OF_UPPER) ||
			(now == OF_LOWER && i > 1 && last == OF_UPPER &&
				class_of(t.s[i - 2]) == OF_UPPER))
			return false;
		if ((now == OF_DIGIT && (last == OF_LOWER || last == OF_UPPER)) ||
			(last == OF_DIGIT && (now == OF_LOWER || now == OF_UPPER)))
			return false;
	}
	return true;
}

struct words { /* one after the other */
	struct span text;
	bool is_simple;
	size_t at;
	struct regex *re;
};

static int
words_start(
	struct words *out, struct points p, struct regex **re, struct arena *mem, struct error *err)
{
	*out = (struct words){.text = text_of(p, mem)};
	out->is_simple = is_simple(out->text);
	if (!out->is_simple && !*re && regex_compile(re, word_pattern, REGEX_UTF, err) < 0)
		return -1;
	out->re = *re;
	return 0;
}

/* 1: there is one, 0: there is none, -1: cannot say. */
static int
words_next(struct span *out, struct words *w, struct error *err)
{
	struct regex_span found;

	if (w->is_simple) {
		size_t from;

		while (w->at < w->text.n && w->text.s[w->at] == ' ')
			w->at++;
		from = w->at;
		while (w->at < w->text.n && w->text.s[w->at] != ' ')
			w->at++;
		*out = (struct span){w->text.s + from, w->at - from};
		return w->at > from;
	}
	switch (regex_match(w->re, w->text.s, w->text.n, w->at, &found)) {
	case REGEX_NO:
		return 0;
	case REGEX_YES:
		*out = (struct span){w->text.s + found.start, found.end - found.start};
		w->at = found.end;
		return 1;
	case REGEX_GAVE_UP:
		break;
	}
	return error_set(err, ERR_LIMIT, "the words of a message cannot be told apart");
}

static void
add_word(struct points *out, struct points word, enum letter_case want, bool is_first)
{
	switch (want) {
	case CASE_KEBAB:
	case CASE_SNAKE:
		if (!is_first)
			out->v[out->n++] = want == CASE_KEBAB ? '-' : '_';
		add_lower(out, word);
		break;
	case CASE_START:
		if (!is_first)
			out->v[out->n++] = ' ';
		add_upper(out, (struct points){word.v, 1});
		add(out, (struct points){word.v + 1, word.n - 1});
		break;
	default:
		if (!is_first)
			word = add_first_upper(out, word);
		add_lower(out, word);
	}
}

static int
convert_words(struct points *out, struct points in, enum letter_case want, struct regex **re,
	struct arena *mem, struct error *err)
{
	struct points p = plain(in, mem);
	struct words words;
	struct span word;
	bool is_first = true;
	int rc;

	if (words_start(&words, p, re, mem, err) < 0)
		return -1;
	out->v = arena_alloc(mem, 4 * p.n + 8, sizeof(uint32_t));
	while ((rc = words_next(&word, &words, err)) > 0) {
		add_word(out, points_of(word, mem), want, is_first);
		is_first = false;
	}
	if (want == CASE_PASCAL) {
		struct points camel = *out;

		*out = (struct points){arena_alloc(mem, camel.n + 4, sizeof(uint32_t)), 0};
		add(out, add_first_upper(out, camel));
	}
	return rc;
}

static int
convert(struct points *out, struct points in, enum letter_case want, struct regex **re,
	struct arena *mem, struct error *err)
{
	*out = (struct points){NULL, 0};
	if (want != CASE_LOWER && want != CASE_UPPER && want != CASE_SENTENCE)
		return convert_words(out, in, want, re, mem, err);
	out->v = arena_alloc(mem, 3 * in.n + 1, sizeof(uint32_t));
	if (want == CASE_LOWER)
		add_lower(out, in);
	else if (want == CASE_UPPER)
		add_upper(out, in);
	else
		add(out, add_first_upper(out, in));
	return 0;
}

/* Without what stands in quotes on one line, and trimmed. */
static struct span
unquoted(struct span t, struct arena *mem)
{
	char *out = NULL;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < t.n; i++) {
		size_t end = i + 1;

		if (t.s[i] != '`' && t.s[i] != '"' && t.s[i] != '\'')
			continue;
		while (end < t.n && t.s[end] != t.s[i] && !units_break(span_from(t, end)))
			end++;
		if (end == t.n || t.s[end] != t.s[i])
			continue;
		if (!out)
			out = arena_alloc(mem, t.n, 1);
		memcpy(out + n, t.s + kept, i - kept);
		n += i - kept;
		i = end;
		kept = end + 1;
	}
	if (!out)
		return units_trim(t);
	memcpy(out + n, t.s + kept, t.n - kept);
	return units_trim((struct span){out, n + t.n - kept});
}

/* 1 or 0 where it is plain, else -1. */
static int
is_plainly(struct span t, enum letter_case want)
{
	bool is_small = true;

	if (t.n == 0)
		return 1;
	if (class_of(t.s[0]) == OF_DIGIT)
		return want == CASE_LOWER || want == CASE_UPPER || want == CASE_SENTENCE ? 1 : -1;
	if (want == CASE_UPPER || want == CASE_PASCAL || want == CASE_SENTENCE ||
		want == CASE_START)
		return class_of(t.s[0]) == OF_LOWER ? 0 : -1;
	for (size_t i = 0; i < t.n; i++) {
		if (want == CASE_LOWER && class_of(t.s[i]) == OF_UPPER)
			return 0;
		is_small &= class_of(t.s[i]) == OF_LOWER;
	}
	return is_small ? 1 : -1;
}

int
letter_case_is(struct span text, enum letter_case want, struct regex **words, struct arena *mem,
	struct error *err)
{
	struct points in, out;
	int plainly;

	text = unquoted(text, mem);
	plainly = is_plainly(text, want);
	if (plainly >= 0)
		return plainly;
	in = points_of(text, mem);
	if (convert(&out, in, want, words, mem, err) < 0)
		return -1;
	return out.n == 0 || (out.v[0] >= '0' && out.v[0] <= '9') ||
	       (out.n == in.n && memcmp(out.v, in.v, in.n * sizeof(*in.v)) == 0);
}

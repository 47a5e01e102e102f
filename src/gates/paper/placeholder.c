/* SPDX-License-Identifier: MIT */
/*
 * placeholder -- text of a specification that still waits to be written: `[Feature name]`, TBD,
 * lorem ipsum, three dots and nothing else.
 *
 * A place in brackets begins with a letter or dots and is no link, footnote, wiki link or index of
 * an array; code counts only where a whole code span is one.  Each line is said once.
 */
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/text.h"
#include "gates/paper/spec.h"

#define PLACE                                                                                      \
	"(?<![\\w\\]\\[!\\\\#])\\[(?![\\[^])(?:[A-Z]|[a-zA-Z.\\x{2026}][^\\[\\]\\n]{1,120}|"       \
	"\\x{2026})\\](?![\\[(:\\]])"
#define WORDS "\\b(?:TBD|TBC|TODO|FIXME|XXX+)\\b|(?i:\\blorem ipsum\\b)"
#define DOTS "\\A\\s*(?:\\.{2,}|\\x{2026}|-+|\\?+|<[^>\\n]*>)\\s*\\z"

static const char *const patterns[] = {PLACE "|" WORDS, DOTS};

/* The line of a place within a text that begins at `line`. */
static int
line_at(int line, const char *text, size_t at)
{
	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static void
say(const struct spec *s, int line, const char *text, const struct regex_span *span)
{
	const char *what = arena_strndup(s->mem, text + span->start, span->end - span->start);

	what += strspn(what, " \n");
	spec_find(s, line, markdown_column(&s->m, line, what), "placeholder",
		arena_printf(s->mem, "'%s' is still to be written", what));
}

/* Every line of text that holds one. */
static int
look(const struct spec *s, struct regex *re, const char *text, int line, struct error *err)
{
	size_t n = strlen(text), at = 0;

	while (at < n) {
		struct regex_span span;
		enum regex_answer answer = regex_match(re, text, n, at, &span);

		if (answer == REGEX_GAVE_UP)
			return error_set(err, ERR_LIMIT, "%s:%d cannot be looked through",
				text_path(s->path, s->mem), line);
		if (answer == REGEX_NO)
			return 0;
		say(s, line_at(line, text, span.start), text, &span);
		at = span.end > at ? span.end : at + 1;
		while (at < n && text[at] != '\n')
			at++;
	}
	return 0;
}

static int
look_everywhere(const struct spec *s, struct regex *re, struct error *err)
{
	for (size_t i = 0; i < s->m.nheadings; i++) {
		if (look(s, re, s->m.headings[i].text, s->m.headings[i].line, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < s->m.nblocks; i++) {
		const struct markdown_block *b = &s->m.blocks[i];

		if ((b->kind == MARKDOWN_TEXT || b->kind == MARKDOWN_ITEM ||
			    b->kind == MARKDOWN_TASK) &&
			look(s, re, b->prose, b->line, err) < 0)
			return -1;
	}
	return 0;
}

int
placeholder_judge(const struct spec *s, struct error *err)
{
	for (size_t i = 0; i < countof(patterns); i++) {
		struct regex *re;
		int rc;

		if (regex_compile(&re, patterns[i], REGEX_UTF, err) < 0)
			return -1;
		rc = look_everywhere(s, re, err);
		regex_free(re);
		if (rc < 0)
			return -1;
	}
	return 0;
}

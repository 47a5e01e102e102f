/* SPDX-License-Identifier: MIT */
/*
 * stored -- see stored.h.
 *
 * `git commit -v` and `--cleanup=` cannot be seen from a hook.  The diff that -v appends begins
 * behind scissors with a line of the kind `diff --git`, and comments that git wrote stand at the
 * end behind an empty line: those tell.
 */
#include "gates/message/stored.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define SCISSORS " ------------------------ >8 ------------------------"

static const char automatic[] = "#;@!$%^&|:"; /* what core.commentChar = auto chooses from */

bool
stored_is_scissors(struct span line, const char *comment)
{
	size_t n = strlen(comment);

	return line.n > n && memcmp(line.s, comment, n) == 0 &&
	       span_is(span_from(line, n), SCISSORS);
}

static struct span
next_line(struct span *rest) /* without its LF; a CR stays */
{
	const char *end = memchr(rest->s, '\n', rest->n);
	struct span line = {rest->s, end ? (size_t)(end - rest->s) : rest->n};

	*rest = span_from(*rest, line.n + (end != NULL));
	return line;
}

/* git chose the first that no line of the message began with; its comments are the last lines. */
static const char *
comment_chosen(struct span text, struct arena *mem)
{
	bool is_taken[sizeof(automatic)] = {false};
	struct span last = {"", 0};
	const char *at;

	while (text.n) {
		struct span line = next_line(&text);

		if (!line.n)
			continue;
		last = line;
		at = line.s[0] ? strchr(automatic, line.s[0]) : NULL;
		if (at)
			is_taken[at - automatic] = true;
	}
	at = last.n && last.s[0] ? strchr(automatic, last.s[0]) : NULL;
	for (size_t i = 0; !at && automatic[i]; i++) {
		if (!is_taken[i])
			at = automatic + i;
	}
	return at ? arena_strndup(mem, at, 1) : "#";
}

/* Does the text end in comments, with an empty line before them?  Then an editor was to see it. */
static bool
ends_in_comments(struct span text, const char *comment)
{
	bool is_empty = false, has_gap = false, has_comments = false;

	while (text.n) {
		struct span line = next_line(&text);

		if (line.n && span_starts(line, comment)) {
			if (!has_comments)
				has_gap = is_empty;
			has_comments = true;
		} else if (line.n) {
			has_comments = false;
		}
		is_empty = line.n == 0;
	}
	return has_comments && has_gap;
}

/* Behind the scissors: comments, then a diff or nothing. */
static bool
is_before_diff(struct span rest, const char *comment)
{
	while (rest.n) {
		struct span line = next_line(&rest);

		if (line.n && !span_starts(line, comment))
			return span_starts(line, "diff --");
	}
	return true;
}

static struct span
cut_at_scissors(struct span text, const char *comment, bool is_asked)
{
	struct span rest = text;

	while (rest.n) {
		struct span line = next_line(&rest);

		if (stored_is_scissors(line, comment) &&
			(is_asked || is_before_diff(rest, comment)))
			return (struct span){text.s, (size_t)(line.s - text.s)};
	}
	return text;
}

/* As `git stripspace`; comment NULL keeps comments. */
static struct span
strip(struct span text, const char *comment, struct arena *mem)
{
	char *out = arena_alloc(mem, text.n + 2, 1);
	size_t len = 0;
	bool is_gap = false;

	while (text.n) {
		struct span line = next_line(&text);

		if (comment && span_starts(line, comment))
			continue;
		while (line.n && strchr(" \t\r\n", line.s[line.n - 1]) && line.s[line.n - 1])
			line.n--;
		if (!line.n) {
			is_gap = len > 0;
			continue;
		}
		if (is_gap)
			out[len++] = '\n';
		is_gap = false;
		memcpy(out + len, line.s, line.n);
		len += line.n;
		out[len++] = '\n';
	}
	return (struct span){out, len};
}

struct span
stored_text(const struct message_input *in, struct arena *mem)
{
	struct span text = units_clean(in->text, in->len, mem);
	const char *comment = in->comment && *in->comment ? in->comment : "#";
	enum message_cleanup how = in->cleanup;
	bool is_edited;

	if (in->source != MESSAGE_EDIT)
		return text;
	if (strcmp(comment, "auto") == 0)
		comment = comment_chosen(text, mem);
	is_edited = in->is_edited || ends_in_comments(text, comment);
	text = cut_at_scissors(
		text, comment, in->is_verbose || (how == CLEANUP_SCISSORS && is_edited));
	if (how == CLEANUP_DEFAULT)
		how = is_edited ? CLEANUP_STRIP : CLEANUP_WHITESPACE;
	if (how == CLEANUP_VERBATIM)
		return text;
	return strip(text, how == CLEANUP_STRIP ? comment : NULL, mem);
}

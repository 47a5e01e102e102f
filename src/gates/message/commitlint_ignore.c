/* SPDX-License-Identifier: MIT */
/*
 * commitlint_ignore -- the messages that commitlint leaves alone: what git and those who host it
 * write, and versions; see commitlint.h.
 */
#include "gates/message/commitlint.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define VERSION_UNITS 256
#define IDENTIFIER_UNITS 250 /* behind its first letter */

static bool
has_behind(struct span line, const char *start, const char *then)
{
	return span_starts(line, start) && span_find(line, then, strlen(start)) != SIZE_MAX;
}

static bool
is_merge(struct span line)
{
	return span_starts(line, "Merge pull request") || span_starts(line, "Merge branch ") ||
	       span_starts(line, "Merge tag ") || has_behind(line, "Merge ", " into ");
}

/* Some line of it: `^` with the flag m. */
static bool
has_merge(struct span text)
{
	while (text.n) {
		struct span line = units_first_line(text);

		if (is_merge(line))
			return true;
		text = span_from(text, line.n);
		text = span_from(text, units_break(text));
	}
	return false;
}

static const char *
by_start(struct span text)
{
	static const struct {
		const char *start, *why;
	} rows[] = {
		{"Revert ", "a revert"},
		{"revert ", "a revert"},
		{"Reapply ", "a reapplied commit"},
		{"reapply ", "a reapplied commit"},
		{"amend!", "for `rebase --autosquash`"},
		{"fixup!", "for `rebase --autosquash`"},
		{"squash!", "for `rebase --autosquash`"},
		{"Merge remote-tracking branch", "a merge"},
		{"Automatic merge", "a merge"},
	};

	for (size_t i = 0; i < countof(rows); i++) {
		if (span_starts(text, rows[i].start))
			return rows[i].why;
	}
	return NULL;
}

static bool
is_merged(struct span line)
{
	return has_behind(line, "Merged ", "in ") || has_behind(line, "Merged ", "into ") ||
	       has_behind(line, "Merged PR ", ": ") || has_behind(line, "Auto-merged ", " into ");
}

/* The number at *at: no leading zero, no more than a double counts to. */
static bool
take_number(struct span t, size_t *at)
{
	static const char largest[] = "9007199254740991";
	size_t from = *at, n;

	while (*at < t.n && t.s[*at] >= '0' && t.s[*at] <= '9')
		(*at)++;
	n = *at - from;
	if (n == 0 || (n > 1 && t.s[from] == '0'))
		return false;
	return n < strlen(largest) || (n == strlen(largest) && memcmp(t.s + from, largest, n) <= 0);
}

static bool
take_identifier(struct span t, size_t *at, bool is_build)
{
	size_t from = *at, first = SIZE_MAX;

	for (; *at < t.n && (units_is_word(t.s[*at]) || t.s[*at] == '-') && t.s[*at] != '_';
		(*at)++) {
		if (first == SIZE_MAX && (t.s[*at] < '0' || t.s[*at] > '9'))
			first = *at;
	}
	if (*at == from)
		return false;
	if (is_build)
		return *at - from <= IDENTIFIER_UNITS;
	if (first == SIZE_MAX)
		return *at - from == 1 || t.s[from] != '0';
	return *at - first - 1 <= IDENTIFIER_UNITS;
}

static bool
take_identifiers(struct span t, size_t *at, bool is_build)
{
	do {
		(*at)++;
		if (!take_identifier(t, at, is_build))
			return false;
	} while (*at < t.n && t.s[*at] == '.');
	return true;
}

/* As semver.valid() has it. */
static bool
is_version(struct span t)
{
	size_t at = t.n && *t.s == 'v';

	if (t.n > VERSION_UNITS)
		return false;
	for (int i = 0; i < 3; i++) {
		if (i && (at >= t.n || t.s[at++] != '.'))
			return false;
		if (!take_number(t, &at))
			return false;
	}
	if (at < t.n && t.s[at] == '-' && !take_identifiers(t, &at, false))
		return false;
	if (at < t.n && t.s[at] == '+' && !take_identifiers(t, &at, true))
		return false;
	return at == t.n;
}

/* `[skip ci]` at the start, in the brackets given: its bytes, or 0. */
static size_t
skip_mark(struct span t, const char *brackets)
{
	size_t at = 1;

	if (!t.n || *t.s != brackets[0])
		return 0;
	for (int i = 0; i < 2; i++) {
		struct span rest = span_from(t, at);
		size_t gap;

		if (rest.n >= 4 && memcmp((char[]){(char)(rest.s[0] | 32), (char)(rest.s[1] | 32),
						  (char)(rest.s[2] | 32), (char)(rest.s[3] | 32)},
					   "skip", 4) == 0)
			at += 4;
		else if (rest.n >= 2 && (rest.s[0] | 32) == 'c' && (rest.s[1] | 32) == 'i')
			at += 2;
		else
			return 0;
		if (i == 1)
			break;
		rest = span_from(t, at);
		gap = rest.n && *rest.s == '-' ? 1 : units_blank(rest);
		if (!gap)
			return 0;
		at += gap;
	}
	return at < t.n && t.s[at] == brackets[1] ? at + 1 : 0;
}

static struct span
without_mark(struct span t, const char *brackets, struct arena *mem)
{
	const char open[] = {brackets[0], '\0'};

	for (size_t i = 0; (i = span_find(t, open, i)) != SIZE_MAX; i++) {
		size_t size = skip_mark(span_from(t, i), brackets);

		if (size) {
			char *out = arena_strndup(mem, t.s, t.n);

			memmove(out + i, out + i + size, t.n - i - size);
			return (struct span){out, t.n - size};
		}
	}
	return t;
}

bool
commitlint_is_version(struct span line, struct arena *mem)
{
	if (span_starts(line, "chore")) {
		size_t at = 5;

		if (at < line.n && line.s[at] == '(') {
			const char *close = memchr(line.s + at, ')', line.n - at);

			if (close && close > line.s + at + 1)
				at = (size_t)(close - line.s) + 1;
		}
		if (at < line.n && line.s[at] == ':')
			line = span_from(line, at + 1);
	}
	line = without_mark(line, "[]", mem);
	line = without_mark(line, "()", mem);
	return is_version(units_trim(line));
}

const char *
commitlint_ignored(struct span text, enum message_mode mode, struct arena *mem)
{
	const char *end, *why;
	struct span line;

	if (mode == MESSAGE_COMMITLINT_21)
		text = units_trim_end(text);
	if (has_merge(text))
		return "a merge";
	why = by_start(text);
	if (why)
		return why;
	if (is_merged(units_first_line(text)))
		return "a merge";
	end = text.n ? memchr(text.s, '\n', text.n) : NULL;
	line = (struct span){text.s, end ? (size_t)(end - text.s) : text.n};
	return commitlint_is_version(line, mem) ? "a version" : NULL;
}

/* SPDX-License-Identifier: MIT */
/* secret_pragma -- see secret_pragma.h.  The words are detect-secrets' to the byte: what it does
 * not take for a pragma is none here. */
#include "gates/secret/secret_pragma.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "gates/file.h"

static const struct opener {
	const char *text, *closer;
} openers[] = {{"#", NULL}, {"//", NULL}, {"/*", "*/"}, {"'", NULL}, {"--", NULL}, {"<!--", "-->"}};

struct span {
	const char *p, *end;
};

static bool
eat(struct span *s, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(s->end - s->p) < n || memcmp(s->p, text, n) != 0)
		return false;
	s->p += n;
	return true;
}

static void
eat_blanks(struct span *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
		s->p++;
}

static bool
eat_gap(struct span *s)
{
	return eat(s, " ") || eat(s, "-");
}

static bool
ends_in(const struct span *s, const char *closer)
{
	size_t n = strlen(closer);

	return (size_t)(s->end - s->p) >= n && memcmp(s->end - n, closer, n) == 0;
}

/* What stands behind an opener. */
static bool
is_pragma(struct span s, const struct opener *o, bool is_nextline)
{
	eat_blanks(&s);
	if (!eat(&s, "pragma:"))
		return false;
	(void)eat(&s, " ");
	if (is_nextline) {
		if (!eat(&s, "allowlist") || !eat_gap(&s) || !eat(&s, "nextline"))
			return false;
	} else if (!eat(&s, "allowlist") && !eat(&s, "whitelist")) {
		return false;
	}
	return eat_gap(&s) && eat(&s, "secret") && (!o->closer || ends_in(&s, o->closer));
}

static bool
has_extension(const char *path, const char *extension)
{
	size_t n = strlen(path), e = strlen(extension);

	return n >= e && strcmp(path + n - e, extension) == 0;
}

static struct span
trimmed(const char *line, size_t n)
{
	while (n > 0 && strchr(" \t\r\n\v\f", line[n - 1]) && line[n - 1])
		n--;
	return (struct span){line, line + n};
}

static bool
is_allowed_here(const char *line, size_t n, size_t nopeners)
{
	const struct span all = trimmed(line, n);

	for (const char *p = all.p; p < all.end; p++) {
		for (size_t i = 0; i < nopeners; i++) {
			struct span s = {p, all.end};

			if (eat(&s, openers[i].text) && is_pragma(s, &openers[i], false))
				return true;
		}
	}
	return false;
}

static bool
is_allowed_below(const char *before, size_t n, size_t nopeners)
{
	struct span s = trimmed(before, n);

	eat_blanks(&s);
	for (size_t i = 0; i < nopeners; i++) {
		struct span rest = s;

		if (eat(&rest, openers[i].text) && is_pragma(rest, &openers[i], true))
			return true;
	}
	return false;
}

static bool
has(const char *line, size_t n, const char *word)
{
	return file_search(line, n, 0, word) != SIZE_MAX;
}

bool
secret_pragma_line(const char *path, const char *line, size_t n, const char *before, size_t nbefore)
{
	size_t nopeners = has_extension(path, ".yaml") ? 1 : countof(openers);

	if (is_allowed_here(line, n, nopeners) || has(line, n, "gitleaks:allow") ||
		has(line, n, "trufflehog:ignore") || has(line, n, "secretlint-disable-line"))
		return true;
	return before && (is_allowed_below(before, nbefore, nopeners) ||
				 has(before, nbefore, "secretlint-disable-next-line"));
}

bool
secret_pragma_block(const char *data, size_t at)
{
	static const char off[] = "secretlint-disable", on[] = "secretlint-enable";
	bool is_off = false;

	for (size_t from = 0; from < at;) {
		size_t next = file_search(data, at, from, is_off ? on : off);

		if (next == SIZE_MAX)
			break;
		from = next + strlen(is_off ? on : off);
		if (is_off || data[from] != '-') /* -line and -next-line are about one line */
			is_off = !is_off;
	}
	return is_off;
}

bool
secret_pragma_any(const char *data, size_t len)
{
	return has(data, len, "pragma:") || has(data, len, "gitleaks:allow") ||
	       has(data, len, "trufflehog:ignore") || has(data, len, "secretlint-disable");
}

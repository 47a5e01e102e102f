/* SPDX-License-Identifier: MIT */
/*
 * trailer -- see trailer.h.
 */
#include "gates/message/trailer.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "gates/message/message_text.h"

static bool
is_token_char(char c)
{
	return units_is_word(c) ? c != '_' : c == '-';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool
trailer_read(struct span *token, struct span *value, struct span line)
{
	static const char words[] = "BREAKING CHANGE";
	size_t n = 0;

	if (span_starts(line, words))
		n = strlen(words);
	while (n < line.n && is_token_char(line.s[n]))
		n++;
	*token = (struct span){line.s, n};
	if (n == 0)
		return false;
	if (n + 1 < line.n && line.s[n] == ':' && is_blank(line.s[n + 1]))
		*value = units_trim(span_from(line, n + 1));
	else if (n + 2 < line.n && line.s[n] == ' ' && line.s[n + 1] == '#')
		*value = units_trim_end(span_from(line, n + 1));
	else
		return false;
	return value->n > 0;
}

enum kind { KIND_FOOTER, KIND_GENERATED, KIND_MORE, KIND_OTHER, KIND_EMPTY };

static enum kind
kind_of(struct span line)
{
	struct span token, value;

	if (!units_trim(line).n)
		return KIND_EMPTY;
	if (is_blank(line.s[0]))
		return KIND_MORE;
	if (span_starts(line, "Signed-off-by: ") ||
		span_starts(line, "(cherry picked from commit "))
		return KIND_GENERATED;
	return trailer_read(&token, &value, line) ? KIND_FOOTER : KIND_OTHER;
}

static bool
is_footer(enum kind k)
{
	return k == KIND_FOOTER || k == KIND_GENERATED;
}

/* The first line of the paragraph that ends before `end`. */
static size_t
paragraph_start(const struct span *v, size_t end, size_t least)
{
	size_t at = end;

	while (at > least && kind_of(v[at - 1]) != KIND_EMPTY)
		at--;
	return at;
}

static size_t
without_gap(const struct span *v, size_t end, size_t least)
{
	while (end > least && kind_of(v[end - 1]) == KIND_EMPTY)
		end--;
	return end;
}

/* Of lines from to end, what stands at their end and is footers alone. */
static size_t
footers_start(const struct span *v, size_t from, size_t end)
{
	size_t at = end, start = end;

	while (at > from) {
		enum kind k = kind_of(v[at - 1]);

		if (!is_footer(k) && k != KIND_MORE)
			break;
		at--;
		if (is_footer(k))
			start = at;
	}
	return start;
}

/* Trailers to git: all are, or a quarter of them and one that git itself writes. */
static bool
is_block(const struct span *v, size_t from, size_t end)
{
	size_t footers = 0, others = 0;
	bool is_generated = false;

	for (size_t i = from; i < end; i++) {
		enum kind k = kind_of(v[i]);

		footers += is_footer(k);
		others += k == KIND_OTHER;
		is_generated |= k == KIND_GENERATED;
	}
	return footers && (!others || (is_generated && footers * 3 >= others));
}

static size_t
last_block(const struct span *v, size_t n, size_t body)
{
	size_t end = without_gap(v, n, body), start = n;

	while (end > body) {
		size_t from = paragraph_start(v, end, body);
		size_t footers = footers_start(v, from, end);

		if (footers > from && start == n && is_block(v, from, end)) {
			while (from < footers && !is_footer(kind_of(v[from])))
				from++; /* prose before them, and no empty line between */
			return from;
		}
		if (footers > from)
			break;
		start = from;
		end = without_gap(v, from, body);
	}
	return start;
}

size_t
trailer_start(const struct span *v, size_t n, size_t header_at)
{
	size_t body = header_at == SIZE_MAX ? n : header_at + 1, start = last_block(v, n, body);

	for (size_t i = body; i < start; i++) {
		if (span_starts(v[i], "BREAKING CHANGE: ") ||
			span_starts(v[i], "BREAKING-CHANGE: ")) {
			size_t from = paragraph_start(v, i, body);

			return footers_start(v, from, i + 1);
		}
	}
	return start;
}

static bool
is_signature(struct span line)
{
	struct span token, value;

	return trailer_read(&token, &value, line) && token.n > 3 &&
	       memcmp(token.s + token.n - 3, "-by", 3) == 0;
}

size_t
trailer_glued(const struct message_text *m)
{
	size_t body = m->header_at + 1, end, from, start;

	if (m->header_at == SIZE_MAX || body >= m->n)
		return SIZE_MAX;
	if (m->footer_at < m->n)
		return m->footer_at > m->header_at && units_trim(m->v[m->footer_at - 1]).n
			       ? m->footer_at
			       : SIZE_MAX;
	end = without_gap(m->v, m->n, body);
	from = paragraph_start(m->v, end, body);
	start = footers_start(m->v, from, end);
	while (start < end && !is_signature(m->v[start]))
		start++;
	return start < end ? start : SIZE_MAX;
}

/* SPDX-License-Identifier: MIT */
/*
 * trailer_git -- the trailers that `git interpret-trailers --parse` finds where nothing is
 * configured: comments begin with `#`, ':' is the only separator, `---` ends the message.
 */
#include "gates/message/trailer.h"

#include <string.h>

#include "base/arena.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_empty(struct span line)
{
	while (line.n && is_space(line.s[line.n - 1]))
		line.n--;
	return line.n == 0;
}

/* Where ':' stands behind a token; 0: it is no trailer. */
static size_t
separator(struct span line)
{
	bool has_blank = false;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.s[i];

		if (c == ':')
			return i;
		if (!has_blank && ((units_is_word(c) && c != '_') || c == '-'))
			continue;
		if (!i || (c != ' ' && c != '\t'))
			break;
		has_blank = true;
	}
	return 0;
}

struct lines {
	struct span *v;
	size_t n, cap;
};

/* Without what a patch, comments and empty lines at the end are. */
static void
read_lines(struct lines *out, struct span text, struct arena *mem)
{
	*out = (struct lines){0};
	while (text.n) {
		const char *end = memchr(text.s, '\n', text.n);
		struct span line = {text.s, end ? (size_t)(end - text.s) : text.n};

		text = span_from(text, line.n + (end != NULL));
		if (span_starts(line, "---") && (line.n == 3 ? end != NULL : is_space(line.s[3])))
			break;
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = line;
	}
	while (out->n && (is_empty(out->v[out->n - 1]) || out->v[out->n - 1].s[0] == '#'))
		out->n--;
}

static size_t
title_end(const struct lines *l)
{
	size_t i = 0;

	while (i < l->n && ((l->v[i].n && l->v[i].s[0] == '#') || !is_empty(l->v[i])))
		i++;
	return i;
}

struct tally {
	size_t trailers, others, maybe_more;
	bool is_generated;
};

static void
count(struct tally *t, struct span line)
{
	bool is_generated = span_starts(line, "Signed-off-by: ") ||
			    span_starts(line, "(cherry picked from commit ");

	if (is_generated || (separator(line) && !is_space(line.s[0]))) {
		t->trailers++;
		t->maybe_more = 0;
		t->is_generated |= is_generated;
	} else if (line.s[0] != '#' && is_space(line.s[0])) {
		t->maybe_more++;
	} else {
		t->others += t->maybe_more + (line.s[0] != '#');
		t->maybe_more = 0;
	}
}

static size_t
block_start(const struct lines *l)
{
	size_t title = title_end(l);
	struct tally t = {0};

	for (size_t i = l->n; i-- > title;) {
		if (!is_empty(l->v[i])) {
			count(&t, l->v[i]);
			continue;
		}
		t.others += t.maybe_more;
		if (t.trailers && (!t.others || (t.is_generated && t.trailers * 3 >= t.others)))
			return i + 1;
		break;
	}
	return l->n;
}

struct span
trailer_parse(struct span text, struct arena *mem)
{
	char *out = arena_alloc(mem, 2 * text.n + 2, 1);
	struct lines l;
	size_t len = 0;
	bool is_inside = false;

	read_lines(&l, text, mem);
	for (size_t i = block_start(&l); i < l.n; i++) {
		struct span line = l.v[i], value;
		size_t at = separator(line);

		if (line.n && line.s[0] == '#')
			continue;
		if (is_inside && line.n && is_space(line.s[0])) {
			value = units_trim(line);
			out[len++] = ' ';
		} else if (at) {
			struct span token = units_trim_end((struct span){line.s, at});

			if (is_inside)
				out[len++] = '\n';
			memcpy(out + len, token.s, token.n);
			len += token.n;
			out[len++] = ':';
			out[len++] = ' ';
			value = units_trim(span_from(line, at + 1));
			is_inside = true;
		} else {
			if (is_inside)
				out[len++] = '\n';
			is_inside = false;
			continue;
		}
		memcpy(out + len, value.s, value.n);
		len += value.n;
	}
	return (struct span){out, len};
}

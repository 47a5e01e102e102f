/* SPDX-License-Identifier: MIT */
/* anchor -- see anchor.h. */
#include "gates/paper/anchor.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/regex.h"
#include "base/strs.h"
#include "gates/paper/html.h"

#define ANCHOR_MAX ((size_t)64 << 10)
#define UNWANTED "[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]+"

static bool
is_ascii(const char *s)
{
	while (*s && (unsigned char)*s < 0x80)
		s++;
	return !*s;
}

static void
add_wanted(struct buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80 || isalnum(c) || c == '-' || c == '_')
			buf_addc(out, (char)(c < 0x80 ? tolower(c) : c));
		else if (c == ' ' || c == '\n')
			buf_addc(out, '-');
	}
}

/* Text with characters beyond ASCII, of which only letters and digits stay. */
static void
add_letters(struct buf *out, const char *text)
{
	struct regex *unwanted = NULL;
	struct regex_span span;
	struct error ignored;
	size_t n = strlen(text), from = 0;

	if (regex_compile(&unwanted, UNWANTED, REGEX_UTF, &ignored) == 0) {
		while (from < n && regex_match(unwanted, text, n, from, &span) == REGEX_YES) {
			add_wanted(out, text + from, span.start - from);
			from = span.end;
		}
	}
	add_wanted(out, text + from, n - from);
	regex_free(unwanted);
}

char *
anchor_of(const char *text, struct arena *mem)
{
	struct buf out;
	char *anchor;

	buf_init(&out, ANCHOR_MAX);
	if (is_ascii(text))
		add_wanted(&out, text, strlen(text));
	else
		add_letters(&out, text);
	anchor = arena_strndup(mem, out.data ? out.data : "", out.len);
	buf_release(&out);
	return anchor;
}

void
anchor_html(struct strs *out, const char *html, struct arena *mem)
{
	static const char *const names[] = {"id", "name", NULL};
	struct html_value v;

	for (size_t at = 0; html_next(&v, html, &at, names);) {
		if (v.n && v.n < ANCHOR_MAX)
			strs_add(out, arena_strndup(mem, v.s, v.n), mem);
	}
}

struct numbered {
	const char *text;
	size_t place;
};

static int
compare_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

void
anchor_list(
	struct strs *out, const struct strs *headings, const struct strs *html, struct arena *mem)
{
	struct numbered *v = arena_alloc(mem, headings->n, sizeof(*v));
	size_t same = 0;

	for (size_t i = 0; i < headings->n; i++)
		v[i] = (struct numbered){.text = headings->v[i], .place = i};
	if (headings->n)
		qsort(v, headings->n, sizeof(*v), compare_numbered);
	for (size_t i = 0; i < headings->n; i++) {
		same = i && strcmp(v[i - 1].text, v[i].text) == 0 ? same + 1 : 0;
		strs_add(out, same ? arena_printf(mem, "%s-%zu", v[i].text, same) : v[i].text, mem);
	}
	strs_add_all(out, html, mem);
	strs_sort_unique(out);
}

static bool
is_same_but_for_case(const char *a, struct regex *b)
{
	struct regex_span span;
	size_t n = strlen(a);

	return regex_match(b, a, n, 0, &span) == REGEX_YES && span.start == 0 && span.end == n;
}

/* Browsers find `#Setup` as well. */
static bool
has_small(const struct strs *anchors, const char *fragment, size_t n)
{
	char small[256];

	if (n >= sizeof(small))
		return false;
	for (size_t i = 0; i <= n; i++) {
		unsigned char c = (unsigned char)fragment[i];

		small[i] = (char)(c < 0x80 ? tolower(c) : c);
	}
	return strs_has_sorted(anchors, small);
}

bool
anchor_has(const struct strs *anchors, const char *fragment)
{
	char pattern[1024];
	struct regex *re = NULL;
	struct error ignored;
	size_t n = strlen(fragment);
	bool has = strs_has_sorted(anchors, fragment) || has_small(anchors, fragment, n);

	if (has || is_ascii(fragment) || n > sizeof(pattern) - 8 || strstr(fragment, "\\E"))
		return has;
	memcpy(pattern, "\\Q", 2);
	memcpy(pattern + 2, fragment, n);
	memcpy(pattern + 2 + n, "\\E", 3);
	if (regex_compile(&re, pattern, REGEX_UTF | REGEX_ICASE, &ignored) < 0)
		return false;
	for (size_t i = 0; i < anchors->n && !has; i++)
		has = !is_ascii(anchors->v[i]) && is_same_but_for_case(anchors->v[i], re);
	regex_free(re);
	return has;
}

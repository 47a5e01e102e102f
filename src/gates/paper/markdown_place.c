/* SPDX-License-Identifier: MIT */
/*
 * markdown_place -- see markdown.h: where things stand in a document that was read, without the
 * parser.
 */
#include <string.h>
#include <strings.h>

#include "gates/paper/anchor.h"
#include "gates/paper/markdown.h"

/* The first block that stands at or behind heading h. */
static size_t
first_at(const struct markdown *m, size_t h)
{
	size_t low = 0, high = m->nblocks;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		size_t at = m->blocks[middle].heading;

		if (at == MARKDOWN_TOP || at < h)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t
markdown_from(const struct markdown *m, size_t h)
{
	return h == MARKDOWN_TOP ? m->nblocks : first_at(m, h);
}

size_t
markdown_to(const struct markdown *m, size_t h)
{
	return h == MARKDOWN_TOP ? m->nblocks : first_at(m, m->headings[h].end);
}

bool
markdown_is_below(const struct markdown *m, size_t under, size_t h)
{
	if (h == MARKDOWN_TOP || under == MARKDOWN_TOP)
		return h == MARKDOWN_TOP;
	return under >= h && under < m->headings[h].end;
}

const char *
markdown_line(const struct markdown *m, int line)
{
	return line > 0 && (size_t)line <= m->nlines ? m->data + m->lines[line - 1]
						     : m->data + m->len;
}

int
markdown_column(const struct markdown *m, int line, const char *needle)
{
	const char *p = markdown_line(m, line), *end = m->data + m->len;
	size_t n = strlen(needle);

	for (const char *s = p; n && s < end && *s != '\n' && *s != '\r'; s++) {
		if ((size_t)(end - s) >= n && memcmp(s, needle, n) == 0)
			return (int)(s - p) + 1;
	}
	return 1;
}

bool
markdown_has_anchor(const struct markdown *m, const char *fragment)
{
	return !*fragment || strcasecmp(fragment, "top") == 0 || anchor_has(&m->anchors, fragment);
}

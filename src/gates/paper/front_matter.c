/* SPDX-License-Identifier: MIT */
/* front_matter -- see front_matter.h. */
#include "gates/paper/front_matter.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "gates/paper/markdown.h"

#define MARK "\xef\xbb\xbf"

struct span {
	const char *s;
	size_t n;
};

/* The line at *at without its end and the blanks before that; *at moves behind it. */
static struct span
next_line(const struct markdown *m, size_t *at)
{
	struct span line = {m->data + *at, 0};
	size_t i = *at;

	while (i < m->len && m->data[i] != '\n' && m->data[i] != '\r')
		i++;
	line.n = i - *at;
	if (i < m->len)
		i += m->data[i] == '\r' && i + 1 < m->len && m->data[i + 1] == '\n' ? 2 : 1;
	*at = i;
	while (line.n && (line.s[line.n - 1] == ' ' || line.s[line.n - 1] == '\t'))
		line.n--;
	return line;
}

static bool
is(struct span line, const char *text)
{
	return line.n == strlen(text) && memcmp(line.s, text, line.n) == 0;
}

/* How long the name before a ':' is; 0: the line has none. */
static size_t
name_length(struct span line)
{
	size_t n = 0;

	while (n < line.n && (isalnum((unsigned char)line.s[n]) || strchr("_- .", line.s[n])))
		n++;
	if (n == 0 || n == line.n || line.s[n] != ':' || !isalpha((unsigned char)line.s[0]))
		return 0;
	return n + 1 == line.n || line.s[n + 1] == ' ' || line.s[n + 1] == '\t' ? n : 0;
}

static void
field_add(struct markdown *m, struct span line, int number, struct arena *mem)
{
	size_t n = name_length(line);
	struct span value = {line.s + n + 1, line.n - n - 1};

	while (value.n && (*value.s == ' ' || *value.s == '\t')) {
		value.s++;
		value.n--;
	}
	if (value.n > 1 && strchr("\"'", *value.s) && value.s[value.n - 1] == *value.s) {
		value.s++;
		value.n -= 2;
	}
	m->fields = arena_grow(mem, m->fields, m->nfields, &m->cfields, sizeof(*m->fields));
	m->fields[m->nfields++] = (struct markdown_field){.name = arena_strndup(mem, line.s, n),
		.value = arena_strndup(mem, value.s, value.n),
		.line = number};
}

size_t
front_matter_read(struct markdown *m, int *lines, struct arena *mem)
{
	size_t start = m->len >= 3 && memcmp(m->data, MARK, 3) == 0 ? 3 : 0, at = start;
	struct span line = next_line(m, &at);
	int number = 1;

	*lines = 0;
	if (!is(line, "---"))
		return start;
	while (at < m->len) {
		line = next_line(m, &at);
		number++;
		if (is(line, "---") || is(line, "...")) {
			*lines = number;
			return at;
		}
		if (name_length(line))
			field_add(m, line, number, mem);
		else if (number == 2)
			return start; /* a line across the page */
	}
	m->is_front_open = true;
	m->nfields = 0;
	return start;
}

const struct markdown_field *
front_matter_find(const struct markdown *m, const char *name)
{
	for (size_t i = 0; i < m->nfields; i++) {
		if (strcasecmp(m->fields[i].name, name) == 0)
			return &m->fields[i];
	}
	return NULL;
}

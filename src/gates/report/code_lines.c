/* SPDX-License-Identifier: MIT */
/* code_lines -- see code_lines.h. */
#include "gates/report/code_lines.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"

static const struct {
	const char *ending, *comment;
	bool has_blocks; /* as C has them */
} languages[] = {
	{".py", "#", false},
	{".pyi", "#", false},
	{".rb", "#", false},
	{".sh", "#", false},
	{".lua", "--", false},
};

struct line {
	const char *p;
	size_t n;
};

static struct line
trimmed(struct line l)
{
	while (l.n && strchr(" \t\r\f", *l.p)) {
		l.p++;
		l.n--;
	}
	while (l.n && strchr(" \t\r\f", l.p[l.n - 1]))
		l.n--;
	return l;
}

static bool
begins(struct line l, const char *with)
{
	size_t n = strlen(with);

	return l.n >= n && memcmp(l.p, with, n) == 0;
}

/* The line behind the end of a block comment; *is_in stays where that is not on it. */
static struct line
behind_block(struct line l, bool *is_in)
{
	for (size_t i = 0; i + 1 < l.n; i++) {
		if (l.p[i] == '*' && l.p[i + 1] == '/') {
			*is_in = false;
			return trimmed((struct line){l.p + i + 2, l.n - i - 2});
		}
	}
	return (struct line){l.p, 0};
}

static bool
is_only_brackets(struct line l)
{
	for (size_t i = 0; i < l.n; i++) {
		if (!strchr("{}()[];,", l.p[i]))
			return false;
	}
	return true;
}

static bool
is_code(struct line l, const char *comment, bool has_blocks, bool *is_in)
{
	l = trimmed(l);
	if (*is_in)
		l = behind_block(l, is_in);
	while (has_blocks && begins(l, "/*")) {
		*is_in = true;
		l = behind_block((struct line){l.p + 2, l.n - 2}, is_in);
	}
	return l.n && !begins(l, comment) && !is_only_brackets(l);
}

void
code_lines_find(
	struct code_lines *out, const char *path, const char *data, size_t len, struct arena *mem)
{
	const char *dot = strrchr(path_base(path), '.'), *end = data + len, *comment = "//";
	bool has_blocks = true, is_in = false;
	uint32_t number = 0;

	for (size_t i = 0; dot && i < countof(languages); i++) {
		if (strcmp(dot, languages[i].ending) == 0) {
			comment = languages[i].comment;
			has_blocks = languages[i].has_blocks;
		}
	}
	while (data < end) {
		const char *newline = memchr(data, '\n', (size_t)(end - data));
		size_t n = (size_t)((newline ? newline : end) - data);

		number++;
		if (is_code((struct line){data, n}, comment, has_blocks, &is_in)) {
			out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
			out->v[out->n++] = number;
		}
		data += n + 1;
	}
}

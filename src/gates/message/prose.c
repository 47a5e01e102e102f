/* SPDX-License-Identifier: MIT */
/*
 * prose -- see prose.h.
 */
#include "gates/message/prose.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"

struct prose {
	size_t n;
	bool *is_fixed; /* a row a line */
};

static bool
is_fixed_block(cmark_node_type type)
{
	return type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
	       type == CMARK_NODE_HEADING || type == CMARK_NODE_BLOCK_QUOTE ||
	       type == CMARK_NODE_THEMATIC_BREAK;
}

static void
mark_blocks(struct prose *p, cmark_node *root)
{
	cmark_iter *walk = cmark_iter_new(root);

	while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(walk);
		int from = cmark_node_get_start_line(node), to = cmark_node_get_end_line(node);

		if (!is_fixed_block(cmark_node_get_type(node)))
			continue;
		for (int line = from; line >= 1 && line <= to && (size_t)line <= p->n; line++)
			p->is_fixed[line - 1] = true;
	}
	cmark_iter_free(walk);
}

/* `| --- | :-: |` */
static bool
is_rule_of_table(struct span line)
{
	bool has_bar = false, has_dash = false;

	for (size_t i = 0; i < line.n; i++) {
		has_bar |= line.s[i] == '|';
		has_dash |= line.s[i] == '-';
		if (!line.s[i] || !strchr("|-+: \t", line.s[i]))
			return false;
	}
	return has_bar && has_dash;
}

static bool
has_bar(struct span line)
{
	return line.n && memchr(line.s, '|', line.n);
}

static void
mark_tables(struct prose *p, const struct span *v)
{
	for (size_t i = 0; i < p->n; i++) {
		if (!is_rule_of_table(v[i]))
			continue;
		if (i)
			p->is_fixed[i - 1] = true;
		for (size_t k = i; k < p->n && has_bar(v[k]); k++)
			p->is_fixed[k] = true;
	}
}

struct prose *
prose_read(struct span body, struct arena *mem)
{
	struct prose *p = arena_alloc(mem, 1, sizeof(*p));
	struct line_walk walk = {.rest = body};
	char *text = arena_alloc(mem, body.n + 2, 1);
	struct span *v = NULL, line;
	size_t cap = 0, len = 0;
	cmark_node *root;

	while (span_line(&line, &walk)) {
		v = arena_grow(mem, v, p->n, &cap, sizeof(*v));
		v[p->n++] = line;
		for (size_t i = 0; i < line.n; i++) /* to cmark a CR ends a line */
			text[len++] = line.s[i] == '\r' ? ' ' : line.s[i];
		text[len++] = '\n';
	}
	p->is_fixed = arena_alloc(mem, p->n + 1, sizeof(*p->is_fixed));
	root = cmark_parse_document(text, len, CMARK_OPT_DEFAULT);
	mark_blocks(p, root);
	cmark_node_free(root);
	mark_tables(p, v);
	return p;
}

bool
prose_is_text(const struct prose *p, size_t line)
{
	return line >= p->n || !p->is_fixed[line];
}

size_t
prose_indent(struct span line, bool *is_item)
{
	size_t at = 0, mark;

	*is_item = false;
	while (at < line.n && (line.s[at] == ' ' || line.s[at] == '\t'))
		at++;
	mark = at;
	if (mark < line.n && (line.s[mark] == '-' || line.s[mark] == '*' || line.s[mark] == '+')) {
		mark++;
	} else {
		while (mark < line.n && mark - at < 9 && line.s[mark] >= '0' && line.s[mark] <= '9')
			mark++;
		if (mark == at || mark >= line.n || (line.s[mark] != '.' && line.s[mark] != ')'))
			return at;
		mark++;
	}
	if (mark >= line.n || line.s[mark] != ' ')
		return at;
	while (mark < line.n && line.s[mark] == ' ')
		mark++;
	*is_item = true;
	return mark;
}

bool
prose_can_break(struct span line, size_t limit)
{
	bool is_item;
	size_t from = prose_indent(line, &is_item);

	for (size_t i = from + 1; i < line.n; i++) {
		if (line.s[i] == ' ' && line.s[i - 1] != ' ')
			return units_count((struct span){line.s, i}) <= limit;
	}
	return false;
}

/* SPDX-License-Identifier: MIT */
/*
 * markdown -- see markdown.h.  One walk over cmark's nodes in their order: a block is begun where
 * its node is entered, gathers what its inline nodes say, and is added where its node is left.
 */
#include "gates/paper/markdown.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/paper/anchor.h"
#include "gates/paper/front_matter.h"
#include "gates/paper/html.h"

struct reading {
	struct markdown *out;
	struct arena *mem;
	int skipped; /* lines before what cmark was given */
	int depth, lists;
	bool is_item; /* the next paragraph is the first thing in an item */
	int item_line;
	struct markdown_block block; /* the one that is gathered */
	struct buf text, prose, lead;
	bool is_leading;            /* inside of strong text that the block begins with */
	struct strs headings, html; /* anchors */
	struct markdown_heading heading;
};

static int
line_of(const struct reading *r, cmark_node *node)
{
	return cmark_node_get_start_line(node) + r->skipped;
}

static const char *
literal_of(cmark_node *node)
{
	const char *s = cmark_node_get_literal(node);

	return s ? s : "";
}

static const char *
take(struct buf *b, struct arena *mem)
{
	const char *s = arena_strndup(mem, b->data ? b->data : "", b->len);

	buf_clear(b);
	return s;
}

static void
block_add(struct reading *r, const struct markdown_block *b)
{
	struct markdown *m = r->out;

	m->blocks = arena_grow(r->mem, m->blocks, m->nblocks, &m->cblocks, sizeof(*m->blocks));
	m->blocks[m->nblocks] = *b;
	m->blocks[m->nblocks].heading = m->nheadings ? m->nheadings - 1 : MARKDOWN_TOP;
	m->blocks[m->nblocks++].depth = r->lists;
}

static void
begin(struct reading *r, cmark_node *node)
{
	r->block = (struct markdown_block){
		.kind = r->is_item ? MARKDOWN_ITEM : MARKDOWN_TEXT, .line = line_of(r, node)};
	r->is_item = false;
	buf_clear(&r->text);
	buf_clear(&r->prose);
	buf_clear(&r->lead);
}

/* How long the box is that an item begins with: `[ ]`, `[x]`, `[~]`; 0: none. */
static size_t
box_length(const char *text)
{
	if (text[0] != '[' || !text[1] || !strchr(" xX~-!?/>*+.", text[1]))
		return 0;
	if (text[2] == ']' && (text[3] == ' ' || text[3] == '\n' || !text[3]))
		return 3;
	return 0;
}

static void
box_take(struct markdown_block *b)
{
	size_t n = b->kind == MARKDOWN_ITEM ? box_length(b->text) : 0;
	char c;

	if (!n)
		return;
	c = b->text[1];
	b->kind = MARKDOWN_TASK;
	b->box = c == ' '               ? MARKDOWN_OPEN
		 : c == 'x' || c == 'X' ? MARKDOWN_CHECKED
					: MARKDOWN_OTHER;
	b->text += n + strspn(b->text + n, " ");
	if (box_length(b->prose))
		b->prose += n + strspn(b->prose + n, " ");
}

static void
finish(struct reading *r)
{
	r->block.text = take(&r->text, r->mem);
	r->block.prose = take(&r->prose, r->mem);
	if (r->lead.len)
		r->block.lead = take(&r->lead, r->mem);
	box_take(&r->block);
	block_add(r, &r->block);
}

static size_t
parent_of(const struct markdown *m, int level)
{
	size_t p = m->nheadings ? m->nheadings - 1 : MARKDOWN_TOP;

	while (p != MARKDOWN_TOP && m->headings[p].level >= level)
		p = m->headings[p].parent;
	return p;
}

static void
heading_add(struct reading *r, cmark_node *node)
{
	struct markdown *m = r->out;
	const int level = cmark_node_get_heading_level(node);
	const struct markdown_heading h = {.text = take(&r->text, r->mem),
		.level = level,
		.line = line_of(r, node),
		.parent = parent_of(m, level)};

	strs_add(&r->headings, anchor_of(h.text, r->mem), r->mem);
	m->headings =
		arena_grow(r->mem, m->headings, m->nheadings, &m->cheadings, sizeof(*m->headings));
	m->headings[m->nheadings++] = h;
}

/* Headings end where the next one begins that is not below them. */
static void
ends_find(struct markdown *m)
{
	for (size_t i = 0; i < m->nheadings; i++)
		m->headings[i].end = m->nheadings;
	for (size_t i = 1; i < m->nheadings; i++) {
		for (size_t p = i - 1; p != MARKDOWN_TOP && p != m->headings[i].parent;
			p = m->headings[p].parent)
			m->headings[p].end = i;
	}
}

/* Nothing but comments and blanks. */
static bool
is_comment(const char *html)
{
	for (;;) {
		const char *end;

		html += strspn(html, " \t\r\n");
		if (strncmp(html, "<!--", 4) != 0)
			return !*html;
		end = strstr(html + 4, "-->");
		if (!end)
			return true;
		html = end + 3;
	}
}

static void
link_add(struct reading *r, const struct markdown_link *link)
{
	struct markdown *m = r->out;

	m->links = arena_grow(r->mem, m->links, m->nlinks, &m->clinks, sizeof(*m->links));
	m->links[m->nlinks++] = *link;
}

static void
add_link(struct reading *r, cmark_node *node)
{
	const char *to = cmark_node_get_url(node);

	link_add(r, &(struct markdown_link){.to = arena_strdup(r->mem, to ? to : ""),
			    .line = line_of(r, node),
			    .column = cmark_node_get_start_column(node),
			    .is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE});
}

/* Anchors and links of HTML; comments have none. */
static void
add_html(struct reading *r, cmark_node *node)
{
	static const char *const names[] = {"href", "src", NULL};
	const char *html = literal_of(node);
	int line = line_of(r, node);
	size_t from = 0;
	struct html_value v;

	if (is_comment(html))
		return;
	anchor_html(&r->html, html, r->mem);
	for (size_t at = 0; html_next(&v, html, &at, names);) {
		for (; html + from < v.s; from++)
			line += html[from] == '\n';
		link_add(r,
			&(struct markdown_link){
				.to = arena_strndup(r->mem, v.s, v.n), .line = line, .column = 1});
	}
}

static void
leaf_add(struct reading *r, cmark_node *node)
{
	bool is_code = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
	struct markdown_block b = {
		.kind = is_code ? MARKDOWN_CODE : MARKDOWN_HTML, .line = line_of(r, node)};
	const char *text = literal_of(node);

	r->is_item = false;
	if (!is_code)
		add_html(r, node);
	if (!is_code && is_comment(text))
		return;
	b.text = arena_strdup(r->mem, text);
	b.prose = is_code ? "" : b.text;
	b.info = is_code ? arena_strdup(r->mem, cmark_node_get_fence_info(node)) : NULL;
	if (is_code) { /* cmark does not say which kind it was; the line does */
		int column = cmark_node_get_start_column(node);
		const char *line = markdown_line(r->out, b.line);
		size_t rest = (size_t)(r->out->data + r->out->len - line);

		b.is_fenced = column > 0 && rest >= (size_t)column &&
			      (line[column - 1] == '`' || line[column - 1] == '~');
	}
	block_add(r, &b);
}

static bool
is_at_beginning(const struct reading *r)
{
	const char *s = r->text.len ? r->text.data : "";
	size_t n = r->text.len;

	if (n >= 3 && s[0] == '[' && s[2] == ']') {
		s += 3;
		n -= 3;
	}
	return n == 0 || (n == 1 && s[0] == ' ');
}

static void
add_code(struct reading *r, const char *code)
{
	size_t n = strlen(code);

	if (is_at_beginning(r) && !r->lead.len)
		buf_adds(&r->lead, code);
	buf_add(&r->text, code, n);
	if (n > 2 && code[0] == '[' && code[n - 1] == ']')
		buf_add(&r->prose, code, n);
}

static void
add_text(struct reading *r, const char *text)
{
	buf_adds(&r->text, text);
	buf_adds(&r->prose, text);
	if (r->is_leading)
		buf_adds(&r->lead, text);
}

static void
enter_inline(struct reading *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		add_text(r, literal_of(node));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		add_text(r, "\n");
		break;
	case CMARK_NODE_CODE:
		add_code(r, literal_of(node));
		break;
	case CMARK_NODE_HTML_INLINE:
		add_html(r, node);
		break;
	case CMARK_NODE_STRONG:
		r->is_leading = is_at_beginning(r) && !r->lead.len;
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		add_link(r, node);
		break;
	default:
		break;
	}
}

static void
enter(struct reading *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST:
		r->lists++;
		r->is_item = false;
		break;
	case CMARK_NODE_ITEM:
		r->is_item = true;
		r->item_line = line_of(r, node);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		r->is_item = false;
		break;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		begin(r, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
		leaf_add(r, node);
		break;
	default:
		enter_inline(r, node);
		break;
	}
}

static void
leave(struct reading *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST:
		r->lists--;
		break;
	case CMARK_NODE_ITEM:
		if (r->is_item)
			block_add(r, &(struct markdown_block){.kind = MARKDOWN_ITEM,
					     .text = "",
					     .prose = "",
					     .line = r->item_line});
		r->is_item = false;
		break;
	case CMARK_NODE_PARAGRAPH:
		finish(r);
		break;
	case CMARK_NODE_HEADING:
		heading_add(r, node);
		break;
	case CMARK_NODE_STRONG:
		r->is_leading = false;
		break;
	default:
		break;
	}
}

static int
walk(struct reading *r, cmark_node *document, struct error *err)
{
	cmark_iter *it = cmark_iter_new(document);
	cmark_event_type event;
	int rc = 0;

	while (rc == 0 && (event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		bool is_leaf = !cmark_node_first_child(node);

		if (event == CMARK_EVENT_ENTER) {
			enter(r, node);
			r->depth += !is_leaf;
		} else {
			leave(r, node);
			r->depth -= !is_leaf;
		}
		if (r->depth > MARKDOWN_DEPTH)
			rc = error_set(err, ERR_LIMIT, "line %d is nested deeper than %d",
				line_of(r, node), MARKDOWN_DEPTH);
	}
	cmark_iter_free(it);
	return rc;
}

/* The first line begins behind a byte order mark, as editors count. */
static void
lines_find(struct markdown *m, size_t start, struct arena *mem)
{
	size_t *v = NULL, cap = 0;

	for (size_t i = start; i <= m->len;) {
		v = arena_grow(mem, v, m->nlines, &cap, sizeof(*v));
		v[m->nlines++] = i;
		while (i < m->len && m->data[i] != '\n' && m->data[i] != '\r')
			i++;
		i += i + 1 < m->len && memcmp(m->data + i, "\r\n", 2) == 0 ? 2 : 1;
	}
	m->lines = v;
}

int
markdown_read(
	struct markdown *out, const char *data, size_t len, struct arena *mem, struct error *err)
{
	struct reading r = {.out = out, .mem = mem};
	cmark_node *document;
	size_t at;
	int rc;

	if (len > MARKDOWN_MAX)
		return error_set(err, ERR_LIMIT, "it is over %zu MiB", MARKDOWN_MAX >> 20);
	*out = (struct markdown){.data = data, .len = len};
	at = front_matter_read(out, &r.skipped, mem);
	lines_find(out, r.skipped ? 0 : at, mem);
	document = cmark_parse_document(data + at, len - at, CMARK_OPT_VALIDATE_UTF8);
	if (!document)
		arena_die_nomem();
	buf_init(&r.text, MARKDOWN_MAX);
	buf_init(&r.prose, MARKDOWN_MAX);
	buf_init(&r.lead, MARKDOWN_MAX);
	rc = walk(&r, document, err);
	ends_find(out);
	anchor_list(&out->anchors, &r.headings, &r.html, mem);
	buf_release(&r.text);
	buf_release(&r.prose);
	buf_release(&r.lead);
	cmark_node_free(document);
	return rc;
}

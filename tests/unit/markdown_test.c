/* SPDX-License-Identifier: MIT */
/* markdown -- what is read out of a document, as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/paper/front_matter.h"
#include "gates/paper/markdown.h"

static const struct {
	const char *text, *expected;
} cases[] = {
	{"", ""},
	{"# One\n\ntext *of* `it`\nmore\n\nTwo\n---\n### Three\n",
		"1 # One\n3 text(One)0 text of it|more / text of |more\n6 ## Two < One\n8 ### "
		"Three < "
		"Two\n"
		"anchors one three two\n"},
	{"---\ntitle: \"A: b\"\nstage:  staging  \nlist:\n  - x\n---\n# H\n",
		"field 2 title=A: b\nfield 3 stage=staging\nfield 4 list=\n7 # H\nanchors h\n"},
	{"\xef\xbb\xbf---\r\na: b\r\n---\r\n# H\r\n", "field 2 a=b\n4 # H\nanchors h\n"},
	{"\xef\xbb\xbf# H\n", "1 # H\nanchors h\n"},
	{"---\na: b\n# H\n", "front is open\n2 text(-)0 a: b\n3 # H\nanchors h\n"},
	{"---\n\n# H\n", "3 # H\nanchors h\n"},
	{"- [ ] open\n- [x] done\n- [X] Done `too`\n- [~] half\n- []\n- [a] b\n- [ ]\n- "
	 "[link](x)\n-\n- item\n",
		"1 open task(-)1 open\n2 done task(-)1 done\n3 done task(-)1 Done too / Done \n"
		"4 other task(-)1 half\n5 item(-)1 []\n6 item(-)1 [a] b\n7 open task(-)1 \n"
		"8 item(-)1 link\n9 item(-)1 \n10 item(-)1 item\nlink 8:3 x\n"},
	{"1. one\n   - [ ] **Two** is\n\n     more\n2. `code` first\n3. not `code` first\n",
		"1 item(-)1 one\n2 open task(-)2 Two is lead Two\n4 text(-)2 more\n"
		"5 item(-)1 code first /  first lead code\n6 item(-)1 not code first / not  "
		"first\n"},
	{"`[name]` and `x[0]`\n", "1 text(-)0 [name] and x[0] / [name] and  lead [name]\n"},
	{"```c\nint x;\n```\n\n    indented\n\n~~~\n~~~\n> ```\n> q\n> ```\n",
		"1 code(-)0 fenced 'c' int x;|\n5 code(-)0 '' indented|\n7 code(-)0 fenced '' \n"
		"9 code(-)0 fenced '' q|\n"},
	{"<!-- a\n\nb -->\n\n<!-- c --> <!-- d -->\n\n<div id=\"One\" data-id=no>\nx\n</div>\n\nt "
	 "<a name='two'></a>\n",
		"7 html(-)0 <div id=\"One\" data-id=no>|x|</div>|\n11 text(-)0 t \n"
		"anchors One two\n"},
	{"# A\n## A\n# A!\n# B \xe2\x86\x92 C_d-e\n# \xc3\x9c"
	 "ber `x.y`\n",
		"1 # A\n2 ## A < A\n3 # A!\n4 # B \xe2\x86\x92 C_d-e\n5 # \xc3\x9c"
		"ber x.y\n"
		"anchors a a-1 a-2 b--c_d-e \xc3\x9c"
		"ber-xy\n"},
	{"![i](a.png) [t](<b c.md> \"T\") <http://x>\n\n[r]\n\n[r]: d.md#e\n",
		"1 text(-)0 i t http://x\n3 text(-)0 r\nlink 1:1 image a.png\nlink 1:13 b c.md\n"
		"link 1:31 http://x\nlink 3:1 d.md#e\n"},
	{"text\r\n\r\n# H\r\n\r\nnext\r\n", "1 text(-)0 text\n3 # H\n5 text(H)0 next\nanchors h\n"},
};

static void
add_lines(struct buf *b, const char *s)
{
	for (; *s; s++)
		buf_addc(b, *s == '\n' ? '|' : *s);
}

static void
add_block(struct buf *b, const struct markdown *m, const struct markdown_block *k)
{
	static const char *const kinds[] = {
		[MARKDOWN_TEXT] = "text",
		[MARKDOWN_ITEM] = "item",
		[MARKDOWN_TASK] = "task",
		[MARKDOWN_CODE] = "code",
		[MARKDOWN_HTML] = "html",
	};
	static const char *const boxes[] = {[MARKDOWN_OPEN] = "open ",
		[MARKDOWN_CHECKED] = "done ",
		[MARKDOWN_OTHER] = "other "};

	buf_addf(b, "%d %s%s(%s)%d ", k->line, k->kind == MARKDOWN_TASK ? boxes[k->box] : "",
		kinds[k->kind], k->heading == MARKDOWN_TOP ? "-" : m->headings[k->heading].text,
		k->depth);
	if (k->kind == MARKDOWN_CODE)
		buf_addf(b, "%s'%s' ", k->is_fenced ? "fenced " : "", k->info);
	add_lines(b, k->text);
	if (k->kind != MARKDOWN_CODE && strcmp(k->text, k->prose) != 0) {
		buf_adds(b, " / ");
		add_lines(b, k->prose);
	}
	if (k->lead)
		buf_addf(b, " lead %s", k->lead);
	buf_addc(b, '\n');
}

static void
add_heading(struct buf *b, const struct markdown *m, size_t i)
{
	const struct markdown_heading *h = &m->headings[i];

	buf_addf(b, "%d %.*s %s", h->line, h->level, "######", h->text);
	if (h->parent != MARKDOWN_TOP)
		buf_addf(b, " < %s", m->headings[h->parent].text);
	buf_addc(b, '\n');
}

static void
dump(struct buf *b, const struct markdown *m)
{
	size_t h = 0;

	if (m->is_front_open)
		buf_adds(b, "front is open\n");
	for (size_t i = 0; i < m->nfields; i++)
		buf_addf(b, "field %d %s=%s\n", m->fields[i].line, m->fields[i].name,
			m->fields[i].value);
	for (size_t i = 0; i < m->nblocks; i++) {
		for (; m->blocks[i].heading != MARKDOWN_TOP && h <= m->blocks[i].heading; h++)
			add_heading(b, m, h);
		add_block(b, m, &m->blocks[i]);
	}
	for (; h < m->nheadings; h++)
		add_heading(b, m, h);
	for (size_t i = 0; i < m->nlinks; i++)
		buf_addf(b, "link %d:%d %s%s\n", m->links[i].line, m->links[i].column,
			m->links[i].is_image ? "image " : "", m->links[i].to);
	for (size_t i = 0; i < m->anchors.n; i++)
		buf_addf(b, "%s%s%s", i ? "" : "anchors ", m->anchors.v[i],
			i + 1 < m->anchors.n ? " " : "\n");
}

static void
documents_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena *mem = arena_new();
		struct markdown m;
		struct error err;
		struct buf b;

		buf_init(&b, 1 << 20);
		assert_int_equal(
			markdown_read(&m, cases[i].text, strlen(cases[i].text), mem, &err), 0);
		dump(&b, &m);
		buf_addc(&b, '\0');
		assert_string_equal(b.data, cases[i].expected);
		buf_release(&b);
		arena_free(mem);
	}
}

static void
anchors_lead_to_headings(void **state)
{
	static const char text[] = "# The \xc3\x9c"
				   "berblick!\n\n## The \xc3\x9c"
				   "berblick\n\n<a id=\"Here\"></a>\n";
	static const char *const there[] = {"", "top",
		"the-\xc3\xbc"
		"berblick",
		"the-\xc3\xbc"
		"berblick-1",
		"THE-\xc3\x9c"
		"BERBLICK",
		"Here"};
	static const char *const not_there[] = {"the", "here2",
		"the-\xc3\xbc"
		"berblick-2",
		"\\E"};
	struct arena *mem = arena_new();
	struct markdown m;
	struct error err;

	(void)state;
	assert_int_equal(markdown_read(&m, text, strlen(text), mem, &err), 0);
	for (size_t i = 0; i < countof(there); i++)
		assert_true(markdown_has_anchor(&m, there[i]));
	for (size_t i = 0; i < countof(not_there); i++)
		assert_false(markdown_has_anchor(&m, not_there[i]));
	arena_free(mem);
}

static void
places_are_found(void **state)
{
	static const char text[] = "a\r\nbb [c]\rd";
	struct arena *mem = arena_new();
	struct markdown m;
	struct error err;

	(void)state;
	assert_int_equal(markdown_read(&m, text, strlen(text), mem, &err), 0);
	assert_int_equal(m.nlines, 3);
	assert_int_equal(markdown_column(&m, 2, "[c]"), 4);
	assert_int_equal(markdown_column(&m, 2, "d"), 1);
	assert_int_equal(markdown_column(&m, 9, "d"), 1);
	arena_free(mem);
}

static void
what_is_too_deep_is_refused(void **state)
{
	char *text = test_malloc(400001);
	struct arena *mem = arena_new();
	struct markdown m;
	struct error err;

	(void)state;
	memset(text, '>', 400000);
	assert_int_equal(markdown_read(&m, text, 400000, mem, &err), -1);
	assert_int_equal(err.code, ERR_LIMIT);
	assert_string_equal(err.msg, "line 1 is nested deeper than 1000");
	memset(text, '[', 400000);
	assert_int_equal(markdown_read(&m, text, 400000, mem, &err), 0);
	assert_int_equal(markdown_read(&m, text, MARKDOWN_MAX + 1, mem, &err), -1);
	test_free(text);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_read),
		cmocka_unit_test(anchors_lead_to_headings),
		cmocka_unit_test(places_are_found),
		cmocka_unit_test(what_is_too_deep_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * ini_test -- what the reader makes of a file, as one text: `[kind|name]@line`, `key=value@line`
 * (`+=` added, `"` quoted), then `!line: problem`.  Every input that libinih alone reads wrongly
 * without a word is a row.
 */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

static void
render(struct buf *out, const struct ini *ini, const struct problems *problems)
{
	for (size_t i = 0; i < ini->n; i++) {
		const struct ini_section *s = &ini->v[i];

		buf_addf(out, "[%s|%s]@%d\n", s->kind, s->name, s->line);
		for (size_t k = 0; k < s->n; k++) {
			const struct ini_entry *e = &s->v[k];

			buf_addf(out, "%s%s=%s%s@%d\n", e->key, e->is_add ? "+" : "",
				e->is_quoted ? "\"" : "", e->value, e->line);
		}
	}
	for (size_t i = 0; i < problems->n; i++)
		buf_addf(out, "!%d: %s\n", problems->v[i].origin.line, problems->v[i].text);
}

static void
expect_bytes(const char *text, size_t len, const char *want)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct ini ini;
	struct buf got;

	buf_init(&got, (size_t)1 << 20);
	assert_int_equal(ini_read(&ini, "tta.ini", text, len, &problems, mem, &err), 0);
	problems_sort(&problems);
	render(&got, &ini, &problems);
	assert_string_equal(got.data, want);
	buf_release(&got);
	arena_free(mem);
}

struct row {
	const char *text, *want;
};

static void
expect_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect_bytes(rows[i].text, strlen(rows[i].text), rows[i].want);
}

static void
sections_and_keys(void **state)
{
	static const struct row rows[] = {
		{"", ""},
		{"\n\n  \n; nothing\n  # nothing\n", ""},
		{"[tta]\nversion = 1\n", "[tta|]@1\nversion=1@2\n"},
		{"[tta]\r\nversion = 1\r\n", "[tta|]@1\nversion=1@2\n"},
		{"[tta]\nversion = 1", "[tta|]@1\nversion=1@2\n"},
		{"\xef\xbb\xbf[tta]\nversion=1\n", "[tta|]@1\nversion=1@2\n"},
		{"[ component \t a   b ]\n", "[component|a b]@1\n"},
		{"[gate lint] ; why\nrun=x\n", "[gate|lint]@1\nrun=x@2\n"},
		{"[branch release/[0-9]* main]\npush = none\n",
			"[branch|release/[0-9]* main]@1\npush=none@2\n"},
		{"[c a]\nx =\ny = \n", "[c|a]@1\nx=@2\ny=@3\n"},
		{"[c a]\nx = a = b\n", "[c|a]@1\nx=a = b@2\n"},
		{"[c a]\ntests += a\npaths+=b\n", "[c|a]@1\ntests+=a@2\npaths+=b@3\n"},
		{"[c a]\ntests.timeout = 1m\n", "[c|a]@1\ntests.timeout=1m@2\n"},
		{"[stage empty]\n[stage two]\n", "[stage|empty]@1\n[stage|two]@2\n"},
		{"[c \xc3\xa9]\nx = \xe2\x82\xac\n", "[c|\xc3\xa9]@1\nx=\xe2\x82\xac@2\n"},
	};

	(void)state;
	expect_rows(rows, countof(rows));
}

static void
comments(void **state)
{
	static const struct row rows[] = {
		{"[g a]\nx = \"a ; b\"\n", "[g|a]@1\nx=\"a ; b@2\n"},
		{"[g a]\nrun = sh -c \"a ; b\" {files}\n",
			"[g|a]@1\nrun=sh -c \"a ; b\" {files}@2\n"},
		{"[g a]\nproblem = \"^(?<file>[^;]+) ;\xe2\x80\xa6\"\n",
			"[g|a]@1\nproblem=\"^(?<file>[^;]+) ;\xe2\x80\xa6@2\n"},
		{"[g a]\nx = v # note\n", "[g|a]@1\nx=v@2\n"},
		{"[g a]\nx = v ; note # note\n", "[g|a]@1\nx=v@2\n"},
		{"[g a]\nx = v\t;note\n", "[g|a]@1\nx=v@2\n"},
		{"[g a]\nx = a;b#c\n", "[g|a]@1\nx=a;b#c@2\n"},
		{"[g a]\nx = ; nothing\n", "[g|a]@1\nx=@2\n"},
		{"[g a]\nx = v ; it's \"open\n", "[g|a]@1\nx=v@2\n"},
		{"[g a]\nrun = awk '{ print ; }' f\n", "[g|a]@1\nrun=awk '{ print ; }' f@2\n"},
		{"[g a]\nrun.staging = a '; b' ; c\n", "[g|a]@1\nrun.staging=a '; b'@2\n"},
		{"[c a]\nlint.fix = a '; b' ; c\n", "[c|a]@1\nlint.fix=a '; b'@2\n"},
		{"[g a]\nrun = a \\' ; b'\n", "[g|a]@1\nrun=a \\'@2\n"},
		{"[g a]\nhelp = it's ; isn't\n", "[g|a]@1\nhelp=it's@2\n"},
		{"[g a]\nx = a\n  b ; note\n  ; note\n\n  c # note\n", "[g|a]@1\nx=a b c@2\n"},
		{"[g a]\nx = \"a \\\" ; b\" ; c\n", "[g|a]@1\nx=\"a \" ; b@2\n"},
	};

	(void)state;
	expect_rows(rows, countof(rows));
}

static void
quotes(void **state)
{
	static const struct row rows[] = {
		{"[g a]\nx = \"\"\n", "[g|a]@1\nx=\"@2\n"},
		{"[g a]\nx = \"a\\\"b\\n\\\\c\"\n", "[g|a]@1\nx=\"a\"b\\n\\\\c@2\n"},
		{"[g a]\nx = \"a\" \"b\"\n", "[g|a]@1\nx=\"a\" \"b\"@2\n"},
		{"[g a]\nx = a\"b\"\n", "[g|a]@1\nx=a\"b\"@2\n"},
		{"[g a]\nx = \"  a  \"\n", "[g|a]@1\nx=\"  a  @2\n"},
		{"[g a]\nx = \"a\ny = b\n", "[g|a]@1\nx=\"a@2\ny=b@3\n!2: an unclosed quote\n"},
		{"[g a]\nx = a\n  \"b\n", "[g|a]@1\nx=a \"b@2\n!3: an unclosed quote\n"},
		{"[g a]\nrun = a 'b\n", "[g|a]@1\nrun=a 'b@2\n!2: an unclosed quote\n"},
	};

	(void)state;
	expect_rows(rows, countof(rows));
}

static void
continuations(void **state)
{
	static const struct row rows[] = {
		{"[c a]\nx = a\n  b\n\tc\n", "[c|a]@1\nx=a b c@2\n"},
		{"[c a]\nx =\n  b\n", "[c|a]@1\nx=b@2\n"},
		{"[c a]\n\tpaths = a\n\ttarget = staging\n\t  b\n",
			"[c|a]@1\npaths=a@2\ntarget=staging b@3\n"},
		{"[c a]\n        x = a\n\ty = b\n", "[c|a]@1\nx=a@2\ny=b@3\n"},
		{"[c a]\npaths = a\n  target = staging\n",
			"[c|a]@1\npaths=a@2\n!3: key 'target' is indented like a continuation of "
			"'paths'; put it below that key\n"},
		{"[c a]\npaths = a\n  tests += b\n",
			"[c|a]@1\npaths=a@2\n!3: key 'tests' is indented like a continuation of "
			"'paths'; put it below that key\n"},
		{"[c a]\npaths = a\n  target=staging\n",
			"[c|a]@1\npaths=a@2\n!3: key 'target' is indented like a continuation of "
			"'paths'; put it below that key\n"},
		{"[e a]\nset = A=1\n  B=2\n", "[e|a]@1\nset=A=1 B=2@2\n"},
		{"[g a]\nrun = env\n  x=1 make\n  --cov = y\n",
			"[g|a]@1\nrun=env x=1 make --cov = y@2\n"},
		{"[g a]\nfiles = x\n  [a-z]*.py\n", "[g|a]@1\nfiles=x [a-z]*.py@2\n"},
		{"[g a]\nfiles = x\n  [gate b]\nrun = y\n",
			"[g|a]@1\nfiles=x@2\n[gate|b]@3\nrun=y@4\n!3: a section header that is "
			"indented like a continuation\n"},
		{"[c a]\n  lost\nx = b\n",
			"[c|a]@1\nx=b@3\n!2: a line without '='; a continuation is indented deeper "
			"than its key\n"},
	};

	(void)state;
	expect_rows(rows, countof(rows));
}

#define NO_BRACKET "a section header without ']'"
#define BEHIND "text behind the ']' of a section header"
#define NO_EQUALS "a line without '='; a continuation is indented deeper than its key"
#define COLON "a line without '='; only '=' parts a key from its value, not ':'"

static void
refused(void **state)
{
	static const struct row rows[] = {
		{"[stage two] trailing\nx = 1\n[stage b]\n", "[stage|b]@3\n!1: " BEHIND "\n"},
		{"[gate a]\nrun = a\n[gate x ;y]\nrun = b\n",
			"[gate|a]@1\nrun=a@2\n!3: " NO_BRACKET "\n"},
		{"[gate a]\n[unterminated\nrun = b\n", "[gate|a]@1\n!2: " NO_BRACKET "\n"},
		{"[gate a[]\nrun = b\n", "!1: " NO_BRACKET "\n"},
		{"[gate a] b]\nrun = b\n", "!1: " BEHIND "\n"},
		{"[]\n[ ]\nx = 1\n",
			"!1: a section without a name\n!2: a section without a name\n"},
		{"x = 1\ny = 2\n[tta]\nz = 3\n",
			"[tta|]@3\nz=3@4\n!1: a key before the first section\n"},
		{"[g a]\na : v\nb = w\n", "[g|a]@1\nb=w@3\n!2: " COLON "\n"},
		{"[g a]\na:b = w\n",
			"[g|a]@1\n!2: a sign in the name of a key that cannot stand there\n"},
		{"[g a]\na b = w\n", "[g|a]@1\n!2: a blank in the name of a key\n"},
		{"[g a]\n= w\n+= w\n", "[g|a]@1\n!2: an empty name\n!3: an empty name\n"},
		{"[g a]\nword\n  more\nx = 1\n", "[g|a]@1\nx=1@4\n!2: " NO_EQUALS "\n"},
		{"[g a]\nword ; x = 1\n", "[g|a]@1\n!2: " NO_EQUALS "\n"},
		{"[g a]\nx = 1\nx = 2\n", "[g|a]@1\nx=1@2\nx=2@3\n!3: key 'x' is given twice in "
					  "one section; first in "
					  "line 2\n"},
		{"[g a]\nx = 1\nx += 2\n", "[g|a]@1\nx=1@2\nx+=2@3\n!3: key 'x' is given twice in "
					   "one section; first in "
					   "line 2\n"},
		{"[g a]\nx = 1\n[g b]\nx = 2\n[g  a]\ny = 2\n[tta]\n[tta]\n",
			"[g|a]@1\nx=1@2\n[g|b]@3\nx=2@4\n[g|a]@5\ny=2@6\n[tta|]@7\n[tta|]@8\n"
			"!5: section '[g a]' is there twice; first in line 1\n"
			"!8: section '[tta]' is there twice; first in line 7\n"},
		{"[g a]\nx = \xff\ny = 1\n", "[g|a]@1\ny=1@3\n!2: this line is not UTF-8\n"},
		{"[g a]\nx = a\x1b[0m\n", "[g|a]@1\n!2: a control character in this line\n"},
		{"[g a]\nx = a\ry = b\n", "[g|a]@1\n!2: a control character in this line\n"},
		{"[g a]\n[g \xff]\nx = 1\n", "[g|a]@1\n!2: this line is not UTF-8\n"},
	};

	(void)state;
	expect_rows(rows, countof(rows));
	expect_bytes(
		"[g a]\nx = a\0b\ny = c\n", 19, "[g|a]@1\ny=c@3\n!2: a NUL byte in this line\n");
}

/* One file, text of which is `head`, n times c, `tail`. */
static void
expect_long(const char *head, char c, size_t n, const char *tail, const char *want_head,
	const char *want_tail, bool is_kept)
{
	struct buf text, want;

	buf_init(&text, (size_t)1 << 20);
	buf_init(&want, (size_t)1 << 20);
	buf_adds(&text, head);
	buf_adds(&want, want_head);
	for (size_t i = 0; i < n; i++) {
		buf_addc(&text, c);
		if (is_kept)
			buf_addc(&want, c);
	}
	buf_adds(&text, tail);
	buf_adds(&want, want_tail);
	expect_bytes(text.data, text.len, want.data);
	buf_release(&text);
	buf_release(&want);
}

static void
lengths(void **state)
{
	(void)state;
	for (size_t n = 40; n <= INI_NAME_BYTES; n++) {
		expect_long(
			"[component ", 'n', n, "]\nx = 1\n", "[component|", "]@1\nx=1@2\n", true);
		expect_long("[g a]\n", 'k', n, " = 1\n  2\n", "[g|a]@1\n", "=1 2@2\n", true);
	}
	expect_long("[c ", 'n', 101, "]\nx = 1\n", "",
		"!1: a section name of more than 100 bytes\n", false);
	expect_long("[g a]\n", 'k', 101, " = 1\ny = 2\n", "[g|a]@1\n",
		"y=2@3\n!2: a name of more than 100 bytes\n", false);
	for (size_t n = 190; n < 210; n++)
		expect_long("[g a]\nx = ", 'v', n, "\ny = 1\n", "[g|a]@1\nx=", "@2\ny=1@3\n", true);
	expect_long("[g a]\nx = ", 'v', 5000, " a = b\n", "[g|a]@1\nx=", " a = b@2\n", true);
	expect_long("[g a]\nx = ", 'v', INI_LINE_BYTES - 4, "\n", "[g|a]@1\nx=", "@2\n", true);
	expect_long("[g a]\nx = ", 'v', INI_LINE_BYTES - 3, "\n  more\ny = 1\n", "[g|a]@1\n",
		"y=1@4\n!2: a line of more than 64 KiB\n", false);
}

static void
names_that_differ_late_stay_two(void **state)
{
	static const char *text =
		"[component "
		"a-name-that-goes-on-for-more-than-forty-nine-bytes-and-ends-in-one]\nx=1\n"
		"[component "
		"a-name-that-goes-on-for-more-than-forty-nine-bytes-and-ends-in-two]\nx=2\n";
	static const char *want = "[component|a-name-that-goes-on-for-more-than-forty-nine-bytes-"
				  "and-ends-in-one]@1\nx=1@2\n"
				  "[component|a-name-that-goes-on-for-more-than-forty-nine-bytes-"
				  "and-ends-in-two]@3\nx=2@4\n";

	(void)state;
	expect_bytes(text, strlen(text), want);
}

static void
a_file_that_is_too_long_is_refused(void **state)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct ini ini;
	char *text = arena_alloc(mem, INI_FILE_BYTES + 1, 1);

	(void)state;
	memset(text, '\n', INI_FILE_BYTES + 1);
	assert_int_equal(ini_read(&ini, "f", text, INI_FILE_BYTES, &problems, mem, &err), 0);
	assert_false(problems_refuse(&problems));
	assert_int_equal(ini_read(&ini, "f", text, INI_FILE_BYTES + 1, &problems, mem, &err), 0);
	assert_true(problems_refuse(&problems));
	arena_free(mem);
}

static void
what_is_written_reads_back(void **state)
{
	static const struct {
		const char *key, *value, *written;
	} rows[] = {
		{"x", "plain words", "plain words"},
		{"x", "", ""},
		{"x", "a ; b", "\"a ; b\""},
		{"x", " a", "\" a\""},
		{"x", ";a", "\";a\""},
		{"x", "\"a\"", "\"\\\"a\\\"\""},
		{"x", "\"a\" \"b\"", "\"a\" \"b\""},
		{"x", "5\" long", "\"5\\\" long\""},
		{"x", "a\\", "a\\"},
		{"run", "sh '; x'", "sh '; x'"},
		{"x", "'; x'", "'; x'"},
		{"x", "' ; x'", "\"' ; x'\""},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		struct problems problems = {.mem = mem};
		struct error err = {0};
		struct ini ini;
		const char *written = ini_written(rows[i].key, rows[i].value, mem);
		char *text = arena_printf(mem, "[g a]\n%s = %s\n", rows[i].key, written);

		assert_string_equal(written, rows[i].written);
		assert_int_equal(ini_read(&ini, "f", text, strlen(text), &problems, mem, &err), 0);
		assert_int_equal(problems.n, 0);
		assert_string_equal(ini.v[0].v[0].value, rows[i].value);
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_and_keys),
		cmocka_unit_test(comments),
		cmocka_unit_test(quotes),
		cmocka_unit_test(continuations),
		cmocka_unit_test(refused),
		cmocka_unit_test(lengths),
		cmocka_unit_test(names_that_differ_late_stay_two),
		cmocka_unit_test(a_file_that_is_too_long_is_refused),
		cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

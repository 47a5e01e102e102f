/* SPDX-License-Identifier: MIT */
/* findings_test -- output becomes findings, or does not; the wire of workers is not trusted. */
#include "test.h"

#include <stdio.h>

#include "base/strs.h"
#include "engine/findings.h"
#include "engine/worker.h"
#include "tree_fixture.h"

static const struct tree_row tree_rows[] = {
	{"src/a.py", "", 0}, {"src/b c.py", "", 0}, {"top.c", "", 0}, {"12:34", "", 0}, {0}};

struct row {
	const char *line, *problem, *dir;
	const char *path; /* NULL: no finding, unless text is given */
	int at_line, column;
	const char *rule, *text;
};

static void
read_row(const struct row *r, struct findings *out, struct arena *mem)
{
	struct tree_fixture fixture = {.rows = tree_rows};
	const struct blob_source tree = tree_fixture_source(&fixture);
	struct strs files = {0};
	struct findings_input in = {.text = r->line,
		.len = strlen(r->line),
		.problem = r->problem,
		.dir = r->dir ? r->dir : "",
		.files = &files,
		.tree = &tree};
	struct error err;

	strs_add(&files, "gone/from/tree.js", mem);
	if (findings_read(out, &in, mem, &err) < 0)
		fail_msg("%s: %s", r->line, err.msg);
}

static void
check(const struct row *r)
{
	struct arena *mem = arena_new();
	struct findings list = {0};

	read_row(r, &list, mem);
	if (list.n != (r->text != NULL))
		fail_msg("%s: %zu findings", r->line, list.n);
	if (r->text) {
		const struct finding *f = &list.v[0];

		if (r->path)
			assert_string_equal(f->path, r->path);
		else
			assert_null(f->path);
		assert_int_equal(f->line, r->at_line);
		assert_int_equal(f->column, r->column);
		if (r->rule)
			assert_string_equal(f->rule, r->rule);
		else
			assert_null(f->rule);
		assert_string_equal(f->text, r->text);
	}
	arena_free(mem);
}

static void
lines_are_read_without_problem(void **state)
{
	static const struct row rows[] = {
		{"src/a.py:3: bad", .path = "src/a.py", .at_line = 3, .text = "bad"},
		{"src/a.py:3:7: F401 x", .path = "src/a.py", .at_line = 3, .column = 7,
			.text = "F401 x"},
		{"one\ntwo\n\nsrc/a.py:3: bad\nfour\nfive\nsix\nseven\neight\n", .path = "src/a.py",
			.at_line = 3, .text = "bad"},
		{"one\ntwo\nsrc/a.py:3: a warning of a build\n4\n5\n6\n7\n8\nnine\n", .path = NULL},
		{"  src/a.py:3:7 - error: x\r", .path = "src/a.py", .at_line = 3, .column = 7,
			.text = "error: x"},
		{"./src/a.py:3: bad", .path = "src/a.py", .at_line = 3, .text = "bad"},
		{"top.c(4,2): error X: y", .path = "top.c", .at_line = 4, .column = 2,
			.text = "error X: y"},
		{"top.c(4): warning", .path = "top.c", .at_line = 4, .text = "warning"},
		{"src/b c.py:1: blank in its name", .path = "src/b c.py", .at_line = 1,
			.text = "blank in its name"},
		{"12:34:5: colon in its name", .path = "12:34", .at_line = 5,
			.text = "colon in its name"},
		{"gone/from/tree.js:9: a file of the job", .path = "gone/from/tree.js",
			.at_line = 9, .text = "a file of the job"},
		{"a.py:3: in its folder", .dir = "src", .path = "src/a.py", .at_line = 3,
			.text = "in its folder"},
		{"src/a.py:3: from the root", .dir = "src", .path = "src/a.py", .at_line = 3,
			.text = "from the root"},
		{"../top.c:3: above", .dir = "src", .path = "top.c", .at_line = 3, .text = "above"},
		{"\033[1msrc/a.py\033[0m:\033[31m3\033[0m:1: coloured", .path = "src/a.py",
			.at_line = 3, .column = 1, .text = "coloured"},
	};
	static const char *const none[] = {"other.py:3: bad", "src:3: a folder", "src/a.py",
		"src/a.py:", "src/a.py:x: bad", "src/a.py:0: bad",
		"src/a.py:3:", "src/a.py:3:7:  ", "src/a.py:99999999999: bad", "src/a.py(3: bad",
		"/etc/passwd:3: bad", "../../top.c:3: climbs out", "at 10:20:30 it stopped", ""};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		check(&rows[i]);
	for (size_t i = 0; i < countof(none); i++)
		check(&(const struct row){.line = none[i]});
}

#define PYRIGHT                                                                                    \
	"^ *(?<file>[^:]+):(?<line>\\d+):(?<column>\\d+) - (?<severity>\\w+): (?<message>.*)$"

static void
lines_are_read_by_problem(void **state)
{
	static const struct row rows[] = {
		{"  src/a.py:3:7 - error: \"x\" is unbound", PYRIGHT, .path = "src/a.py",
			.at_line = 3, .column = 7, .text = "error: \"x\" is unbound"},
		{"0 errors", PYRIGHT, .path = NULL},
		{"E501 a.py", "^(?<rule>E\\d+) (?<file>\\S+)$", "src", "src/a.py", 0, 0, "E501",
			"E501 a.py"},
		/* what `problem` says is believed, also where there is no such file */
		{"new.py!", "^(?<file>.*)!$", "src", "src/new.py", .text = "new.py!"},
		{"../../x!", "^(?<file>.*)!$", "src", NULL, .text = "../../x!"},
		{"/abs!", "^(?<file>.*)!$", "src", NULL, .text = "/abs!"},
		{"no place: at all", "^no place: (?<message>.*)$", .text = "at all"},
		{"line x", "^line (?<line>.)$", .text = "line x"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		check(&rows[i]);
}

static void
problems_that_cannot_be_used_are_errors(void **state)
{
	static const struct {
		const char *problem, *why;
	} rows[] = {
		{"(", "its `problem` cannot be used"},
		{"^(a+)+(a+)+(a+)+$", "took too long"},
	};
	struct strs files = {0};
	char text[256];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '!';
	for (size_t i = 0; i < countof(rows); i++) {
		const struct findings_input in = {.text = text,
			.len = sizeof(text),
			.problem = rows[i].problem,
			.dir = "",
			.files = &files};
		struct arena *mem = arena_new();
		struct findings list = {0};
		struct error err;

		assert_int_equal(findings_read(&list, &in, mem, &err), -1);
		assert_non_null(strstr(err.msg, rows[i].why));
		arena_free(mem);
	}
}

static void
there_is_an_end_to_them(void **state)
{
	struct strs files = {0};
	struct arena *mem = arena_new();
	struct findings list = {0};
	struct findings_input in = {.dir = "", .files = &files};
	struct error err;
	char *text = arena_alloc(mem, 1 << 20, 1), *p = text;

	(void)state;
	strs_add(&files, "a", mem);
	for (int i = 0; i < FINDINGS_MAX + 5; i++)
		p += snprintf(p, 16, "a:%d: x\n", i % 99 + 1);
	memset(p, 'b', FINDINGS_LINE_MAX + 1);
	in.text = text;
	in.len = (size_t)(p - text) + FINDINGS_LINE_MAX + 1;
	assert_int_equal(findings_read(&list, &in, mem, &err), 0);
	assert_int_equal(list.n, FINDINGS_MAX);
	arena_free(mem);
}

static void
the_wire_is_not_trusted(void **state)
{
	static const char good[] = "F\3\0\0\0\0\0\0\0\1\0\0\0p\377\377\377\377\2\0\0\0hiY";
	static const char error[] = "X\5\0\0\0\3\0\0\0bad";
	struct measures measures = {0};
	struct arena *mem = arena_new();
	struct error err;

	(void)state;
	for (size_t n = 0; n < sizeof(good); n++) { /* only the whole of it will do */
		struct findings list = {0};
		int rc = worker_read(&list, &measures, good, n, mem, &err);

		assert_int_equal(rc, n == sizeof(good) - 1 ? 0 : -1);
		if (rc == 0) {
			assert_int_equal(list.n, 1);
			assert_string_equal(list.v[0].path, "p");
			assert_string_equal(list.v[0].text, "hi");
			assert_null(list.v[0].rule);
		} else {
			assert_string_equal(err.msg, "what the worker says is cut off");
		}
	}
	for (size_t n = 0; n < sizeof(error); n++) {
		struct findings list = {0};

		assert_int_equal(worker_read(&list, &measures, error, n, mem, &err), -1);
		assert_string_equal(err.msg,
			n == sizeof(error) - 1 ? "bad" : "what the worker says is cut off");
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_read_without_problem),
		cmocka_unit_test(lines_are_read_by_problem),
		cmocka_unit_test(problems_that_cannot_be_used_are_errors),
		cmocka_unit_test(there_is_an_end_to_them),
		cmocka_unit_test(the_wire_is_not_trusted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

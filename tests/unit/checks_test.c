/* SPDX-License-Identifier: MIT */
/* checks_test -- the file checks that parse, sort, look for words or at names. */
#include "gates_fixture.h"

#include "model/event.h"

static void
json(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.json", "{\"a\": [1, -0.5e+3, true, null, \"\\u00e9\\n\"]}\n", ""},
		{"", "a.json", "12", ""},
		{"", "a.json", "", "a.json:1 ends where a value is due"},
		{"", "a.json", "{\"a\": 1,\n \"b\": 2,\n \"\\u0061\": 3}",
			"a.json:3 duplicate key \"a\""},
		{"", "a.json", "[{\"a\":1},{\"a\":1}]", ""},
		{"", "a.json", "{\"x\":{\"b\":1,\"b\":2},\"x\":0}",
			"a.json:1 duplicate key \"b\"; a.json:1 duplicate key \"x\""},
		{"", "a.json", "[1,]", "a.json:1 ']' where a value is due"},
		{"", "a.json", "{\"a\":1,}", "a.json:1 '}' where a key in double quotes is due"},
		{"", "a.json", "[1 2]", "a.json:1 '2' where ',' or ']' is due"},
		{"", "a.json", "{} {}", "a.json:1 '{' where the end is due"},
		{"", "a.json", "[01]", "a.json:1 '1' where ',' or ']' is due"},
		{"", "a.json", "[NaN]", "a.json:1 'N' where a value is due"},
		{"", "a.json", "[\"\\ud800\"]", "a.json:1 half of a surrogate pair"},
		{"", "a.json", "[\"\\ud83d\\ude00\"]", ""},
		{"", "a.json", "[\"\\x41\"]", "a.json:1 an escape that JSON does not have"},
		{"", "a.json", "\n[\"a", "a.json:2 a string without an end"},
		{"", "a.json", "[\"a\tb\"]", "a.json:1 a control character in a string"},
		{"", "a.json", "{}\n\"\xff\"", "a.json:2 not UTF-8"},
		{"", "a.json", "\xef\xbb\xbf{}", "a.json:1 starts with a byte order mark"},
		{"", "a.json", "// x\n{}", "a.json:1 '/' where a value is due"},
		{"x", "a.json", "{}", "error: unknown argument 'x'; check-json takes none"},
	};

	(void)state;
	expect_all("check-json", rows, countof(rows));
}

static void
json5(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.json5",
			"// x\n{a: 'b', $c: +1, 'd': .5, e: 5., f: 0xFF, g: [-Infinity, NaN,],}\n",
			""},
		{"", "a.json5", "/* x */ ['a\\\nb', '\\x41', \"\\0\", '\\q']", ""},
		{"", "a.json5", "{\\u0061: 1, a: 2}", "a.json5:1 duplicate key \"a\""},
		{"", "a.json5", "{\u00e9: 1}", ""},
		{"", "a.json5", "\u00a0[1]\u2028", ""},
		{"", "a.json5", "/* x", "a.json5:1 a comment without an end"},
		{"", "a.json5", "{1a: 1}", "a.json5:1 '1' where a key is due"},
		{"", "a.json5", "[,]", "a.json5:1 ',' where a value is due"},
		{"", "a.json5", "[.]", "a.json5:1 ']' where a digit is due"},
		{"", "a.json5", "['\\1']", "a.json5:1 no escape: a digit"},
		{"", "a.json5", "['a\nb']", "a.json5:1 a control character in a string"},
	};

	(void)state;
	expect_all("check-json5", rows, countof(rows));
}

static void
toml(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.toml", "", ""},
		{"", "a.toml",
			"a = 1\n'b' . \"c\" = [1_000, 0xff, -1.5e3, inf]\r\n[t]\nx = {y = 1, z.w = "
			"2}\n"
			"[[l]]\n[[l]]\n[l.s]\nd = 2024-02-29 07:32:00Z\n",
			""},
		{"", "a.toml", "s = \"\"\"a\n\\\"\"\" \\\n  b\"\"\"\"\"\nt = '''x''''\n", ""},
		{"", "a.toml", "a = 1\na = 2", "a.toml:2 'a' is defined already"},
		{"", "a.toml", "[a]\n[b]\n[a]", "a.toml:3 'a' is defined already"},
		{"", "a.toml", "a.b = 1\n[a]", "a.toml:2 'a' is defined already"},
		{"", "a.toml", "a = {}\na.b = 1", "a.toml:2 'a' is defined already"},
		{"", "a.toml", "a = []\n[[a]]", "a.toml:2 'a' is defined already"},
		{"", "a.toml", "[a.b]\nc = 1\n[a]\nb.d = 1", "a.toml:4 'b' is defined already"},
		{"", "a.toml", "a = 2023-02-29", "a.toml:1 '2023-02-29' is no value"},
		{"", "a.toml", "a = 1__0", "a.toml:1 '1__0' is no value"},
		{"", "a.toml", "a = 01", "a.toml:1 '01' is no value"},
		{"", "a.toml", "a = ", "a.toml:1 ends where a value is due"},
		{"", "a.toml", "a = \"x", "a.toml:1 a string without an end"},
		{"", "a.toml", "a = \"\\q\"", "a.toml:1 an escape that TOML does not have"},
		{"", "a.toml", "a = 1 b = 2", "a.toml:1 'b' where the end of the line is due"},
		{"", "a.toml", "# \x01", "a.toml:1 a control character in a comment"},
		{"", "a.toml", "a = 1\nb = '\xff'", "a.toml:2 not UTF-8"},
	};

	(void)state;
	expect_all("check-toml", rows, countof(rows));
}

static void
yaml(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.yaml", "", ""},
		{"", "a.yaml", "a: &x [1, 2]\nb: *x\n<<: {c: 1}\n", ""},
		{"", "a.yaml", "a: 1\nb:\n  a: 1\n\"a\": 2\n", "a.yaml:4 duplicate key 'a'"},
		{"", "a.yaml", "{a: 1, b: 2, a: 3}", "a.yaml:1 duplicate key 'a'"},
		{"", "a.yaml", "1: a\n'1': b\n", ""},
		{"", "a.yaml", "a: *b\n", "a.yaml:1 alias 'b' names nothing before it"},
		{"", "a.yaml", "--- &b 1\n--- *b\n",
			"a.yaml:2 a second document; --allow-multiple-documents allows it"},
		{"-m", "a.yaml", "--- &b 1\n--- *b\n",
			"a.yaml:2 alias 'b' names nothing before it"},
		{"--multi", "a.yaml", "--- 1\n--- 2\n", ""},
		{"", "a.yaml", "\na: !Ref b\n",
			"a.yaml:2 no safe loader knows the tag '!Ref'; --unsafe allows it"},
		{"--unsafe", "a.yaml", "a: !Ref b\na: 1\n---\nb: *c\n", ""},
		{"", "a.yaml", "a: !!binary gIGC\nb: ! c\n", ""},
		{"", "a.yaml", "<<: 3\n",
			"a.yaml:1 only a mapping, or a list of them, can be merged by '<<'"},
		{"", "a.yaml", "a: [1\n",
			"a.yaml:2 did not find expected ',' or ']' while "
			"parsing a flow sequence"},
		{"--unsafe", "a.yaml", "a: b: c\n",
			"a.yaml:1 mapping values are not allowed in this context"},
		{"", "a.yaml", "a: \"\xff\"\n", "a.yaml:1 invalid leading UTF-8 octet"},
		{"", "a.yaml", "\xc3\xa9: 1\n\xc3\xa9: 2\n", "a.yaml:2 duplicate key '\xc3\xa9'"},
	};

	(void)state;
	expect_all("check-yaml", rows, countof(rows));
}

static void
xml(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.xml", "<?xml version='1.0'?>\n<a xmlns:p='u'><p:b/></a>\n", ""},
		{"", "a.xml", "<!DOCTYPE a SYSTEM 'x.dtd'><a>&e;</a>", ""},
		{"", "a.xml", "", "a.xml:1 no element found"},
		{"", "a.xml", "<a>\n</b>", "a.xml:2 mismatched tag"},
		{"", "a.xml", "<a/><b/>", "a.xml:1 junk after document element"},
		{"", "a.xml", "<p:a/>", "a.xml:1 unbound prefix"},
		{"", "a.xml", "<a>&e;</a>", "a.xml:1 undefined entity"},
	};

	(void)state;
	expect_all("check-xml", rows, countof(rows));
}

static void
pretty_json(void **state)
{
	static const struct {
		const char *args, *in, *out;
	} rows[] = {
		{"", "{\"b\":[],\"a\":{}}", "{\n  \"a\": {},\n  \"b\": []\n}\n"},
		{"--no-sort-keys --indent=4", "{\"b\":1,\"a\":[2]}",
			"{\n    \"b\": 1,\n    \"a\": [\n        2\n    ]\n}\n"},
		{"--top-keys=z,b --indent \\t", "{\"a\":1,\"b\":2,\"z\":3}",
			"{\n\t\"z\": 3,\n\t\"b\": 2,\n\t\"a\": 1\n}\n"},
		{"", "[1.0,1.10,1e5,1E-7,1e16,123456789.125,-0,-0.0,0.0001,1E999]",
			"[\n  1.0,\n  1.1,\n  100000.0,\n  1e-07,\n  1e+16,\n  123456789.125,\n  "
			"0,\n"
			"  -0.0,\n  0.0001,\n  1E999\n]\n"},
		{"", "[123456789012345678901234567890]",
			"[\n  123456789012345678901234567890\n]\n"},
		{"", "[\"\xc3\xa9\\u00e9\\/\xf0\x9f\x98\x80\\n\\u0001\"]",
			"[\n  \"\\u00e9\\u00e9/\\ud83d\\ude00\\n\\u0001\"\n]\n"},
		{"--no-ensure-ascii", "[\"\\u00e9\"]", "[\n  \"\xc3\xa9\"\n]\n"},
		{"", "{\"a\":1,\r\n\"b\":2}", "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n"},
		{"", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"}, {"", "[1,", "[1,"},
		{"", "[\r\n  1\n]\n", "[\r\n  1\n]\n"}, /* line ends are another check's */
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *got =
			mended("pretty-format-json", rows[i].args, "a.json", rows[i].in, mem);

		if (strcmp(got, rows[i].out) != 0)
			fail_msg("%s: '%s'", rows[i].in, got);
		if (strcmp(rows[i].in, rows[i].out) != 0) {
			struct judged j;
			const struct tree_row tree[] = {{"a.json", rows[i].out, 0}, {0}};

			judge_rows(&j, "pretty-format-json", rows[i].args, tree, false);
			assert_string_equal(told(&j), "");
			arena_free(j.mem);
		}
	}
	arena_free(mem);
}

static void
sorted_files(void **state)
{
	static const struct {
		const char *id, *args, *path, *in, *out;
	} rows[] = {
		{"file-contents-sorter", "", "w", "b\r\n\n  \nA\na", "A\na\nb\n"},
		{"file-contents-sorter", "--ignore-case", "w", "b\nB\nA\na\n", "A\na\nb\nB\n"},
		{"file-contents-sorter", "--unique", "w", "b\na\nb\n", "a\nb\n"},
		{"file-contents-sorter", "", "w", "\n", ""},
		{"sort-simple-yaml", "", "y", "# head\n\n# on b\nb: 1\n  x: 2\n\n'a': 1\n",
			"# head\n\n'a': 1\n\n# on b\nb: 1\n  x: 2\n"},
		{"sort-simple-yaml", "", "y", "a: 1 \n\nb: 2", "a: 1 \n\nb: 2"},
		{"requirements-txt-fixer", "", "requirements.txt", "b>=1\n# on a\nA==2\nb>=1",
			"# on a\nA==2\nb>=1\n"},
		{"requirements-txt-fixer", "", "requirements.txt",
			"# head\n\npkg-resources==0.0.0\nz \\\n  --hash=x\na # c\n# end\n",
			"# head\n\na # c\nz \\\n  --hash=x\n# end\n"},
		{"requirements-txt-fixer", "", "requirements.txt", "-e g#egg=zz\nq\n",
			"q\n-e g#egg=zz\n"},
		{"requirements-txt-fixer", "", "requirements.txt", " b\na\n", " b\na\n"},
		{"requirements-txt-fixer", "", "requirements.txt", "\n \n", "\n \n"},
		{"requirements-txt-fixer", "", "notes.txt", "b\na\n", "b\na\n"},
		{"mixed-line-ending", "--fix=lf", "t", "a\r\nb", "a\nb\n"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *got = mended(rows[i].id, rows[i].args, rows[i].path, rows[i].in, mem);

		if (strcmp(got, rows[i].out) != 0)
			fail_msg("%s: '%s' becomes '%s'", rows[i].id, rows[i].in, got);
		assert_string_equal(mended(rows[i].id, rows[i].args, rows[i].path, got, mem), got);
	}
	arena_free(mem);
}

static void
words(void **state)
{
	static const struct content_row deny[] = {
		{"\\bfoo\\b", "a.txt", "a foo\nfood\n", "a.txt:1 'foo' is denied by '\\bfoo\\b'"},
		{"-i FOO b$", "a.txt", "foo\r\nab\r\n",
			"a.txt:1 'foo' is denied by 'FOO'; a.txt:2 'b' is denied by 'b$'"},
		{"-m a.b", "a.txt", "x\na\nb\n", "a.txt:2 'a' is denied by 'a.b'"},
		{"-- -x", "a.txt", "-x\n", "a.txt:1 '-x' is denied by '-x'"},
		{"", "a.txt", "", "error: deny-pattern needs a pattern in 'args'"},
		{"(a+)+$", "a.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n",
			"error: deny-pattern: an expression takes too long on a.txt"},
	};
	static const struct content_row require[] = {
		{"Copyright", "a.c", "/* Copyright */\n", ""},
		{"Copyright MIT", "a.c", "x\n", "a.c:0 nothing in it matches 'Copyright' or 'MIT'"},
		{"-m ^b", "a.c", "a\nb\n", ""},
	};
	static const struct content_row todo[] = {
		{"", "a.c", "TODO(#12): x\nFIXME(me, ABC-7)\nTODOs XXXX\n", ""},
		{"", "a.c", "// TODO: x\n", "a.c:1 'TODO' names no issue; as in TODO(#123)"},
		{"", "a.c", "XXX(me)\n", "a.c:1 'XXX' names no issue; as in TODO(#123)"},
		{"--word=HACK --issue=gh-\\d+", "a.c", "TODO\nHACK(gh-1)\nHACK(#1)\n",
			"a.c:3 'HACK' names no issue; as in TODO(#123)"},
	};
	static const struct content_row links[] = {
		{"", "a.md", "https://github.com/a/b/blob/0123abcd/x#L1\n", ""},
		{"", "a.md", "https://github.com/a/b/blob/main/x\n", ""},
		{"", "a.md", "\nhttps://github.com/a/b/blob/main/x#L1\n",
			"a.md:2 'https://github.com/a/b/blob/main/x#L1' points to a line of what "
			"changes; press y on the page for a permalink"},
		{"--additional-github-domain=g.example", "a.md",
			"https://g.example/a/b/blob/main/x#L1",
			"a.md:1 'https://g.example/a/b/blob/main/x#L1' points to a line of what "
			"changes; press y on the page for a permalink"},
	};

	(void)state;
	expect_all("deny-pattern", deny, countof(deny));
	expect_all("require-pattern", require, countof(require));
	expect_all("todo", todo, countof(todo));
	expect_all("check-vcs-permalinks", links, countof(links));
}

static void
names(void **state)
{
	static const struct content_row windows[] = {
		{"", "src/console.c", "", ""},
		{"", "src/aux.c", "", "src/aux.c:0 Windows has a device called 'aux'"},
		{"", "Com1", "", "Com1:0 Windows has a device called 'Com1'"},
		{"", "a:b", "",
			"a:b:0 Windows allows no < > : \" \\ | ? * and control characters in "
			"names"},
		{"", "x./y", "", "x./y:0 Windows allows no dot or blank at the end of a name"},
		{"", "com10", "", ""},
	};
	static const struct content_row tests[] = {
		{"", "tests/a_test.py", "", ""},
		{"", "tests/conftest.py", "", ""},
		{"", "src/a.py", "", ""},
		{"", "tests/a.py", "", "tests/a.py:0 is not named *_test.py"},
		{"--pytest-test-first", "x/tests/test_a.py", "", ""},
		{"--django", "tests/a_test.py", "", "tests/a_test.py:0 is not named test*.py"},
	};
	static const struct tree_row tree[] = {{"a/X.tmp", "", 0}, {"a/b.c", "", 0}, {0}};

	(void)state;
	expect_all("check-illegal-windows-names", windows, countof(windows));
	expect_all("name-tests-test", tests, countof(tests));
	expect("deny-filename-pattern", "-i ^x", tree, "a/X.tmp:0 its name is denied by '^x'");
	expect("require-filename-pattern", "\\.c$ \\.h$", tree,
		"a/X.tmp:0 its name does not match '\\.c$' or '\\.h$'");
}

static void
links_and_modules(void **state)
{
	static const struct {
		const char *id;
		uint32_t old, new;
		bool is_no;
	} rows[] = {
		{"forbid-new-submodules", 0, MODE_SUBMODULE, true},
		{"forbid-new-submodules", MODE_SUBMODULE, MODE_SUBMODULE, false},
		{"forbid-new-submodules", MODE_FILE, MODE_SUBMODULE, true},
		{"forbid-submodules", MODE_SUBMODULE, MODE_SUBMODULE, true},
		{"forbid-submodules", 0, MODE_FILE, false},
		{"destroyed-symlinks", MODE_SYMLINK, MODE_FILE, true},
		{"destroyed-symlinks", MODE_SYMLINK, MODE_SYMLINK, false},
		{"destroyed-symlinks", MODE_FILE, MODE_FILE, false},
	};
	static const struct tree_row tree_rows[] = {
		{"p", "target", 0}, {"q", "target\r\n", 0}, {"r", "another", 0}, {0}};
	struct tree_fixture fixture = {.rows = tree_rows};
	const struct blob_source tree = tree_fixture_source(&fixture);
	struct arena *mem = arena_new();
	const struct strs none = {0};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t k = 0; k < 3; k++) {
			struct change c = {.path = tree_rows[k].path,
				.old = {.mode = rows[i].old,
					.id = tree_fixture_entry("p", 0, 0).id},
				.new = {.mode = rows[i].new,
					.id = tree_fixture_entry("q", 0, k).id}};
			const struct builtin_input in = {
				.v = &c, .n = 1, .tree = &tree, .args = &none};
			bool is_no = rows[i].is_no && !(rows[i].id[0] == 'd' && k == 2);
			struct findings found = {0};
			struct error err;

			assert_int_equal(
				builtin_find(rows[i].id)->judge(&found, &in, mem, &err), 0);
			if ((found.n > 0) != is_no)
				fail_msg("%s: row %zu, file %zu", rows[i].id, i, k);
		}
	}
	arena_free(mem);
}

static void
occasions(void **state)
{
	static const struct {
		const char *id, *args, *stage, *branch, *wanted;
		enum selection selection;
	} rows[] = {
		{"no-commit-to-branch", "", "pre-commit", "main",
			"nothing is committed to 'main'; git switch -c NAME takes it along", 0},
		{"no-commit-to-branch", "", "pre-commit", "topic", NULL, 0},
		{"no-commit-to-branch", "", "pre-commit", NULL, NULL, 0},
		{"no-commit-to-branch", "", "pre-push", "main", NULL, 0},
		{"no-commit-to-branch", "", "pre-commit", "main", NULL, SELECT_ALL},
		{"no-commit-to-branch", "-b x -p rel/.*", "pre-commit", "main", NULL, 0},
		{"no-commit-to-branch", "-b x -p rel/.*", "pre-commit", "rel/1",
			"nothing is committed to 'rel/1'; git switch -c NAME takes it along", 0},
		{"no-commit-to-branch", "-p el", "pre-commit", "rel/1", NULL, 0},
		{"commit-size", "--files=1", "pre-commit", "t",
			"2 changed files, which is more than 1; smaller commits are easier to "
			"review",
			0},
		{"commit-size", "--lines=2", "pre-commit", "t",
			"3 changed lines, which is more than 2; smaller commits are easier to "
			"review",
			0},
		{"commit-size", "--lines=3", "pre-commit", "t", NULL, 0},
		{"commit-size", "--lines=0", "pre-push", "t", NULL, 0},
	};
	static const struct tree_row tree_rows[] = {
		{"a", "1\n2\n3\n", 0}, {"b", "\001\0", 0}, {"was", "1\n3\nx\n", 0}, {0}};
	struct tree_fixture fixture = {.rows = tree_rows};
	const struct blob_source tree = tree_fixture_source(&fixture);
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct event event = {.stage = rows[i].stage,
			.branch = rows[i].branch,
			.selection = rows[i].selection};
		struct change changes[] = {
			{.path = "a",
				.new = {.mode = MODE_FILE, .id = tree_fixture_entry("a", 0, 0).id},
				.old = {.mode = MODE_FILE,
					.id = tree_fixture_entry("was", 0, 2).id}},
			{.path = "b",
				.new = {.mode = MODE_FILE, .id = tree_fixture_entry("b", 0, 1).id},
				.old = {.mode = MODE_FILE,
					.id = tree_fixture_entry("was", 0, 2).id}},
		};
		struct strs args = {0};
		struct builtin_input in = {
			.v = changes, .n = 2, .tree = &tree, .args = &args, .event = &event};
		struct findings found = {0};
		struct error err;

		changes[1].old.mode = 0;
		strs_split(&args, rows[i].args, mem);
		if (builtin_find(rows[i].id)->judge(&found, &in, mem, &err) < 0)
			fail_msg("row %zu: %s", i, err.msg);
		if (found.n != (rows[i].wanted != NULL) ||
			(found.n && strcmp(found.v[0].text, rows[i].wanted) != 0))
			fail_msg("row %zu: %s", i, found.n ? found.v[0].text : "nothing");
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json),
		cmocka_unit_test(json5),
		cmocka_unit_test(toml),
		cmocka_unit_test(yaml),
		cmocka_unit_test(xml),
		cmocka_unit_test(pretty_json),
		cmocka_unit_test(sorted_files),
		cmocka_unit_test(words),
		cmocka_unit_test(names),
		cmocka_unit_test(links_and_modules),
		cmocka_unit_test(occasions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

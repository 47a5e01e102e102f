/* SPDX-License-Identifier: MIT */
/* pattern_test -- what patterns match, what they name in a tree, and what is wrong with them. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/plan/pattern.h"
#include "tree_fixture.h"

static bool
list_matches(const char *words, unsigned flags, const char *path)
{
	struct arena *mem = arena_new();
	struct patterns list = {0};
	struct strs texts = {0};
	struct error err = {0};
	bool does;

	strs_split(&texts, words, mem);
	for (size_t i = 0; i < texts.n; i++)
		assert_int_equal(patterns_add(&list, texts.v[i], flags, mem, &err), 0);
	does = patterns_match(&list, path) != NULL;
	patterns_release(&list);
	arena_free(mem);
	return does;
}

struct row {
	const char *words, *yes[8], *no[8];
};

static const struct row anchored[] = {
	{"README.md", {"README.md"}, {"docs/README.md", "README.mdx", "README", ""}},
	{"src", {"src", "src/a", "src/a/b"}, {"srcs", "a/src", "sr"}},
	{"src/", {"src", "src/a", "src/a/b"}, {"srcs", "a/src/b"}},
	{"src//a/", {"src/a/x"}, {"src//a/x"}},
	{"*", {"a", ".a", "a b", "\xff", "a\nb"}, {"a/b"}},
	{"*.py", {"a.py", ".py", "..py", "a\n.py"}, {"a/b.py", "a.pyc", "py"}},
	{"src/*", {"src/a", "src/.a"}, {"src/a/b", "src"}},
	{"src/*/", {"src/a/b", "src/a/b/c"}, {"src/a", "src", "xsrc/a/b"}},
	{"src/*.py", {"src/a.py", "src/.py"}, {"src/a/b.py", "src/a.p", "src.py"}},
	{"a?c",
		{"abc", "a.c",
			"a\xff"
			"c"},
		{"a/c", "ac", "abbc"}},
	{"a[bc]d", {"abd", "acd"}, {"aad", "a[bc]d", "ad"}},
	{"a[!b]d", {"acd", "a!d"}, {"abd", "a/d", "ad"}},
	{"a[^b]d", {"acd"}, {"abd", "a/d"}},
	{"a[]]d", {"a]d"}, {"ad", "a[]]d"}},
	{"a[!]]d", {"abd"}, {"a]d", "a/d"}},
	{"a[+-9]d", {"a.d", "a0d"}, {"a/d"}},
	{"[[:digit:]]x", {"1x"}, {"ax", ":x"}},
	{"**/x", {"x", "a/x", "a/b/x"}, {"ax", "a/bx", "x/a"}},
	{"**/x.py", {"x.py", "a/x.py"}, {"ax.py"}},
	{"a/**/b", {"a/b", "a/x/b", "a/x/y/b"}, {"ab", "a/xb", "b", "a/b/c"}},
	{"a/**/b/*.c", {"a/b/x.c", "a/q/b/x.c"}, {"a/b/q/x.c"}},
	{"a/**", {"a/b", "a/b/c"}, {"a", "ab", "b/a"}},
	{"**", {"a", "a/b"}, {NULL}},
	{"**/", {"a/b", "a/b/c"}, {"a"}},
	{"src/**/", {"src/a/b", "src/a/b/c"}, {"src/a", "src", "a/b"}},
	{"**/node_modules/", {"node_modules/a", "x/node_modules/a/b"},
		{"node_modules", "xnode_modules/a"}},
	{"a**b", {"ab", "axxb"}, {"a/b", "ax/b"}},
	{"a**/b", {"a/b", "ax/b"}, {"a/x/b", "a/x/y/b"}},
	{"a/***/b", {"a/x/b"}, {"a/b", "a/x/y/b"}},
	{"**b", {"b", "ab"}, {"a/b"}},
	{"*/*/x", {"a/b/x"}, {"a/x", "a/b/c/x"}},
	{"**/*a/x", {"foo/aa/x", "a/x"}, {"foo/ab/x"}},
	{"**/*a*b/c", {"aab/c", "x/aabb/c"}, {"x/ba/c"}},
	{"*.*.*", {"a.b.c", "..", "a..b"}, {"a.b", "a.b/c.d"}},
	{"x[*]", {"x*"}, {"xa", "x"}},
	{"pages/\\[id].tsx", {"pages/[id].tsx"}, {"pages/i.tsx", "pages/\\[id].tsx"}},
	{"a\\*b", {"a*b"}, {"axb", "a\\*b"}},
	{"a\\*/*.c", {"a*/x.c"}, {"ax/x.c"}},
	{"\\!a", {"!a"}, {"a", "\\!a"}},
	{"a$b(c)+{d,e}|^.*", {"a$b(c)+{d,e}|^.x"}, {"ab"}},
	{"caf\xe9*", {"caf\xe9.txt"}, {"caf\xc3\xa9.txt"}},
	{"-x*", {"-xy"}, {"xy"}},
};

static const struct row lists[] = {
	{"src/ !src/gen/", {"src/a", "src/generated"}, {"src/gen/a", "x"}},
	{"src/ !src/gen/ src/gen/keep", {"src/a", "src/gen/keep"}, {"src/gen/a"}},
	{"!a a", {"a"}, {"b"}},
	{"a !a", {NULL}, {"a"}},
	{"!a", {NULL}, {"a", "b"}},
	{"*.c !*_gen.c x_gen.c", {"a.c", "x_gen.c"}, {"a_gen.c"}},
};

static const struct row basenames[] = {
	{"*.py", {"a.py", "x/a.py", "x/y/.py"}, {"a.py/b", "a.pyc"}},
	{"*.py !*_pb2.py", {"x/a.py"}, {"x/a_pb2.py"}},
	{"Makefile", {"Makefile", "a/Makefile"}, {"Makefile/a", "xMakefile"}},
	{"src/*.py", {"src/a.py"}, {"x/src/a.py", "src/x/a.py"}},
	{"src/", {"src/a.py"}, {"x/src/a.py"}},
	{"[a-c]?", {"x/ab", "c1"}, {"x/ab/d", "x/d1"}},
	{"test_*", {"a/test_", "test_x"}, {"test_x/a"}},
};

static void
check_rows(const struct row *rows, size_t n, unsigned flags)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < 8 && rows[i].yes[j]; j++) {
			if (!list_matches(rows[i].words, flags, rows[i].yes[j]))
				fail_msg("'%s' misses '%s'", rows[i].words, rows[i].yes[j]);
		}
		for (size_t j = 0; j < 8 && rows[i].no[j]; j++) {
			if (list_matches(rows[i].words, flags, rows[i].no[j]))
				fail_msg("'%s' takes '%s'", rows[i].words, rows[i].no[j]);
		}
	}
}

static void
match_by_the_rules(void **state)
{
	(void)state;
	check_rows(anchored, countof(anchored), 0);
	check_rows(lists, countof(lists), 0);
	check_rows(basenames, countof(basenames), PATTERN_BASENAME);
}

static void
say_which_one_decided(void **state)
{
	struct arena *mem = arena_new();
	struct patterns list = {0};
	struct error err;
	const struct pattern *by;

	(void)state;
	assert_int_equal(patterns_add(&list, "src/", 0, mem, &err), 0);
	assert_int_equal(patterns_add(&list, "src/*.py", 0, mem, &err), 0);
	by = patterns_match(&list, "src/a.py");
	assert_non_null(by);
	assert_string_equal(by->text, "src/*.py");
	assert_string_equal(patterns_match(&list, "src/a.c")->text, "src/");
	assert_null(patterns_match(&list, "x"));
	patterns_release(&list);
	arena_free(mem);
}

static void
know_their_parts(void **state)
{
	static const struct {
		const char *text, *glob;
		size_t literal_len, tail_len;
		bool is_literal, is_folder, is_negated, is_basename;
	} rows[] = {
		{"src/", "src", 3, 0, true, true, false, false},
		{"src/*.py", "src/*.py", 4, 3, false, false, false, false},
		{"!src/*/", "src/*", 4, 0, false, true, true, false},
		{"**/x", "**/x", 0, 1, false, false, false, false},
		{"*.py", "*.py", 0, 3, false, false, false, true},
		{"a\\[b", "a[b", 3, 0, true, false, false, true},
		{"a\\[b/*", "a\\[b/*", 1, 0, false, false, false, false},
		{"a//b", "a/b", 3, 0, true, false, false, false},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct patterns list = {0};
		struct error err;

		assert_int_equal(patterns_add(&list, rows[i].text, PATTERN_BASENAME, mem, &err), 0);
		assert_string_equal(list.v[0].text, rows[i].text + rows[i].is_negated);
		assert_string_equal(list.v[0].glob, rows[i].glob);
		assert_int_equal(list.v[0].literal_len, rows[i].literal_len);
		assert_int_equal(list.v[0].tail_len, rows[i].tail_len);
		assert_int_equal(list.v[0].is_literal, rows[i].is_literal);
		assert_int_equal(list.v[0].is_folder, rows[i].is_folder);
		assert_int_equal(list.v[0].is_negated, rows[i].is_negated);
		assert_int_equal(list.v[0].is_basename, rows[i].is_basename);
		assert_null(list.v[0].re);
	}
	arena_free(mem);
}

static void
refuse_what_can_match_nothing(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{"", "is empty"},
		{"!", "is empty"},
		{"/", "is absolute"},
		{"/src", "is absolute"},
		{"!/src", "is absolute"},
		{".", "'.' names no place"},
		{"./src", "'.' names no place"},
		{"src/../x", "'..' names no place"},
		{"src/..", "'..' names no place"},
		{"a[b", "missing terminating ]"},
		{"a[b/c]d", "missing terminating ]"},
		{"a[", "missing terminating ]"},
		{"[]", "missing terminating ]"},
		{"[z-a]", "invalid syntax"},
		{"a\\", "invalid syntax"},
		{"a\\/b", "invalid syntax"},
	};
	struct arena *mem = arena_new();
	char *long_one = arena_alloc(mem, PATTERN_BYTES + 2, 1);
	struct patterns list = {0};
	struct error err;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		err = (struct error){0};
		assert_int_equal(patterns_add(&list, rows[i].text, 0, mem, &err), -1);
		assert_int_equal(err.code, ERR_CONFIG);
		if (!strstr(err.msg, rows[i].says))
			fail_msg("'%s' says: %s", rows[i].text, err.msg);
	}
	memset(long_one, '*', PATTERN_BYTES + 1);
	assert_int_equal(patterns_add(&list, long_one, 0, mem, &err), -1);
	assert_int_equal(list.n, 0);
	long_one[PATTERN_BYTES - 1] = '/';
	long_one[PATTERN_BYTES] = '\0';
	assert_int_equal(patterns_add(&list, long_one, 0, mem, &err), 0);
	assert_true(pattern_matches(&list.v[0], "a/b"));
	assert_false(pattern_matches(&list.v[0], "a"));
	patterns_release(&list);
	arena_free(mem);
}

/* Stars are what makes a regular expression slow; here they must not. */
static void
answer_for_the_worst_of_patterns(void **state)
{
	struct arena *mem = arena_new();
	struct patterns list = {0};
	char *path = arena_alloc(mem, 4096, 1);
	struct error err;

	(void)state;
	assert_int_equal(patterns_add(&list, "*a*a*a*a*a*a*a*a*a*a*[b]", 0, mem, &err), 0);
	assert_int_equal(patterns_add(&list, "**/*a*a*a*a*a*a*a*a*a*[b]/c", 0, mem, &err), 0);
	assert_int_equal(patterns_add(&list, "**/a/**/a/**/a/**/a/**/a/**/[b]", 0, mem, &err), 0);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 4095; i++)
			path[i] = round == 0 || i % 2 == 0 ? 'a' : '/';
		for (int i = 0; i < 100; i++)
			assert_null(patterns_match(&list, path));
	}
	patterns_release(&list);
	arena_free(mem);
}

static const struct tree_row tree_rows[] = {
	{"README.md", "", 0},
	{"docs/a.md", "", 0},
	{"docs/sub/b.md", "", 0},
	{"src/components/alpha/__init__.py", "", 0},
	{"src/components/alpha/gen/x_pb2.py", "", 0},
	{"src/components/beta/b.py", "", 0},
	{"src/components/beta.py", "", 0},
	{"src/components/linked", "alpha", MODE_SYMLINK},
	{"src/components/module", NULL, MODE_SUBMODULE},
	{"src/components/x/node_modules/p/node_modules/q.js", "", 0},
	{"src/core.test.ts", "", 0},
	{"src/main.py", "", 0},
	{"src/.hidden", "", 0},
	{"tests/test_alpha.py", "", 0},
	{"tests/test_beta.py", "", 0},
	{"tests/unit/deep/er/test_c.py", "", 0},
	{"[odd]/a*b", "", 0},
	{NULL, NULL, 0},
};

static void
name_what_a_tree_holds(void **state)
{
	static const struct {
		const char *words;
		unsigned flags;
		const char *paths;
	} rows[] = {
		{"README.md", 0, "README.md"},
		{"README.md README.md/ nothing no/where", 0, "README.md"},
		{"src src/", 0, "src"},
		{"src/components/module", 0, "src/components/module"},
		{"src/components/module/", 0, "src/components/module"},
		{"src/*", 0, "src/.hidden src/core.test.ts src/main.py"},
		{"src/*/", 0, "src/components"},
		{"src/components/*/", 0,
			"src/components/alpha src/components/beta src/components/module "
			"src/components/x"},
		{"src/components/*", 0,
			"src/components/beta.py src/components/linked src/components/module"},
		{"src/components/*/*.py", 0,
			"src/components/alpha/__init__.py src/components/beta/b.py"},
		{"**/*.md", 0, "README.md docs/a.md docs/sub/b.md"},
		{"docs/**", 0, "docs/a.md docs/sub/b.md"},
		{"docs/**/b.md", 0, "docs/sub/b.md"},
		{"**/node_modules/", 0, "src/components/x/node_modules"},
		{"tests/test_*.py !tests/*_beta.py", 0, "tests/test_alpha.py"},
		{"src/components/*/ !src/components/alpha/ !src/components/x", 0,
			"src/components/beta src/components/module"},
		{"src/components/*/ !src/components/[ab]*/", 0,
			"src/components/module src/components/x"},
		{"!docs docs", 0, "docs"},
		{"test_*.py", PATTERN_BASENAME,
			"tests/test_alpha.py tests/test_beta.py tests/unit/deep/er/test_c.py"},
		{"b.md", PATTERN_BASENAME, "docs/sub/b.md"},
		{"\\[odd]/a\\*b", 0, "[odd]/a*b"},
		{"\\[odd]/*", 0, "[odd]/a*b"},
		{"*/*/", 0, "docs/sub src/components tests/unit"},
	};
	struct arena *mem = arena_new();
	struct tree_fixture f = {.rows = tree_rows};
	struct blob_source tree = tree_fixture_source(&f);

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct patterns list = {0};
		struct strs texts = {0}, paths = {0};
		struct error err;

		strs_split(&texts, rows[i].words, mem);
		for (size_t j = 0; j < texts.n; j++)
			assert_int_equal(
				patterns_add(&list, texts.v[j], rows[i].flags, mem, &err), 0);
		assert_int_equal(patterns_expand(&paths, &list, &tree, mem, &err), 0);
		assert_string_equal(strs_join(&paths, " ", mem), rows[i].paths);
		patterns_release(&list);
	}
	arena_free(mem);
}

static void
list_only_where_they_lead(void **state)
{
	static const struct {
		const char *text;
		size_t nlist;
	} rows[] = {
		{"src/components/alpha/__init__.py", 0},
		{"src/components/*/", 1},
		{"src/c*/*/", 2},
		{"s*/components/b*/*.py", 4},
		{"*.md", 1},
		{"src/*/gen/", 2},
		{"docs/**", 2},
		{"nowhere/*", 1},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct tree_fixture f = {.rows = tree_rows};
		struct blob_source tree = tree_fixture_source(&f);
		struct patterns list = {0};
		struct strs paths = {0};
		struct error err;

		assert_int_equal(patterns_add(&list, rows[i].text, 0, mem, &err), 0);
		assert_int_equal(patterns_expand(&paths, &list, &tree, mem, &err), 0);
		assert_int_equal(f.nlist, rows[i].nlist);
		patterns_release(&list);
	}
	arena_free(mem);
}

static void
give_stems_to_templates(void **state)
{
	static const struct {
		const char *glob, *pairs;
	} rows[] = {
		{"src/components/*/", "src/components/alpha=alpha src/components/beta=beta "
				      "src/components/module=module src/components/x=x"},
		{"src/components/*.py", "src/components/beta.py=beta"},
		{"src/components/*/*.py",
			"src/components/alpha/__init__.py=alpha src/components/beta/b.py=beta"},
		{"src/*", "src/.hidden=.hidden src/core.test.ts=core.test src/main.py=main"},
		{"src/*.test.ts", "src/core.test.ts=core"},
		{"tests/test_*.py", "tests/test_alpha.py=alpha tests/test_beta.py=beta"},
		{"tests/*_*.py", "tests/test_alpha.py=test_alpha tests/test_beta.py=test_beta"},
		{"src/comp*/", "src/components=onents"},
		{"src/comp*nents/be[t]a/", "src/components/beta=o"},
		{"**/b.md", "docs/sub/b.md=docs/sub"},
		{"docs", "docs=docs"},
		{"README.md", "README.md=README"},
		{"\\[odd]/a*", "[odd]/a*b=*b"},
		{"no/*/", ""},
	};
	struct arena *mem = arena_new();
	struct tree_fixture f = {.rows = tree_rows};
	struct blob_source tree = tree_fixture_source(&f);

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct pattern_match *each;
		struct strs pairs = {0};
		struct error err;
		size_t n;

		assert_int_equal(pattern_each(&each, &n, rows[i].glob, &tree, mem, &err), 0);
		for (size_t j = 0; j < n; j++)
			strs_add(&pairs, arena_printf(mem, "%s=%s", each[j].path, each[j].stem),
				mem);
		assert_string_equal(strs_join(&pairs, " ", mem), rows[i].pairs);
	}
	arena_free(mem);
}

static void
pass_on_that_a_tree_cannot_be_read(void **state)
{
	struct arena *mem = arena_new();
	struct tree_fixture f = {.rows = tree_rows, .broken = "src/components"};
	struct blob_source tree = tree_fixture_source(&f);
	struct pattern_match *each;
	struct patterns list = {0};
	struct strs paths = {0};
	struct error err;
	size_t n;

	(void)state;
	assert_int_equal(patterns_add(&list, "src/**", 0, mem, &err), 0);
	assert_int_equal(patterns_expand(&paths, &list, &tree, mem, &err), -1);
	assert_int_equal(err.code, ERR_GIT);
	assert_int_equal(pattern_each(&each, &n, "src/components/*/", &tree, mem, &err), -1);
	assert_int_equal(err.code, ERR_GIT);
	assert_int_equal(pattern_each(&each, &n, "!src/*/", &tree, mem, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	assert_int_equal(pattern_each(&each, &n, "/src", &tree, mem, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	patterns_release(&list);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(match_by_the_rules),
		cmocka_unit_test(say_which_one_decided),
		cmocka_unit_test(know_their_parts),
		cmocka_unit_test(refuse_what_can_match_nothing),
		cmocka_unit_test(answer_for_the_worst_of_patterns),
		cmocka_unit_test(name_what_a_tree_holds),
		cmocka_unit_test(list_only_where_they_lead),
		cmocka_unit_test(give_stems_to_templates),
		cmocka_unit_test(pass_on_that_a_tree_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

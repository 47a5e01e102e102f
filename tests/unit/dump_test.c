/* SPDX-License-Identifier: MIT */
/*
 * dump_test -- the dump as a whole text, and that it reads back the same: the values of a dump of a
 * dump are those of the first, and from then on every byte is.
 */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "config_fixture.h"

static const struct tree_row tree[] = {
	{"src/a/x.py", "", 0},
	{"src/b_c/x.py", "", 0},
	{"lib/x.c", "", 0},
	{0},
};

static const char text[] = "[tta]\n"
			   "presets = base\n"
			   "ignore = \"my dir/\" \"#y\"\n";

static const char whole[] = "[tta]\n"
			    "presets = base\n"
			    "budget = pre-commit 30s\n"
			    "[defaults component]\n"
			    "checklist = {dir}/M.md\n"
			    "tags = py\n"
			    "[defaults gate]\n"
			    "timeout = 1m\n"
			    "level.production = warn\n"
			    "[components parts]\n"
			    "each = src/*/\n"
			    "source = src/{1}/\n"
			    "[component b-c]\n"
			    "tags += \"two words\"\n"
			    "lint = off\n"
			    "lint.files += *.x\n"
			    "[component lib]\n"
			    "source = \"lib/\" lib/sub/\n"
			    "[stage development]\n"
			    "coverage = 60%\n"
			    "[stage production]\n"
			    "[env e]\n"
			    "set = A=\"b c\" PATH={carry}:{PATH}\n"
			    "[gate lint]\n"
			    "run = sh -c 'a ; b' {files}\n"
			    "files = *.py\n"
			    "problem = \"a ; b \\\"(?<file>.*)\\\"\"\n"
			    "level.development = warn\n"
			    "[gate files]\n"
			    "args = -x\n"
			    "[branch main r/*]\n"
			    "push = none\n"
			    "[commit]\n"
			    "types += deps\n";

static const char dumped[] =
	"[tta] ; tta.ini:1\n"
	"version = 1 ; default\n"
	"budget = pre-commit 30s ; tta.ini:3\n"
	"isolation = auto ; default\n"
	"\n[stage development] ; tta.ini:19\n"
	"coverage = 60 ; tta.ini:20\n"
	"\n[stage production] ; tta.ini:21\n"
	"coverage = 60 ; tta.ini:20\n"
	"\n[component a] ; tta.ini:10\n"
	"source = src/a/ ; tta.ini:12\n"
	"checklist = src/a/M.md ; tta.ini:5\n"
	"tags = py ; tta.ini:6\n"
	"\n[component b-c] ; tta.ini:13\n"
	"source = src/b_c/ ; tta.ini:12\n"
	"checklist = src/b_c/M.md ; tta.ini:5\n"
	"tags = py \"two words\" ; tta.ini:6 + tta.ini:14\n"
	"lint.level = off ; tta.ini:15\n"
	"lint.files += *.x ; tta.ini:16\n"
	"\n[component lib] ; tta.ini:17\n"
	"source = lib/ lib/sub/ ; tta.ini:18\n"
	"checklist = lib/M.md ; tta.ini:5\n"
	"tags = py ; tta.ini:6\n"
	"\n[env e] ; tta.ini:22\n"
	"set = \"A=b c\" PATH={carry}:{PATH} ; tta.ini:23\n"
	"\n[gate files] ; tta.ini:29\n"
	"builtin = check-merge-conflict trailing-whitespace end-of-file-fixer "
	"fix-byte-order-marker "
	"check-added-large-files check-case-conflict check-symlinks destroyed-symlinks check-toml "
	"check-xml ; preset base:3\n"
	"args = -x ; tta.ini:30\n"
	"sees = repository ; default\n"
	"level = fail ; default\n"
	"timeout = 1m ; tta.ini:8\n"
	"exclusive = no ; default\n"
	"parallel = no ; default\n"
	"missing = fail ; default\n"
	"unloaded = ignore ; default\n"
	"ratchet = no ; default\n"
	"new-only = no ; default\n"
	"contain = no ; default\n"
	"ignored = no ; default\n"
	"cache = yes ; default\n"
	"level.production = warn ; tta.ini:9\n"
	"\n[gate secrets] ; preset base:8\n"
	"builtin = secrets ; preset base:9\n"
	"sees = repository ; default\n"
	"level = fail ; default\n"
	"timeout = 1m ; tta.ini:8\n"
	"exclusive = no ; default\n"
	"parallel = no ; default\n"
	"missing = fail ; default\n"
	"unloaded = ignore ; default\n"
	"ratchet = no ; default\n"
	"new-only = no ; default\n"
	"contain = no ; default\n"
	"ignored = no ; default\n"
	"cache = yes ; default\n"
	"level.production = warn ; tta.ini:9\n"
	"\n[gate json] ; preset base:12\n"
	"builtin = check-json ; preset base:13\n"
	"files = *.json !tsconfig*.json !jsconfig*.json !devcontainer.json !**/.vscode/** ; preset "
	"base:14\n"
	"sees = repository ; default\n"
	"level = fail ; default\n"
	"timeout = 1m ; tta.ini:8\n"
	"exclusive = no ; default\n"
	"parallel = no ; default\n"
	"missing = fail ; default\n"
	"unloaded = ignore ; default\n"
	"ratchet = no ; default\n"
	"new-only = no ; default\n"
	"contain = no ; default\n"
	"ignored = no ; default\n"
	"cache = yes ; default\n"
	"level.production = warn ; tta.ini:9\n"
	"\n[gate yaml] ; preset base:16\n"
	"builtin = check-yaml ; preset base:17\n"
	"args = --allow-multiple-documents ; preset base:18\n"
	"sees = repository ; default\n"
	"level = fail ; default\n"
	"timeout = 1m ; tta.ini:8\n"
	"exclusive = no ; default\n"
	"parallel = no ; default\n"
	"missing = fail ; default\n"
	"unloaded = ignore ; default\n"
	"ratchet = no ; default\n"
	"new-only = no ; default\n"
	"contain = no ; default\n"
	"ignored = no ; default\n"
	"cache = yes ; default\n"
	"level.production = warn ; tta.ini:9\n"
	"\n[gate lint] ; tta.ini:24\n"
	"run = sh -c 'a ; b' {files} ; tta.ini:25\n"
	"files = *.py ; tta.ini:26\n"
	"sees = repository ; default\n"
	"level = fail ; default\n"
	"timeout = 1m ; tta.ini:8\n"
	"exclusive = no ; default\n"
	"parallel = no ; default\n"
	"missing = fail ; default\n"
	"problem = \"a ; b \\\"(?<file>.*)\\\"\" ; tta.ini:27\n"
	"unloaded = ignore ; default\n"
	"ratchet = no ; default\n"
	"new-only = no ; default\n"
	"contain = no ; default\n"
	"ignored = no ; default\n"
	"cache = yes ; default\n"
	"level.development = warn ; tta.ini:28\n"
	"level.production = warn ; tta.ini:9\n"
	"\n[branch main r/*] ; tta.ini:31\n"
	"commit = any ; default\n"
	"push = none ; tta.ini:32\n"
	"fixup = warn ; default\n"
	"wip = warn ; default\n"
	"\n[commit] ; tta.ini:33\n"
	"compat = none ; default\n"
	"types = feat fix docs style refactor perf test build ci chore revert deps ; default + "
	"tta.ini:34\n"
	"scope-match = warn ; default\n"
	"sign-off = no ; default\n"
	"default-ignores = yes ; default\n";

static void
dump(struct buf *out, const char *from)
{
	struct config_fixture f;

	config_fixture_open(&f, from, tree);
	assert_string_equal(config_fixture_problems(&f), "");
	buf_init(out, (size_t)1 << 20);
	config_dump(out, &f.config);
	config_fixture_close(&f);
}

/* Without the last ` ; ...` of each line. */
static void
cut_origins(struct buf *b)
{
	char *to = b->data;

	for (char *line = b->data, *end; *line; line = end) {
		char *cut;

		end = strchr(line, '\n') + 1;
		for (cut = end - 1; cut > line && strncmp(cut, " ; ", 3) != 0;)
			cut--;
		memmove(to, line, (size_t)(cut - line));
		to += cut - line;
		*to++ = '\n';
	}
	*to = '\0';
}

static void
reads_back(const char *from)
{
	struct buf one, two, three;

	dump(&one, from);
	dump(&two, one.data);
	dump(&three, two.data);
	assert_string_equal(three.data, two.data);
	cut_origins(&one);
	cut_origins(&two);
	assert_string_equal(two.data, one.data);
	buf_release(&one);
	buf_release(&two);
	buf_release(&three);
}

static void
each_line_has_its_origin(void **state)
{
	struct buf got;

	(void)state;
	dump(&got, whole);
	assert_string_equal(got.data, dumped);
	buf_release(&got);
}

static void
dumps_read_back(void **state)
{
	(void)state;
	reads_back("");
	reads_back(text);
	reads_back(whole);
	for (size_t i = 0; i < npresets; i++) {
		char one[96] = "[component a]\nsource = src/\ntags = node\n[tta]\npresets = ";

		strncat(one, presets[i].name, sizeof(one) - strlen(one) - 1);
		reads_back(one);
	}
}

static void
awkward_values_read_back(void **state)
{
	static const char *const values[] = {
		"source = ;x",
		"source = \"a ; b\"",
		"source = \"#a\" b",
		"owner = a\\ b\nsource = x",
		"owner = \"a b\"\\ c\nsource = x",
		"source = a \"\\\"q\\\"\"",
		"spec = \"\"\nsource = a",
		"spec = \" ; \"\nsource = a",
		"spec = \"\\\"a\\\"\"\nsource = a",
		"spec = a \\\" b\nsource = a",
		"source =\n  a\n  b ; c\n  d",
	};

	(void)state;
	for (size_t i = 0; i < countof(values); i++) {
		struct arena *mem = arena_new();

		reads_back(arena_printf(mem,
			"[component a]\ntests = src/\n%s\n[env e]\nset = A=\"\" x=\n", values[i]));
		arena_free(mem);
	}
}

static void
layers_read_back(void **state)
{
	static const char layered[] = "[defaults gate]\nfiles = *.a\nfiles.staging += *.b\n"
				      "[gate g]\nrun = x {files}\nfiles += *.c\n"
				      "files.staging += *.d\nfiles.production = *.e\n"
				      "[component k]\nsource = src/\ng.files += *.f\n";
	struct config_fixture f, g;
	struct buf got;

	(void)state;
	dump(&got, layered);
	config_fixture_open(&f, layered, tree);
	config_fixture_open(&g, got.data, tree);
	for (size_t k = 0; k < f.config.components.n; k++) {
		for (int stage = 0; stage < 3; stage++) {
			const struct gate *a = config_gate(&f.config, 0, k, stage);
			const struct gate *b = config_gate(&g.config, 0, k, stage);

			assert_int_equal(a->files.n, b->files.n);
			for (size_t i = 0; i < a->files.n; i++)
				assert_string_equal(a->files.v[i].text, b->files.v[i].text);
		}
	}
	assert_int_equal(config_gate(&f.config, 0, 1, 1)->files.n, 5);
	config_fixture_close(&f);
	config_fixture_close(&g);
	buf_release(&got);
	reads_back(layered);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_has_its_origin),
		cmocka_unit_test(dumps_read_back),
		cmocka_unit_test(awkward_values_read_back),
		cmocka_unit_test(layers_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

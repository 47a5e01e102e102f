/* SPDX-License-Identifier: MIT */
/* loosening -- two configurations, and what the second no longer asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/config/problem.h"
#include "model/maturity/loosening.h"

#define BASE                                                                                       \
	"[tta]\nignore = old/\n[component app]\nsource = app/\ntarget = staging\n"                 \
	"coverage = 75\n[component db]\nsource = db/\n"                                            \
	"[gate lint]\nrun = lint {files}\nfiles = *.c *.h !gen.c\nlevel = fail\n"                  \
	"[gate tests]\nrun = test\nfrom = staging\nmax-high = 3\ndependants = staging\n"           \
	"[gate scan]\nbuiltin = trailing-whitespace end-of-file-fixer\n"                           \
	"[branch main]\ncommit = merge\npush = fast-forward\n[commit]\ntypes = feat fix\n"

static const struct {
	const char *from, *to; /* what stands in BASE, and what takes its place */
	const char *expected;
} cases[] = {
	{"target = staging", "target = staging", ""},
	{"target = staging", "target = development",
		"D component 'app': target staging -> development (tta.ini:5)\n"},
	{"target = staging\n", "", "D component 'app': target staging -> development\n"},
	{"target = staging", "target = production", ""},
	{"coverage = 75", "coverage = 70", "D component 'app': coverage 75 -> 70 (tta.ini:6)\n"},
	{"coverage = 75\n", "", "D component 'app': coverage 75 -> 70\n"},
	{"coverage = 75", "coverage = 80", ""},
	{"coverage = 75\n", "coverage = 75\ntolerance = 2\n",
		"D component 'app': tolerance 0 -> 2 (tta.ini:7)\n"},
	{"[component db]\nsource = db/\n", "", "D component 'db' is gone\n"},
	{"ignore = old/", "ignore = old/ more/",
		"G [tta]: ignore old/ -> old/ more/ (tta.ini:2)\n"},
	{"ignore = old/\n", "", ""},
	{"level = fail", "level = warn", "G gate 'lint': level fail -> warn (tta.ini:12)\n"},
	{"level = fail", "level.development = off",
		"G gate 'lint': level fail -> off (tta.ini:12)\n"},
	{"coverage = 75", "coverage = 75\nlint.level = warn",
		"G gate 'lint' for 'app': level fail -> warn (tta.ini:7)\n"},
	{"files = *.c *.h", "files = *.c",
		"G gate 'lint': files *.c *.h !gen.c -> *.c !gen.c (tta.ini:11)\n"},
	{"!gen.c", "", ""},
	{"!gen.c", "!gen.c !x.c",
		"G gate 'lint': files *.c *.h !gen.c -> *.c *.h !gen.c !x.c (tta.ini:11)\n"},
	{"run = test\n", "run = test\nfiles = x\n",
		"G gate 'tests': files nothing -> x (tta.ini:15)\n"},
	{"run = test\n", "run = true\n", "C gate 'tests': run test -> true (tta.ini:14)\n"},
	{"run = test\n", "run =  test  ; the same\n", ""},
	{"run = test\n", "run = test\nwhen = ci\n",
		"G gate 'tests': when nothing -> ci (tta.ini:15)\n"},
	{"run = test\n", "run = test\non = pre-commit\n",
		"C gate 'tests': on pre-push -> pre-commit (tta.ini:15)\n"},
	{"run = test\n", "run = test\non = by-hand\n",
		"G gate 'tests': on pre-push -> by-hand (tta.ini:15)\n"},
	{"from = staging", "from = production",
		"G gate 'tests': from staging -> production (tta.ini:15)\n"},
	{"from = staging\n", "", ""},
	{"max-high = 3", "max-high = 4", "G gate 'tests': max-high 3 -> 4 (tta.ini:16)\n"},
	{"max-high = 3\n", "", "G gate 'tests': max-high 3 -> nothing\n"},
	{"dependants = staging\n", "", "G gate 'tests': dependants staging -> nothing\n"},
	{"trailing-whitespace ", "",
		"G gate 'scan': builtin trailing-whitespace end-of-file-fixer -> "
		"end-of-file-fixer (tta.ini:19)\n"},
	{"[gate lint]", "[gate lint2]", ""},
	{"[gate lint]\nrun = lint", "[gate lint2]\nrun = link", "G gate 'lint' is gone\n"},
	{"[gate lint]\nrun = lint {files}\nfiles = *.c *.h !gen.c\nlevel = fail\n",
		"[gate lint2]\nrun = lint {files}\nfiles = *.c *.h !gen.c\nlevel = warn\n",
		"G gate 'lint' is gone\n"},
	{"[gate lint]\nrun = lint {files}\nfiles = *.c *.h !gen.c",
		"[gate lint-h]\nrun = lint {files}\nfiles = *.h !gen.c\n"
		"[gate lint-c]\nrun = lint {files}\nfiles = *.c !gen.c",
		"G gate 'lint' is gone\n"},
	{"builtin = trailing-whitespace end-of-file-fixer",
		"builtin = end-of-file-fixer\n[gate ends]\nbuiltin = trailing-whitespace", ""},
	{"[gate scan]\nbuiltin = trailing-whitespace end-of-file-fixer",
		"[gate one]\nbuiltin = end-of-file-fixer\n[gate two]\nbuiltin = "
		"trailing-whitespace",
		""},
	{"[gate scan]\nbuiltin = trailing-whitespace end-of-file-fixer",
		"[gate one]\nbuiltin = end-of-file-fixer\nfiles = *.c\n[gate two]\nbuiltin = "
		"trailing-whitespace",
		"G gate 'scan' is gone\n"},
	{"commit = merge", "commit = any", "G branch 'main': commit merge -> any (tta.ini:21)\n"},
	{"[branch main]", "[branch trunk]", "G branch 'main' is gone\n"},
	{"[branch main]", "[branch main extra]", ""},
	{"[branch main]", "[branch mai*]", ""},
	{"push = fast-forward\n", "[branch main extra]\npush = fast-forward\n", ""},
	{"target = staging", "target = staging\nlint = off",
		"G gate 'lint' for 'app': level fail -> off (tta.ini:6)\n"},
	{"target = staging", "target = staging\nlint.files += !x.c",
		"G gate 'lint' for 'app': files *.c *.h !gen.c -> *.c *.h !gen.c !x.c "
		"(tta.ini:6)\n"},
	{"target = staging", "target = staging\nlint.files += *.x", ""},
	{"coverage = 75\n[component db]\nsource = db/\n",
		"[component db]\nsource = db/\n[defaults component]\ncoverage = 75\n", ""},
	{"target = staging\ncoverage = 75\n",
		"target = staging\n[defaults component]\ncoverage = 75\n", ""},
	{"[component db]\nsource = db/\n", "[component db]\nsource = db/\ncoverage = 50\n",
		"D component 'db': coverage 60 -> 50 (tta.ini:9)\n"},
	{"[component db]\nsource = db/\n", "[component db]\nsource = db/\ncoverage = 65\n", ""},
	{"[component db]\nsource = db/\n", "[component db]\nsource = db/\npass-rate = 90\n",
		"D component 'db': pass-rate 100 -> 90 (tta.ini:9)\n"},
	{"run = test\n", "run = test\ncoverage = 50\n",
		"G gate 'tests': coverage 60 -> 50 (tta.ini:15)\n"
		"G gate 'tests': coverage 75 -> 50 (tta.ini:15)\n"},
	{"level = fail", "level = off\nlevel.development = fail\nlevel.staging = fail", ""},
	{"[component db]", "[component store]", ""},
	{"[component db]\nsource = db/", "[component store]\nsource = store/\nalias = db", ""},
	{"[component db]\nsource = db/", "[component store]\nsource = store/",
		"D component 'db' is gone\n"},
	{"[tta]\n", "[tta]\r\n", ""},
	{"files = *.c *.h !gen.c", "files   =  *.c\n   *.h\n   !gen.c", ""},
	{"files = *.c *.h !gen.c", "files = *.h *.c !gen.c", ""},
	{"run = test\n", "run = test\nfor = app db\n",
		"G gate 'tests': for all -> app db (tta.ini:15)\n"},
	{"[tta]\n", "[tta]\ntarget = staging\n", ""},
	{"[tta]", "[stage development]\n[stage staging]\ncoverage = 60\n[tta]",
		"D stage 'development': coverage 60 -> nothing\n"
		"D stage 'staging': coverage 70 -> 60 (tta.ini:3)\n"
		"D stage 'production' is gone\n"},
};

static void
config_of(struct config *out, const char *text, struct arena *mem)
{
	const struct config_input in = {.file = "tta.ini", .text = text, .len = strlen(text)};
	struct problems problems = {.mem = mem};
	struct error err;

	assert_int_equal(config_read(out, &in, &problems, mem, &err), 0);
	for (size_t i = 0; i < problems.n; i++)
		print_error("%s\n", problems.v[i].text);
	assert_false(problems_refuse(&problems));
}

static const char *
replaced(const char *from, const char *to, struct arena *mem)
{
	const char *at = strstr(BASE, from);

	assert_non_null(at);
	return arena_printf(mem, "%.*s%s%s", (int)(at - BASE), BASE, to, at + strlen(from));
}

static void
what_asks_for_less_is_told(void **state)
{
	static const char letters[] = {
		[LOOSENING_DEMOTION] = 'D', [LOOSENING_GATE] = 'G', [LOOSENING_CHANGE] = 'C'};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena *mem = arena_new();
		struct loosenings list;
		struct config before, after;
		const char *text = "";
		struct error err;

		config_of(&before, BASE, mem);
		config_of(&after, replaced(cases[i].from, cases[i].to, mem), mem);
		assert_int_equal(
			loosening_find(&list,
				&(struct loosening_input){.before = &before, .after = &after}, mem,
				&err),
			0);
		for (size_t k = 0; k < list.n; k++)
			text = arena_printf(
				mem, "%s%c %s\n", text, letters[list.v[k].kind], list.v[k].text);
		assert_string_equal(text, cases[i].expected);
		config_release(&before);
		config_release(&after);
		arena_free(mem);
	}
}

/* One side of a merge each, and what it became: what neither asked for less is the merge's. */
static const struct {
	const char *from, *ours, *theirs, *merged;
	const char *expected;
} merges[] = {
	{"target = staging", "target = staging", "target = development", "target = development",
		""},
	{"target = staging", "target = staging", "target = production", "target = development",
		"D component 'app': target staging -> development (tta.ini:5)\n"},
	{"ignore = old/", "ignore = old/ a/", "ignore = old/ b/", "ignore = old/ a/ b/", ""},
	{"ignore = old/", "ignore = old/ a/", "ignore = old/ b/", "ignore = old/ a/ b/ c/",
		"G [tta]: ignore old/ a/ -> old/ a/ b/ c/ (tta.ini:2)\n"},
	{"run = lint", "run = lint", "run = link", "run = linked",
		"C gate 'lint': run lint {files} -> linked {files} (tta.ini:10)\n"},
	{"[gate lint]", "[gate lint]", "[gate lint]", "[gate lint2]\nlevel.production = off", ""},
	{"level = fail", "level = fail", "level = fail\n[component other]\nsource = other/",
		"level = off", "G gate 'lint': level fail -> off (tta.ini:12)\n"},
};

static void
what_both_sides_had_is_the_merge_s(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(merges); i++) {
		struct arena *mem = arena_new();
		struct config sides[2], merged;
		struct loosenings list, other;
		const char *text = "";
		struct error err;

		config_of(&sides[0], replaced(merges[i].from, merges[i].ours, mem), mem);
		config_of(&sides[1], replaced(merges[i].from, merges[i].theirs, mem), mem);
		config_of(&merged, replaced(merges[i].from, merges[i].merged, mem), mem);
		assert_int_equal(
			loosening_find(&list,
				&(struct loosening_input){.before = &sides[0], .after = &merged},
				mem, &err),
			0);
		assert_int_equal(
			loosening_find(&other,
				&(struct loosening_input){.before = &sides[1], .after = &merged},
				mem, &err),
			0);
		loosenings_meet(&list, &other);
		for (size_t k = 0; k < list.n; k++)
			text = arena_printf(
				mem, "%s%c %s\n", text, "DGC"[list.v[k].kind], list.v[k].text);
		assert_string_equal(text, merges[i].expected);
		config_release(&sides[0]);
		config_release(&sides[1]);
		config_release(&merged);
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_asks_for_less_is_told),
		cmocka_unit_test(what_both_sides_had_is_the_merge_s)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

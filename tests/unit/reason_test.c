/* SPDX-License-Identifier: MIT */
/* reason -- why a job is there: changes, deletions, moves, selections. */
#include "plan_case.h"

static const char two[] = "[component core]\n"
			  "source = core/\n"
			  "tests = tests/core/\n"
			  "[component app]\n"
			  "source = app/\n"
			  "tests = tests/app/\n"
			  "target = staging\n"
			  "depends = core\n"
			  "[gate lint]\n"
			  "run = lint {files}\n"
			  "files = *.c\n"
			  "[gate tests]\n"
			  "run = runtests {tests}\n"
			  "files = *.c\n"
			  "dependants = staging\n"
			  "[gate build]\n"
			  "run = build {source}\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "a deletion concerns, but is no file to look at",
		.ini = two,
		.tree = TREE,
		.changes = "D:core/old.c",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "tests@core fail development: core/old.c deleted (tta.ini:12)\n"
			    "  tests tests/core\n"
			    "build@core fail development: core/old.c deleted (tta.ini:16)\n"
			    "  source core\n"
			    "- lint core: what changed is deleted, generated or no regular file "
			    "(tta.ini:9)\n",
	},
	{
		.name = "deletions among others",
		.ini = two,
		.tree = TREE,
		.changes = "D:core/old.c M:core/a.c",
		.asked = "@pre-push --component core",
		.expected =
			"touched core development 2\n"
			"lint@core fail development: 1 changed file (tta.ini:9)\n"
			"  files core/a.c\n"
			"tests@core fail development: core/a.c changed and 1 more (tta.ini:12)\n"
			"  files core/a.c\n"
			"  tests tests/core\n"
			"build@core fail development: core/a.c changed and 1 more (tta.ini:16)\n"
			"  files core/a.c\n"
			"  source core\n",
	},
	{
		.name = "moved out: both components are touched",
		.ini = two,
		.tree = TREE,
		.changes = "D:core/old.c#k A:app/old.c#k",
		.asked = "@pre-push --gate tests",
		.expected = "touched core development 1\n"
			    "touched app staging 1\n"
			    "tests@core fail development: moved out: core/old.c (tta.ini:12)\n"
			    "  tests tests/core\n"
			    "tests@app fail staging: app/old.c changed (tta.ini:12)\n"
			    "  files app/old.c\n"
			    "  tests tests/app\n",
	},
	{
		.name = "moved within: deleted, not moved out",
		.ini = two,
		.tree = TREE,
		.changes = "D:core/old.c#k A:core/new.txt#k",
		.asked = "@pre-push --gate tests --component core",
		.expected = "touched core development 2\n"
			    "tests@core fail development: core/old.c deleted (tta.ini:12)\n"
			    "  tests tests/core\n",
	},
	{
		.name = "the same content elsewhere before: not moved out",
		.ini = two,
		.tree = TREE,
		.changes = "D:core/old.c#k M:app/m.c#k",
		.asked = "@pre-push --gate tests --component core",
		.expected = "touched core development 1\n"
			    "tests@core fail development: core/old.c deleted (tta.ini:12)\n"
			    "  tests tests/core\n",
	},
	{
		.name = "symlinks and submodules concern, but are no files",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "tests = tests/core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tests = tests/app/\n"
		       "target = staging\n"
		       "depends = core\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c\n"
		       "[gate tests]\n"
		       "run = runtests {tests}\n"
		       "files = *.c\n"
		       "dependants = staging\n"
		       "[gate build]\n"
		       "run = build {source}\n"
		       "[gate any]\n"
		       "run = any {files}\n",
		.tree = TREE,
		.changes = "M:core/link@ M:core/sub% M:core/run!",
		.asked = "@pre-push --component core",
		.expected =
			"touched core development 3\n"
			"build@core fail development: core/link changed and 2 more (tta.ini:16)\n"
			"  files core/run\n"
			"  source core\n"
			"any@core fail development: 1 changed file (tta.ini:18)\n"
			"  files core/run\n"
			"- lint core: no changed file matches *.c (tta.ini:9)\n"
			"- tests core: no changed file matches *.c (tta.ini:12)\n",
	},
	{
		.name = "a path with a quote is named as git does",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a\"b.c",
		.asked = "@pre-push --component core --gate tests",
		.expected = "touched core development 1\n"
			    "tests@core fail development: \"core/a\\\"b.c\" changed (tta.ini:12)\n"
			    "  files core/a\"b.c\n"
			    "  tests tests/core\n",
	},
	{
		.name = "all files",
		.ini = two,
		.changes = "A:core/a.c A:core/README A:app/m.c A:top.c A:tests/core/t.c",
		.asked = "@pre-push --all",
		.expected = "touched . development 1\n"
			    "touched core development 3\n"
			    "touched app staging 1\n"
			    "lint fail staging: all files (tta.ini:9)\n"
			    "  components . app core\n"
			    "  files app/m.c core/a.c tests/core/t.c top.c\n"
			    "  owners app core core .\n"
			    "tests@core fail development: all files (tta.ini:12)\n"
			    "  files core/a.c tests/core/t.c\n"
			    "  tests tests/core\n"
			    "build@core fail development: all files (tta.ini:16)\n"
			    "  files core/README core/a.c tests/core/t.c\n"
			    "  source core\n"
			    "build@app fail staging: all files (tta.ini:16)\n"
			    "  files app/m.c\n"
			    "  source app\n"
			    "- tests .: no tests of . exist in this tree (tta.ini:12)\n"
			    "- tests app: no tests of app exist in this tree (tta.ini:12)\n"
			    "- build .: no source of . exists in this tree (tta.ini:16)\n",
	},
	{
		.name = "all files: a component that matches nothing is touched, and owes nothing",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "tests = tests/core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tests = tests/app/\n"
		       "target = staging\n"
		       "depends = core\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c\n"
		       "[gate tests]\n"
		       "run = runtests {tests}\n"
		       "files = *.c\n"
		       "dependants = staging\n"
		       "[gate build]\n"
		       "run = build {source}\n"
		       "[component ghost]\n"
		       "source = ghost/\n",
		.changes = "A:core/a.c",
		.asked = "@pre-push --all --component ghost",
		.expected = "touched ghost development 0\n"
			    "- lint ghost: no file matches *.c (tta.ini:9)\n"
			    "- tests ghost: no file matches *.c (tta.ini:12)\n"
			    "- build ghost: no source of ghost exists in this tree (tta.ini:16)\n",
	},
	{
		.name = "named files",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a.c M:core/b.c",
		.asked = "--files --gate lint --gate tests",
		.expected = "touched core development 2\n"
			    "touched app staging 0 through core\n"
			    "lint@core fail development: named (tta.ini:9)\n"
			    "  files core/a.c core/b.c\n"
			    "tests@core fail development: named (tta.ini:12)\n"
			    "  files core/a.c core/b.c\n"
			    "  tests tests/core\n"
			    "tests@app fail staging: depends on core, of which files were named "
			    "(tta.ini:12)\n"
			    "  tests tests/app\n"
			    "- lint app: none of its own files were named (tta.ini:9)\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

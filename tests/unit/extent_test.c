/* SPDX-License-Identifier: MIT */
/* extent -- placeholders, and what a job may see. */
#include "plan_case.h"

static const char places[] = "[component core]\n"
			     "source = core/ core/none/\n"
			     "tests = tests/core/ tests/test_core_*.c\n"
			     "[component app]\n"
			     "source = app/\n"
			     "tests = tests/app/\n"
			     "[gate tests]\n"
			     "run = runtests {tests} --of {source}\n"
			     "[gate all]\n"
			     "run = all {paths}\n"
			     "[gate look]\n"
			     "run = look {files}\n"
			     "scope = component\n";

static const char sees[] = "[component base]\n"
			   "source = base/\n"
			   "[component core]\n"
			   "source = core/\n"
			   "tests = tests/core/\n"
			   "depends = base\n"
			   "[component top]\n"
			   "source = top/\n"
			   "depends = core .\n"
			   "[gate t]\n"
			   "run = t\n"
			   "sees = component\n"
			   "inputs = conf.ini none.ini\n"
			   "[gate f]\n"
			   "run = f {files}\n"
			   "sees = files\n"
			   "inputs = conf.ini\n"
			   "on = pre-push\n"
			   "[gate r]\n"
			   "run = r\n";

static const struct plan_case cases[] = {
	{
		.name = "placeholders name what exists",
		.ini = places,
		.tree = "core/b.c tests/core/t.c tests/test_core_x.c tests/test_core_y.c",
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "tests@core fail development: core/a.c changed (tta.ini:7)\n"
			    "  files core/a.c\n"
			    "  source core\n"
			    "  tests tests/core tests/test_core_x.c tests/test_core_y.c\n"
			    "all@core fail development: core/a.c changed (tta.ini:9)\n"
			    "  files core/a.c\n"
			    "  paths core tests/core tests/test_core_x.c tests/test_core_y.c\n"
			    "look@core fail development: core/a.c changed (tta.ini:11)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "no tests: no job",
		.ini = places,
		.changes = "M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched app development 1\n"
			    "all@app fail development: app/m.c changed (tta.ini:9)\n"
			    "  files app/m.c\n"
			    "  paths app\n"
			    "look@app fail development: app/m.c changed (tta.ini:11)\n"
			    "  files app/m.c\n"
			    "- tests app: no tests of app exist in this tree (tta.ini:7)\n",
	},
	{
		.name = "nothing left at all",
		.ini = places,
		.tree = "core/b.c",
		.changes = "D:app/m.c",
		.asked = "@pre-push",
		.expected = "touched app development 1\n"
			    "- tests app: no tests of app exist in this tree (tta.ini:7)\n"
			    "- all app: no paths of app exist in this tree (tta.ini:9)\n"
			    "- look app: no file of app is left to look at (tta.ini:11)\n",
	},
	{
		.name = "nobody's files have no source",
		.ini = places,
		.changes = "M:x",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "look@. fail development: x changed (tta.ini:11)\n"
			    "  files x\n"
			    "- tests .: no tests of . exist in this tree (tta.ini:7)\n"
			    "- all .: no paths of . exist in this tree (tta.ini:9)\n",
	},
	{
		.name = "a broken gate without tests is no job",
		.ini = "[component core]\n"
		       "source = core/ core/none/\n"
		       "tests = tests/core/ tests/test_core_*.c\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tests = tests/app/\n"
		       "[gate tests]\n"
		       "run = runtests {tests} --of {source}\n"
		       "report = coverage\n"
		       "[gate all]\n"
		       "run = all {paths}\n"
		       "[gate look]\n"
		       "run = look {files}\n"
		       "scope = component\n",
		.changes = "M:app/m.c",
		.asked = "@pre-push --gate tests",
		.expected = "touched app development 1\n"
			    "- tests app: no tests of app exist in this tree (tta.ini:7)\n",
	},
	{
		.name = "a skipped gate without tests is no job",
		.ini = places,
		.changes = "M:app/m.c",
		.asked = "@pre-push --gate tests --skip tests",
		.expected = "touched app development 1\n"
			    "- tests app: no tests of app exist in this tree (tta.ini:7)\n",
	},
	{
		.name = "what a job may see",
		.ini = sees,
		.tree = "base/b.c core/b.c tests/core/t.c conf.ini top/y",
		.changes = "M:core/a.c",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "t@core fail development: core/a.c changed (tta.ini:10)\n"
			    "  files core/a.c\n"
			    "  sees base core tests/core\n"
			    "f@core fail development: 1 changed file (tta.ini:14)\n"
			    "  files core/a.c\n"
			    "  sees core/a.c\n"
			    "r@core fail development: core/a.c changed (tta.ini:19)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "who builds on nobody's files may see all",
		.ini = sees,
		.tree = "base/b.c core/b.c tests/core/t.c conf.ini top/y",
		.changes = "M:top/x.c M:x",
		.asked = "@pre-push --component top --component . --gate t",
		.expected = "touched . development 1\n"
			    "touched top development 1\n"
			    "t@. fail development: x changed (tta.ini:10)\n"
			    "  files x\n"
			    "t@top fail development: top/x.c changed (tta.ini:10)\n"
			    "  files top/x.c\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

/* A tree that cannot be read is an error, not a plan with fewer jobs. */
static void
a_tree_that_cannot_be_read_is_an_error(void **state)
{
	static const struct plan_case wild = {
		.ini = "[component core]\nsource = core/\ntests = tests/*_core.c\n"
		       "[gate t]\nrun = t {tests}\non = pre-commit\n",
		.tree = "tests/x_core.c",
		.changes = "M:core/a.c",
	};
	static const struct plan_case inputs = {
		.ini = "[gate l]\nrun = l {files}\ninputs = l.toml\n",
		.tree = "tests/x_core.c",
		.changes = "M:l.toml",
		.asked = "@pre-push",
	};
	const struct plan_case *const both[] = {&wild, &inputs};
	const char *const expected[] = {"component 'core': cannot read tree 'tests'",
		"cannot list the tree: cannot read tree 'tests'"};

	(void)state;
	for (size_t i = 0; i < countof(both); i++) {
		struct plan_world w;
		struct plan plan;
		struct error err = {0};

		plan_world_init(&w, both[i]);
		w.fixture.broken = "tests";
		assert_int_equal(plan_world_build(&plan, &w, &err), -1);
		assert_int_equal(error_exit_status(&err), 3);
		assert_string_equal(err.msg, expected[i]);
		plan_world_release(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
		cmocka_unit_test(a_tree_that_cannot_be_read_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

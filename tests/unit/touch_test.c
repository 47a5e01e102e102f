/* SPDX-License-Identifier: MIT */
/* touch -- which components a change touches, and what it then owes. */
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
		.name = "nothing changed, nothing owed",
		.ini = two,
		.tree = TREE,
		.expected = "",
	},
	{
		.name = "own files: what a commit owes, and what waits",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a.c",
		.expected = "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "lint@core fail development: 1 changed file (tta.ini:9)\n"
			    "  files core/a.c\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- tests core: at pre-push (on = pre-push) (tta.ini:12)\n"
			    "- tests app: at pre-push (on = pre-push) (tta.ini:12)\n"
			    "- build core: at pre-push (on = pre-push) (tta.ini:16)\n"
			    "- build app: at pre-push (on = pre-push) (tta.ini:16)\n",
	},
	{
		.name = "a push owes both events, and dependants with a high enough target",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "lint@core fail development: 1 changed file (tta.ini:9)\n"
			    "  files core/a.c\n"
			    "tests@core fail development: core/a.c changed (tta.ini:12)\n"
			    "  files core/a.c\n"
			    "  tests tests/core\n"
			    "build@core fail development: core/a.c changed (tta.ini:16)\n"
			    "  files core/a.c\n"
			    "  source core\n"
			    "tests@app fail staging: depends on core, which changed (tta.ini:12)\n"
			    "  tests tests/app\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- build app: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "dependants below the stage are not owed",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "tests = tests/core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tests = tests/app/\n"
		       "target = development\n"
		       "depends = core\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c\n"
		       "[gate tests]\n"
		       "run = runtests {tests}\n"
		       "files = *.c\n"
		       "dependants = staging\n"
		       "[gate build]\n"
		       "run = build {source}\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app development 0 through core\n"
			    "lint@core fail development: 1 changed file (tta.ini:9)\n"
			    "  files core/a.c\n"
			    "tests@core fail development: core/a.c changed (tta.ini:12)\n"
			    "  files core/a.c\n"
			    "  tests tests/core\n"
			    "build@core fail development: core/a.c changed (tta.ini:16)\n"
			    "  files core/a.c\n"
			    "  source core\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- tests app: only core changed; dependants = staging, app aims at "
			    "development (tta.ini:12)\n"
			    "- build app: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "what only a dependency changed must match as well",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/README",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "build@core fail development: core/README changed (tta.ini:16)\n"
			    "  files core/README\n"
			    "  source core\n"
			    "- lint core: no changed file matches *.c (tta.ini:9)\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- tests core: no changed file matches *.c (tta.ini:12)\n"
			    "- tests app: no changed file matches *.c (tta.ini:12)\n"
			    "- build app: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "through whom, two steps below",
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
		       "[component shell]\n"
		       "source = shell/\n"
		       "target = production\n"
		       "depends = app\n",
		.tree = "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c "
			"shell/x.c",
		.changes = "M:core/a.c M:shell/x.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "touched shell production 1\n"
			    "lint fail production: 2 changed files (tta.ini:9)\n"
			    "  components core shell\n"
			    "  files core/a.c shell/x.c\n"
			    "  owners core shell\n"
			    "tests@core fail development: core/a.c changed (tta.ini:12)\n"
			    "  files core/a.c\n"
			    "  tests tests/core\n"
			    "build@core fail development: core/a.c changed (tta.ini:16)\n"
			    "  files core/a.c\n"
			    "  source core\n"
			    "tests@app fail staging: depends on core, which changed (tta.ini:12)\n"
			    "  tests tests/app\n"
			    "build@shell fail production: shell/x.c changed (tta.ini:16)\n"
			    "  files shell/x.c\n"
			    "  source shell\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- tests shell: no tests of shell exist in this tree (tta.ini:12)\n"
			    "- build app: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "two steps below, nothing of its own",
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
		       "[component shell]\n"
		       "source = shell/\n"
		       "tests = shell/t/\n"
		       "target = production\n"
		       "depends = app\n",
		.tree = "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c "
			"shell/t/x.c",
		.changes = "M:core/a.c",
		.asked = "@pre-push --component shell",
		.expected = "touched shell production 0 through core\n"
			    "tests@shell fail production: depends on core through app, which "
			    "changed (tta.ini:12)\n"
			    "  tests shell/t\n"
			    "- lint shell: none of its own files changed (tta.ini:9)\n"
			    "- build shell: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "own files that no gate asks for",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/README",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "build@core fail development: core/README changed (tta.ini:16)\n"
			    "  files core/README\n"
			    "  source core\n"
			    "- lint core: no changed file matches *.c (tta.ini:9)\n"
			    "- tests core: no changed file matches *.c (tta.ini:12)\n",
	},
	{
		.name = "nobody's files are those of .",
		.ini = "[tta]\n"
		       "target = staging\n"
		       "[component core]\n"
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
		       "from = production\n",
		.tree = TREE,
		.changes = "M:top.c",
		.asked = "@pre-push",
		.expected = "touched . staging 1\n"
			    "lint@. fail staging: 1 changed file (tta.ini:11)\n"
			    "  files top.c\n"
			    "- tests .: no tests of . exist in this tree (tta.ini:14)\n"
			    "- build .: owed from production, . aims at staging (tta.ini:2) "
			    "(tta.ini:18)\n",
	},
	{
		.name = "ignored files touch nothing",
		.ini = "[tta]\n"
		       "ignore = core/vendor/\n"
		       "[component core]\n"
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
		       "run = build {source}\n",
		.tree = TREE,
		.changes = "M:core/vendor/x.c",
		.asked = "@pre-push",
		.expected = "",
	},
	{
		.name = "but a gate with ignored = yes sees them, as files of .",
		.ini = "[tta]\n"
		       "ignore = core/vendor/\n"
		       "[component core]\n"
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
		       "[gate look]\n"
		       "run = look {files}\n"
		       "ignored = yes\n",
		.tree = TREE,
		.changes = "M:core/vendor/x.c M:core/a.c M:top.c",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "lint fail development: 2 changed files (tta.ini:11)\n"
			    "  components . core\n"
			    "  files core/a.c top.c\n"
			    "  owners core .\n"
			    "look fail development: 3 changed files (tta.ini:20)\n"
			    "  components . core\n"
			    "  files core/a.c core/vendor/x.c top.c\n"
			    "  owners core . .\n"
			    "- lint app: none of its own files changed (tta.ini:11)\n"
			    "- tests .: at pre-push (on = pre-push) (tta.ini:14)\n"
			    "- tests core: at pre-push (on = pre-push) (tta.ini:14)\n"
			    "- tests app: at pre-push (on = pre-push) (tta.ini:14)\n"
			    "- build .: at pre-push (on = pre-push) (tta.ini:18)\n"
			    "- build core: at pre-push (on = pre-push) (tta.ini:18)\n"
			    "- build app: at pre-push (on = pre-push) (tta.ini:18)\n"
			    "- look app: none of its own files changed (tta.ini:20)\n",
	},
	{
		.name = "generated files touch, but match nothing that a gate asks for",
		.ini = "[tta]\n"
		       "generated = core/gen.c\n"
		       "[component core]\n"
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
		       "run = build {source}\n",
		.tree = TREE,
		.changes = "M:core/gen.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app staging 0 through core\n"
			    "build@core fail development: core/gen.c changed (tta.ini:18)\n"
			    "  source core\n"
			    "- lint core: no changed file matches *.c (tta.ini:11)\n"
			    "- lint app: none of its own files changed (tta.ini:11)\n"
			    "- tests core: no changed file matches *.c (tta.ini:14)\n"
			    "- tests app: no changed file matches *.c (tta.ini:14)\n"
			    "- build app: only core changed, which it depends on (tta.ini:18)\n",
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

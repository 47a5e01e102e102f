/* SPDX-License-Identifier: MIT */
/* pick -- --gate, --component and SKIP. */
#include "plan_case.h"

static const char on[] = "[gate c]\n"
			 "run = c\n"
			 "on = pre-commit\n"
			 "[gate p]\n"
			 "run = p\n"
			 "on = pre-push\n"
			 "[gate n]\n"
			 "run = n\n"
			 "on = ci\n"
			 "[gate m]\n"
			 "run = m\n"
			 "on = manual\n";

static const char ini_1[] = "[component core]\n"
			    "source = core/\n"
			    "alias = kernel\n"
			    "tags = c fast\n"
			    "[component app]\n"
			    "source = app/\n"
			    "tags = python\n"
			    "[gate build]\n"
			    "run = build\n"
			    "for = c python\n";

static const char skip[] = "[component core]\n"
			   "source = core/\n"
			   "alias = kernel\n"
			   "[component app]\n"
			   "source = app/\n"
			   "[gate files]\n"
			   "builtin = one two\n"
			   "[gate lint]\n"
			   "run = lint {files}\n"
			   "group = style\n"
			   "[gate build]\n"
			   "run = build\n"
			   "on = pre-commit\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "--gate runs a gate whatever its event",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--gate n",
		.expected = "touched . development 1\n"
			    "n@. fail development: a.c changed (tta.ini:7)\n"
			    "  files a.c\n",
	},
	{
		.name = "--gate does not lift the stage",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "[gate early]\n"
		       "run = early\n"
		       "[gate late]\n"
		       "run = late\n"
		       "from = production\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--gate late",
		.expected = "touched core staging 1\n"
			    "- late core: owed from production, core aims at staging (tta.ini:3) "
			    "(tta.ini:6)\n",
	},
	{
		.name = "--gate names a group",
		.ini = "[gate c]\n"
		       "run = c\n"
		       "on = pre-commit\n"
		       "[gate p]\n"
		       "run = p\n"
		       "on = pre-push\n"
		       "[gate n]\n"
		       "run = n\n"
		       "on = ci\n"
		       "group = slow\n"
		       "[gate m]\n"
		       "run = m\n"
		       "on = manual\n"
		       "group = slow\n",
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--gate slow",
		.expected = "touched . development 1\n"
			    "n@. fail development: a.c changed (tta.ini:7)\n"
			    "  files a.c\n"
			    "m@. fail development: a.c changed (tta.ini:11)\n"
			    "  files a.c\n",
	},
	{
		.name = "--gate names nothing",
		.ini = "[gate c]\n"
		       "run = c\n"
		       "on = pre-commit\n"
		       "[gate p]\n"
		       "run = p\n"
		       "on = pre-push\n"
		       "[gate n]\n"
		       "run = n\n"
		       "on = ci\n"
		       "[gate m]\n"
		       "run = m\n"
		       "on = manual\n"
		       "group = slow\n",
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--gate slwo",
		.expected = "error 2: unknown gate 'slwo'; did you mean 'slow'?\n",
	},
	{
		.name = "--gate names nothing near",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--gate something",
		.expected = "error 2: unknown gate 'something'\n",
	},
	{
		.name = "--component by its alias",
		.ini = ini_1,
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push --component kernel",
		.expected = "touched core development 1\n"
			    "build@core fail development: core/a.c changed (tta.ini:8)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "--component that is not touched",
		.ini = ini_1,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --component app",
		.expected = "",
	},
	{
		.name = "--component that does not exist",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "alias = kernel\n"
		       "tags = c fast\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tags = python\n"
		       "[gate build]\n"
		       "run = build\n"
		       "for = c\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--component kernle",
		.expected = "error 2: unknown component 'kernle'; did you mean 'kernel'?\n",
	},
	{
		.name = "several --component, one of them .",
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
		       "run = build {source}\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c",
		.asked = "--component app --component . --gate lint",
		.expected = "touched . development 1\n"
			    "touched app staging 1\n"
			    "lint fail staging: 2 changed files (tta.ini:9)\n"
			    "  components . app\n"
			    "  files app/m.c top.c\n"
			    "  owners app .\n",
	},
	{
		.name = "skip a gate",
		.ini = skip,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--skip lint",
		.expected = "touched core development 1\n"
			    "one@core fail development: 1 changed file (tta.ini:6)\n"
			    "  files core/a.c\n"
			    "two@core fail development: 1 changed file (tta.ini:6)\n"
			    "  files core/a.c\n"
			    "lint@core fail development: 1 changed file (tta.ini:8)\n"
			    "  skipped: SKIP names 'lint'\n"
			    "  files core/a.c\n"
			    "build@core fail development: core/a.c changed (tta.ini:11)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "skip a group and a built-in",
		.ini = skip,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--skip style --skip two",
		.expected = "touched core development 1\n"
			    "one@core fail development: 1 changed file (tta.ini:6)\n"
			    "  files core/a.c\n"
			    "two@core fail development: 1 changed file (tta.ini:6)\n"
			    "  skipped: SKIP names 'two'\n"
			    "  files core/a.c\n"
			    "lint@core fail development: 1 changed file (tta.ini:8)\n"
			    "  skipped: SKIP names 'style'\n"
			    "  files core/a.c\n"
			    "build@core fail development: core/a.c changed (tta.ini:11)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "skip a gate of built-ins",
		.ini = skip,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--skip files --gate files",
		.expected = "touched core development 1\n"
			    "one@core fail development: 1 changed file (tta.ini:6)\n"
			    "  skipped: SKIP names 'files'\n"
			    "  files core/a.c\n"
			    "two@core fail development: 1 changed file (tta.ini:6)\n"
			    "  skipped: SKIP names 'files'\n"
			    "  files core/a.c\n",
	},
	{
		.name = "skip for one component",
		.ini = skip,
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "--skip lint@kernel --skip build@app",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "one fail development: 2 changed files (tta.ini:6)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n"
			    "two fail development: 2 changed files (tta.ini:6)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n"
			    "lint@app fail development: 1 changed file (tta.ini:8)\n"
			    "  files app/m.c\n"
			    "lint@core fail development: 1 changed file (tta.ini:8)\n"
			    "  skipped: SKIP names 'lint@kernel'\n"
			    "  files core/a.c\n"
			    "build@app fail development: app/m.c changed (tta.ini:11)\n"
			    "  skipped: SKIP names 'build@app'\n"
			    "  files app/m.c\n"
			    "build@core fail development: core/a.c changed (tta.ini:11)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "skip names what does not exist",
		.ini = skip,
		.tree = TREE,
		.changes = "M:top",
		.asked = "--skip lnit --skip zzzzzz --skip lint@kernle --skip lnit@app --gate lint",
		.expected =
			"touched . development 1\n"
			"lint@. fail development: 1 changed file (tta.ini:8)\n"
			"  files top\n"
			"warning: SKIP names 'lnit', which is no gate; did you mean 'lint'?\n"
			"warning: SKIP names 'zzzzzz', which is no gate\n"
			"warning: SKIP names 'lint@kernle', whose component does not exist; did "
			"you mean 'kernel'?\n"
			"warning: SKIP names 'lnit@app', which is no gate; did you mean 'lint'?\n",
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

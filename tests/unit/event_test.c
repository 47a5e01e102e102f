/* SPDX-License-Identifier: MIT */
/* event -- which events owe a gate, under which conditions. */
#include "plan_case.h"

static const char ini_1[] = "[gate build]\n"
			    "run = build\n"
			    "when = ci\n";

static const char ini_2[] = "[gate build]\n"
			    "run = build\n"
			    "when = branch release/*\n";

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

static const char reb[] = "[gate files]\n"
			  "builtin = one two\n"
			  "[gate c]\n"
			  "run = c\n"
			  "on = pre-commit\n"
			  "[gate p]\n"
			  "run = p\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "when it holds",
		.ini = "[gate build]\n"
		       "run = build\n"
		       "when = env RUN_IT not rebase\n",
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push RUN_IT=1",
		.expected = "touched . development 1\n"
			    "build@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n",
	},
	{
		.name = "when it does not",
		.ini = "[gate build]\n"
		       "run = build\n"
		       "when = env RUN_IT\n",
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "- build .: when: RUN_IT is not set (tta.ini:1)\n",
	},
	{
		.name = "when: ci",
		.ini = ini_1,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push --ci",
		.expected = "touched . development 1\n"
			    "build@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n",
	},
	{
		.name = "when: not in ci",
		.ini = ini_1,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "- build .: when: not in ci (tta.ini:1)\n",
	},
	{
		.name = "when: branch",
		.ini = ini_2,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push --branch release/1",
		.expected = "touched . development 1\n"
			    "build@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n",
	},
	{
		.name = "when: not the branch",
		.ini = ini_2,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "- build .: when: release/* is not the branch (tta.ini:1)\n",
	},
	{
		.name = "at pre-commit",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-commit",
		.expected = "touched . development 1\n"
			    "c@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n"
			    "- p .: at pre-push (on = pre-push) (tta.ini:4)\n"
			    "- n .: at ci (on = ci) (tta.ini:7)\n"
			    "- m .: at manual (on = manual) (tta.ini:10)\n",
	},
	{
		.name = "at pre-push",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "c@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n"
			    "p@. fail development: a.c changed (tta.ini:4)\n"
			    "  files a.c\n"
			    "- n .: at ci (on = ci) (tta.ini:7)\n"
			    "- m .: at manual (on = manual) (tta.ini:10)\n",
	},
	{
		.name = "at ci",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@ci",
		.expected = "touched . development 1\n"
			    "c@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n"
			    "p@. fail development: a.c changed (tta.ini:4)\n"
			    "  files a.c\n"
			    "n@. fail development: a.c changed (tta.ini:7)\n"
			    "  files a.c\n"
			    "- m .: at manual (on = manual) (tta.ini:10)\n",
	},
	{
		.name = "at nightly",
		.ini = on,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "@nightly",
		.expected = "touched . development 1\n"
			    "c@. fail development: a.c changed (tta.ini:1)\n"
			    "  files a.c\n"
			    "p@. fail development: a.c changed (tta.ini:4)\n"
			    "  files a.c\n"
			    "- n .: at ci (on = ci) (tta.ini:7)\n"
			    "- m .: at manual (on = manual) (tta.ini:10)\n",
	},
	{
		.name = "rebase: built-ins only",
		.ini = reb,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--rebase",
		.expected = "touched . development 1\n"
			    "one@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files a.c\n"
			    "two@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files a.c\n"
			    "- c .: a rebase is under way: at pre-push (tta.ini:3)\n"
			    "- p .: at pre-push (on = pre-push) (tta.ini:6)\n",
	},
	{
		.name = "rebase: a push owes all",
		.ini = reb,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--rebase @pre-push",
		.expected = "touched . development 1\n"
			    "one@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files a.c\n"
			    "two@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files a.c\n"
			    "c@. fail development: a.c changed (tta.ini:3)\n"
			    "  files a.c\n"
			    "p@. fail development: a.c changed (tta.ini:6)\n"
			    "  files a.c\n",
	},
	{
		.name = "rebase: --gate asks for it",
		.ini = reb,
		.tree = TREE,
		.changes = "M:a.c",
		.asked = "--rebase --gate c",
		.expected = "touched . development 1\n"
			    "c@. fail development: a.c changed (tta.ini:3)\n"
			    "  files a.c\n",
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

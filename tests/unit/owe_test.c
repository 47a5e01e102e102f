/* SPDX-License-Identifier: MIT */
/* owe -- stages, levels, audiences, conditions and events. */
#include "plan_case.h"

static const char owe[] = "[component core]\n"
			  "source = core/\n"
			  "target = staging\n"
			  "[gate early]\n"
			  "run = early\n"
			  "[gate late]\n"
			  "run = late\n"
			  "from = production\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "from: not before its stage",
		.ini = owe,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core staging 1\n"
			    "early@core fail staging: core/a.c changed (tta.ini:4)\n"
			    "  files core/a.c\n"
			    "- late core: owed from production, core aims at staging (tta.ini:3) "
			    "(tta.ini:6)\n",
	},
	{
		.name = "from: the line of --target",
		.ini = owe,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --target development",
		.expected = "touched core development 1\n"
			    "early@core fail development: core/a.c changed (tta.ini:4)\n"
			    "  files core/a.c\n"
			    "- late core: owed from production, core aims at development "
			    "(--target) (tta.ini:6)\n",
	},
	{
		.name = "--target: as if it aimed there",
		.ini = owe,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --target production",
		.expected = "touched core production 1\n"
			    "early@core fail production: core/a.c changed (tta.ini:4)\n"
			    "  files core/a.c\n"
			    "late@core fail production: core/a.c changed (tta.ini:6)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "from of .: the line of [tta] target",
		.ini = "[tta]\n"
		       "target = staging\n"
		       "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "[gate early]\n"
		       "run = early\n"
		       "[gate late]\n"
		       "run = late\n"
		       "from = production\n",
		.tree = TREE,
		.changes = "M:x",
		.asked = "@pre-push",
		.expected = "touched . staging 1\n"
			    "early@. fail staging: x changed (tta.ini:6)\n"
			    "  files x\n"
			    "- late .: owed from production, . aims at staging (tta.ini:2) "
			    "(tta.ini:8)\n",
	},
	{
		.name = "from of . by default",
		.ini = owe,
		.tree = TREE,
		.changes = "M:x",
		.asked = "@pre-push --gate late",
		.expected = "touched . development 1\n"
			    "- late .: owed from production, . aims at development (tta.ini:6)\n",
	},
	{
		.name = "next: a warning",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "next = production\n"
		       "[gate early]\n"
		       "run = early\n"
		       "[gate late]\n"
		       "run = late\n"
		       "from = production\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core staging 1\n"
			    "early@core fail staging: core/a.c changed (tta.ini:5)\n"
			    "  files core/a.c\n"
			    "late@core warn production: core/a.c changed, next = production "
			    "(tta.ini:7)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "next: not as far as from",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = development\n"
		       "next = staging\n"
		       "[gate early]\n"
		       "run = early\n"
		       "[gate late]\n"
		       "run = late\n"
		       "from = production\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "early@core fail development: core/a.c changed (tta.ini:5)\n"
			    "  files core/a.c\n"
			    "- late core: owed from production, core aims at development "
			    "(tta.ini:3) (tta.ini:7)\n",
	},
	{
		.name = "next: what the target owes already stays strict",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = production\n"
		       "next = production\n"
		       "[gate early]\n"
		       "run = early\n"
		       "[gate late]\n"
		       "run = late\n"
		       "from = production\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --gate late",
		.expected = "touched core production 1\n"
			    "late@core fail production: core/a.c changed (tta.ini:7)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "level off is not owed",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = off\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "- build core: level = off (tta.ini:5) (tta.ini:3)\n",
	},
	{
		.name = "level warn",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "build@core warn development: core/a.c changed (tta.ini:3)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "level of a stage",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n"
		       "level.development = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c M:x",
		.asked = "@pre-push --component core",
		.expected = "touched core development 1\n"
			    "build@core warn development: core/a.c changed (tta.ini:3)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "level of another stage",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n"
		       "level.development = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --component core",
		.expected = "touched core staging 1\n"
			    "build@core fail staging: core/a.c changed (tta.ini:4)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "off at the target, owed at next",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "next = staging\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n"
		       "level.development = off\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --component core",
		.expected =
			"touched core development 1\n"
			"build@core warn staging: core/a.c changed, next = staging (tta.ini:4)\n"
			"  files core/a.c\n",
	},
	{
		.name = "a component turns a gate off",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "build = off\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n",
		.tree = TREE,
		.changes = "M:core/a.c M:x",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "build@. fail development: x changed (tta.ini:4)\n"
			    "  files x\n"
			    "- build core: level = off (tta.ini:3) (tta.ini:4)\n",
	},
	{
		.name = "two components turn a gate off, each in its line",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "build = off\n"
		       "[component app]\n"
		       "source = app/\n"
		       "build = off\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "- build core: level = off (tta.ini:3) (tta.ini:7)\n"
			    "- build app: level = off (tta.ini:6) (tta.ini:7)\n",
	},
	{
		.name = "a component turns a group off",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "slow = off\n"
		       "[component app]\n"
		       "source = app/\n"
		       "slow = off\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n"
		       "group = slow\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "- build core: level = off (tta.ini:3) (tta.ini:7)\n"
			    "- build app: level = off (tta.ini:6) (tta.ini:7)\n",
	},
	{
		.name = "a component moves a gate to another event",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "build.on = pre-commit\n"
		       "[gate build]\n"
		       "run = build\n"
		       "level = fail\n",
		.tree = TREE,
		.changes = "M:core/a.c M:x",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "build@core fail development: core/a.c changed (tta.ini:4)\n"
			    "  files core/a.c\n"
			    "- build .: at pre-push (on = pre-push) (tta.ini:4)\n",
	},
	{
		.name = "for a tag",
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
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "build@core fail development: core/a.c changed (tta.ini:8)\n"
			    "  files core/a.c\n"
			    "- build app: for c, this one has no such tag (tta.ini:8)\n",
	},
	{
		.name = "for a name",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "alias = kernel\n"
		       "tags = c fast\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tags = python\n"
		       "[gate build]\n"
		       "run = build\n"
		       "for = app\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "build@app fail development: app/m.c changed (tta.ini:8)\n"
			    "  files app/m.c\n"
			    "- build core: for app, this one has no such tag (tta.ini:8)\n",
	},
	{
		.name = "for an alias, or a tag",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "alias = kernel\n"
		       "tags = c fast\n"
		       "[component app]\n"
		       "source = app/\n"
		       "tags = python\n"
		       "[gate build]\n"
		       "run = build\n"
		       "for = kernel python\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top",
		.asked = "@pre-push",
		.expected =
			"touched . development 1\n"
			"touched core development 1\n"
			"touched app development 1\n"
			"build@app fail development: app/m.c changed (tta.ini:8)\n"
			"  files app/m.c\n"
			"build@core fail development: core/a.c changed (tta.ini:8)\n"
			"  files core/a.c\n"
			"- build .: for kernel or python, this one has no such tag (tta.ini:8)\n",
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

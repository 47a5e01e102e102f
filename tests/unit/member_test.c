/* SPDX-License-Identifier: MIT */
/* member -- jobs that several components share: repository scope and built-ins. */
#include "plan_case.h"

static const char repo[] = "[component core]\n"
			   "source = core/\n"
			   "target = staging\n"
			   "[component app]\n"
			   "source = app/\n"
			   "target = production\n"
			   "[gate whole]\n"
			   "run = whole\n"
			   "scope = repository\n"
			   "files = *.c\n"
			   "from = staging\n";

static const char builtin[] = "[component core]\n"
			      "source = core/\n"
			      "[component app]\n"
			      "source = app/\n"
			      "[gate files]\n"
			      "builtin = one two\n"
			      "[gate large]\n"
			      "builtin = two three\n"
			      "args = --max=5\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "repository scope: once, at the highest target",
		.ini = repo,
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "touched core staging 1\n"
			    "touched app production 1\n"
			    "whole fail production: core/a.c changed and 1 more (tta.ini:7)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n"
			    "- whole .: owed from staging, . aims at development (tta.ini:7)\n",
	},
	{
		.name = "repository scope: of those that the change concerns",
		.ini = repo,
		.tree = TREE,
		.changes = "M:core/a.c M:app/README",
		.asked = "@pre-push",
		.expected = "touched core staging 1\n"
			    "touched app production 1\n"
			    "whole fail staging: core/a.c changed (tta.ini:7)\n"
			    "  files core/a.c\n"
			    "- whole app: no changed file matches *.c (tta.ini:7)\n",
	},
	{
		.name = "repository scope: nobody owes it",
		.ini = repo,
		.tree = TREE,
		.changes = "M:top.c M:app/README",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "touched app production 1\n"
			    "- whole .: owed from staging, . aims at development (tta.ini:7)\n"
			    "- whole app: no changed file matches *.c (tta.ini:7)\n",
	},
	{
		.name = "repository scope: the strictest level",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "[component app]\n"
		       "source = app/\n"
		       "target = production\n"
		       "[gate whole]\n"
		       "run = whole\n"
		       "scope = repository\n"
		       "files = *.c\n"
		       "from = staging\n"
		       "level.production = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core staging 1\n"
			    "touched app production 1\n"
			    "whole fail staging: core/a.c changed and 1 more (tta.ini:7)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n",
	},
	{
		.name = "repository scope: the strictest level, later",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "target = staging\n"
		       "[component app]\n"
		       "source = app/\n"
		       "target = production\n"
		       "[gate whole]\n"
		       "run = whole\n"
		       "scope = repository\n"
		       "files = *.c\n"
		       "from = staging\n"
		       "level.staging = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core staging 1\n"
			    "touched app production 1\n"
			    "whole fail production: core/a.c changed and 1 more (tta.ini:7)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n",
	},
	{
		.name = "repository scope: own files before dependencies'",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "depends = app\n"
		       "target = staging\n"
		       "[component app]\n"
		       "source = app/\n"
		       "target = production\n"
		       "[gate whole]\n"
		       "run = whole\n"
		       "scope = repository\n"
		       "files = *.c\n"
		       "from = staging\n"
		       "dependants = staging\n",
		.tree = TREE,
		.changes = "M:app/m.c",
		.asked = "@pre-push",
		.expected = "touched core staging 0 through app\n"
			    "touched app production 1\n"
			    "whole fail production: app/m.c changed (tta.ini:8)\n"
			    "  components app core\n"
			    "  files app/m.c\n"
			    "  owners app\n",
	},
	{
		.name = "repository scope: skipped for one, for all",
		.ini = repo,
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push --skip whole@app",
		.expected = "touched core staging 1\n"
			    "touched app production 1\n"
			    "whole@app fail production: app/m.c changed (tta.ini:7)\n"
			    "  skipped: SKIP names 'whole@app'\n"
			    "  files app/m.c\n"
			    "whole fail staging: core/a.c changed (tta.ini:7)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "repository scope: skipped",
		.ini = repo,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --skip whole",
		.expected = "touched core staging 1\n"
			    "whole fail staging: core/a.c changed (tta.ini:7)\n"
			    "  skipped: SKIP names 'whole'\n"
			    "  files core/a.c\n",
	},
	{
		.name = "built-ins: a job each",
		.ini = builtin,
		.tree = TREE,
		.changes = "M:core/a.c M:core/b.c",
		.expected = "touched core development 2\n"
			    "one@core fail development: 2 changed files (tta.ini:5)\n"
			    "  files core/a.c core/b.c\n"
			    "two@core fail development: 2 changed files (tta.ini:5)\n"
			    "  files core/a.c core/b.c\n"
			    "large.two@core fail development: 2 changed files (tta.ini:7)\n"
			    "  files core/a.c core/b.c\n"
			    "three@core fail development: 2 changed files (tta.ini:7)\n"
			    "  files core/a.c core/b.c\n",
	},
	{
		.name = "built-ins over several components",
		.ini = builtin,
		.tree = TREE,
		.changes = "M:core/a.c M:app/b.c",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "one fail development: 2 changed files (tta.ini:5)\n"
			    "  components app core\n"
			    "  files app/b.c core/a.c\n"
			    "  owners app core\n"
			    "two fail development: 2 changed files (tta.ini:5)\n"
			    "  components app core\n"
			    "  files app/b.c core/a.c\n"
			    "  owners app core\n"
			    "two@app+1 fail development: 2 changed files (tta.ini:7)\n"
			    "  components app core\n"
			    "  files app/b.c core/a.c\n"
			    "  owners app core\n"
			    "three fail development: 2 changed files (tta.ini:7)\n"
			    "  components app core\n"
			    "  files app/b.c core/a.c\n"
			    "  owners app core\n",
	},
	{
		.name = "built-ins by --gate",
		.ini = builtin,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "--gate three",
		.expected = "touched core development 1\n"
			    "three@core fail development: 1 changed file (tta.ini:7)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "built-ins see no deletions",
		.ini = builtin,
		.tree = TREE,
		.changes = "D:core/a.c",
		.asked = "--gate one",
		.expected = "touched core development 1\n"
			    "- files core: what changed is deleted, generated or no regular file "
			    "(tta.ini:5)\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

static const struct builtin *
builtin_of_test(const char *id)
{
	static const struct builtin known[] = {{.id = "any"}, {.id = "links", .types = "symlink"},
		{.id = "text", .types = "text"}};

	for (size_t i = 0; i < countof(known); i++) {
		if (strcmp(known[i].id, id) == 0)
			return &known[i];
	}
	return NULL;
}

/* Each built-in gets the files that it looks at; one that does not exist is broken. */
static void
builtins_get_what_they_look_at(void **state)
{
	static const struct plan_case c = {
		.ini = "[component core]\nsource = core/\n[component app]\nsource = app/\n"
		       "[gate files]\nbuiltin = any links text gone\n",
		.changes = "M:core/a.c M:core/l@ M:core/x.png M:core/sub% M:app/y.png",
	};
	static const char *const asked[] = {"", "--gate any", "--all --gate links --gate gone"};
	static const char *const expected[] = {
		"touched core development 4\ntouched app development 1\n"
		"any fail development: 3 changed files (tta.ini:5)\n"
		"  components app core\n"
		"  files app/y.png core/a.c core/x.png\n"
		"  owners app core core\n"
		"links@core fail development: 1 changed file (tta.ini:5)\n"
		"  files core/l\n"
		"text@core fail development: 1 changed file (tta.ini:5)\n"
		"  files core/a.c\n"
		"gone fail development: 3 changed files (tta.ini:5)\n"
		"  broken: there is no built-in 'gone' (tta.ini:5) in this version\n"
		"  components app core\n"
		"  files app/y.png core/a.c core/x.png\n"
		"  owners app core core\n"
		"- files app: links: no changed file is of type symlink (tta.ini:5)\n"
		"- files app: text: no changed file is of type text (tta.ini:5)\n",
		"touched core development 4\ntouched app development 1\n"
		"any fail development: 3 changed files (tta.ini:5)\n"
		"  components app core\n"
		"  files app/y.png core/a.c core/x.png\n"
		"  owners app core core\n",
		"touched . development 0\ntouched core development 4\ntouched app development 1\n"
		"links@core fail development: all files (tta.ini:5)\n"
		"  files core/l\n"
		"gone fail development: all files (tta.ini:5)\n"
		"  broken: there is no built-in 'gone' (tta.ini:5) in this version\n"
		"  components app core\n"
		"  files app/y.png core/a.c core/x.png\n"
		"  owners app core core\n"
		"- files .: none of its own files exist (tta.ini:5)\n"
		"- files app: links: no file is of type symlink (tta.ini:5)\n",
	};

	(void)state;
	for (size_t i = 0; i < countof(asked); i++) {
		struct plan_case one = c;
		struct plan_world w;
		struct plan plan;
		struct error err;
		struct buf out;

		one.asked = asked[i];
		plan_world_init(&w, &one);
		w.builtin = builtin_of_test;
		buf_init(&out, 1 << 20);
		assert_int_equal(plan_world_build(&plan, &w, &err), 0);
		plan_print(&out, &plan, &w.config, w.mem);
		assert_string_equal(out.data, expected[i]);
		buf_release(&out);
		plan_world_release(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
		cmocka_unit_test(builtins_get_what_they_look_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

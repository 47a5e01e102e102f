/* SPDX-License-Identifier: MIT */
/* job -- jobs by scope, their order and ids, and what breaks or skips them. */
#include "plan_case.h"

static const char files[] = "[component core]\n"
			    "source = core/\n"
			    "[component app]\n"
			    "source = app/\n"
			    "[gate lint]\n"
			    "run = lint {files}\n"
			    "files = *.c !*_gen.c\n";

static const char broken[] = "[component core]\n"
			     "source = core/\n"
			     "[gate cov]\n"
			     "run = cov\n"
			     "coverage = 80\n"
			     "[gate ok]\n"
			     "run = ok\n";

static const char tie[] = "[component a]\n"
			  "source = lib/*x.*\n"
			  "[component b]\n"
			  "tests = lib/*?.*\n"
			  "[component c]\n"
			  "source = c/\n"
			  "[gate lint]\n"
			  "run = lint {files}\n"
			  "[gate build]\n"
			  "run = build\n"
			  "files = *.c\n"
			  "on = pre-commit\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "one job over all components",
		.ini = files,
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c M:core/x_gen.c M:core/README",
		.expected = "touched . development 1\n"
			    "touched core development 3\n"
			    "touched app development 1\n"
			    "lint fail development: 3 changed files (tta.ini:5)\n"
			    "  components . app core\n"
			    "  files app/m.c core/a.c top.c\n"
			    "  owners app core .\n",
	},
	{
		.name = "one job of one component",
		.ini = files,
		.tree = TREE,
		.changes = "M:core/a.c M:core/b.c",
		.expected = "touched core development 2\n"
			    "lint@core fail development: 2 changed files (tta.ini:5)\n"
			    "  files core/a.c core/b.c\n",
	},
	{
		.name = "built-ins that judge a component are a job for each",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "[gate papers]\n"
		       "builtin = spec checklist\n"
		       "files = *.c\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:core/README",
		.expected = "touched core development 2\n"
			    "touched app development 1\n"
			    "spec@app fail development: app/m.c changed (tta.ini:5)\n"
			    "  files app/m.c\n"
			    "spec@core fail development: core/a.c changed (tta.ini:5)\n"
			    "  files core/a.c\n"
			    "checklist@app fail development: app/m.c changed (tta.ini:5)\n"
			    "  files app/m.c\n"
			    "checklist@core fail development: core/a.c changed (tta.ini:5)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "another definition is another job",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "lint.run = strict {files}\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "touched app development 1\n"
			    "lint fail development: 2 changed files (tta.ini:6)\n"
			    "  components . core\n"
			    "  files core/a.c top.c\n"
			    "  owners core .\n"
			    "lint@app fail development: 1 changed file (tta.ini:6)\n"
			    "  files app/m.c\n",
	},
	{
		.name = "another level is another job",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "target = staging\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n"
		       "level.development = warn\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "touched app staging 1\n"
			    "lint warn development: 2 changed files (tta.ini:6)\n"
			    "  components . core\n"
			    "  files core/a.c top.c\n"
			    "  owners core .\n"
			    "lint@app fail staging: 1 changed file (tta.ini:6)\n"
			    "  files app/m.c\n",
	},
	{
		.name = "owed at next is another job as well",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "next = staging\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n"
		       "from = staging\n"
		       "[component more]\n"
		       "source = more/\n"
		       "target = staging\n",
		.tree = TREE,
		.changes = "M:app/m.c M:more/x.c",
		.expected = "touched app development 1\n"
			    "touched more staging 1\n"
			    "lint@app warn staging: 1 changed file, next = staging (tta.ini:6)\n"
			    "  files app/m.c\n"
			    "lint@more fail staging: 1 changed file (tta.ini:6)\n"
			    "  files more/x.c\n",
	},
	{
		.name = "two jobs of several components have two ids",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "lint.level = warn\n"
		       "[component more]\n"
		       "source = more/\n"
		       "lint.level = warn\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c M:top.c M:more/x.c",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "touched app development 1\n"
			    "touched more development 1\n"
			    "lint fail development: 2 changed files (tta.ini:9)\n"
			    "  components . core\n"
			    "  files core/a.c top.c\n"
			    "  owners core .\n"
			    "lint@app+1 warn development: 2 changed files (tta.ini:9)\n"
			    "  components app more\n"
			    "  files app/m.c more/x.c\n"
			    "  owners app more\n",
	},
	{
		.name = "the highest of their targets",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "target = production\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.expected = "touched core development 1\n"
			    "touched app production 1\n"
			    "lint fail production: 2 changed files (tta.ini:6)\n"
			    "  components app core\n"
			    "  files app/m.c core/a.c\n"
			    "  owners app core\n",
	},
	{
		.name = "a component's files = takes its own away",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "lint.files = *.h\n"
		       "[gate lint]\n"
		       "run = lint {files}\n"
		       "files = *.c !*_gen.c\n",
		.tree = TREE,
		.changes = "M:core/a.c M:app/m.c",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "lint@core fail development: 1 changed file (tta.ini:6)\n"
			    "  files core/a.c\n"
			    "- lint app: no changed file matches *.h (tta.ini:6)\n",
	},
	{
		.name = "deletions alone are nothing to look at",
		.ini = files,
		.tree = TREE,
		.changes = "D:core/a.c",
		.expected = "touched core development 1\n"
			    "- lint core: what changed is deleted, generated or no regular file "
			    "(tta.ini:5)\n",
	},
	{
		.name = "files scope without {files}",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "[gate lint]\n"
		       "run = lint\n"
		       "scope = files\n"
		       "files = *.c !*_gen.c\n",
		.tree = TREE,
		.changes = "M:core/a.c",
		.expected = "touched core development 1\n"
			    "lint@core fail development: 1 changed file (tta.ini:5)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "order: dependencies, then gates, then names",
		.ini = "[component a]\n"
		       "source = a/\n"
		       "depends = z\n"
		       "[component m]\n"
		       "source = m/\n"
		       "depends = a n\n"
		       "[component n]\n"
		       "source = n/\n"
		       "depends = m\n"
		       "[component z]\n"
		       "source = z/\n"
		       "[gate second]\n"
		       "run = second\n"
		       "[gate first]\n"
		       "run = first\n"
		       "[gate files]\n"
		       "run = files {files}\n"
		       "[gate whole]\n"
		       "run = whole\n"
		       "scope = repository\n"
		       "on = pre-push\n",
		.tree = TREE,
		.changes = "M:a/x M:m/x M:n/x M:z/x M:x",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "touched a development 1\n"
			    "touched m development 1\n"
			    "touched n development 1\n"
			    "touched z development 1\n"
			    "second@. fail development: x changed (tta.ini:12)\n"
			    "  files x\n"
			    "second@z fail development: z/x changed (tta.ini:12)\n"
			    "  files z/x\n"
			    "first@. fail development: x changed (tta.ini:14)\n"
			    "  files x\n"
			    "first@z fail development: z/x changed (tta.ini:14)\n"
			    "  files z/x\n"
			    "files fail development: 5 changed files (tta.ini:16)\n"
			    "  components . a m n z\n"
			    "  files a/x m/x n/x x z/x\n"
			    "  owners a m n . z\n"
			    "second@a fail development: a/x changed (tta.ini:12)\n"
			    "  files a/x\n"
			    "first@a fail development: a/x changed (tta.ini:14)\n"
			    "  files a/x\n"
			    "second@m fail development: m/x changed (tta.ini:12)\n"
			    "  files m/x\n"
			    "second@n fail development: n/x changed (tta.ini:12)\n"
			    "  files n/x\n"
			    "first@m fail development: m/x changed (tta.ini:14)\n"
			    "  files m/x\n"
			    "first@n fail development: n/x changed (tta.ini:14)\n"
			    "  files n/x\n"
			    "whole fail development: x changed and 4 more (tta.ini:18)\n"
			    "  components . a m n z\n"
			    "  files a/x m/x n/x x z/x\n"
			    "  owners a m n . z\n",
	},
	{
		.name = "what is wanted in vain breaks the gate's jobs only",
		.ini = broken,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push",
		.expected = "touched core development 1\n"
			    "cov@core fail development: core/a.c changed (tta.ini:3)\n"
			    "  broken: key 'coverage' (tta.ini:5) needs a `report` or `metric` "
			    "that it is "
			    "held against\n"
			    "  files core/a.c\n"
			    "ok@core fail development: core/a.c changed (tta.ini:6)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "a broken gate that is not owed breaks nothing",
		.ini = broken,
		.tree = TREE,
		.changes = "M:core/a.c",
		.expected = "touched core development 1\n"
			    "- cov core: at pre-push (on = pre-push) (tta.ini:3)\n"
			    "- ok core: at pre-push (on = pre-push) (tta.ini:6)\n",
	},
	{
		.name = "what is skipped is not broken",
		.ini = broken,
		.tree = TREE,
		.changes = "M:core/a.c",
		.asked = "@pre-push --skip cov",
		.expected = "touched core development 1\n"
			    "cov@core fail development: core/a.c changed (tta.ini:3)\n"
			    "  skipped: SKIP names 'cov'\n"
			    "  files core/a.c\n"
			    "ok@core fail development: core/a.c changed (tta.ini:6)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "a tie breaks the jobs on that file",
		.ini = tie,
		.tree = TREE,
		.changes = "M:lib/x.c M:c/x.c",
		.expected = "touched a development 1\n"
			    "touched b development 1\n"
			    "touched c development 1\n"
			    "lint fail development: 3 changed files (tta.ini:7)\n"
			    "  broken: file lib/x.c is claimed by a (tta.ini:2) and b (tta.ini:4) "
			    "alike; make one pattern longer\n"
			    "  components a b c\n"
			    "  files c/x.c lib/x.c\n"
			    "  owners c a\n"
			    "build@a fail development: lib/x.c changed (tta.ini:9)\n"
			    "  broken: file lib/x.c is claimed by a (tta.ini:2) and b (tta.ini:4) "
			    "alike; make one pattern longer\n"
			    "  files lib/x.c\n"
			    "build@b fail development: lib/x.c changed (tta.ini:9)\n"
			    "  broken: file lib/x.c is claimed by a (tta.ini:2) and b (tta.ini:4) "
			    "alike; make one pattern longer\n"
			    "  files lib/x.c\n"
			    "build@c fail development: c/x.c changed (tta.ini:9)\n"
			    "  files c/x.c\n",
	},
	{
		.name = "a tie on what is gone breaks nothing",
		.ini = tie,
		.tree = TREE,
		.changes = "D:lib/x.c",
		.asked = "--gate build",
		.expected = "touched a development 1\n"
			    "touched b development 1\n"
			    "build@a fail development: lib/x.c deleted (tta.ini:9)\n"
			    "build@b fail development: lib/x.c deleted (tta.ini:9)\n",
	},
	{
		.name = "a tie on a link breaks who would look at it",
		.ini = tie,
		.tree = TREE,
		.changes = "M:lib/x.c@",
		.asked = "--gate build",
		.expected = "touched a development 1\n"
			    "touched b development 1\n"
			    "build@a fail development: lib/x.c changed (tta.ini:9)\n"
			    "  broken: file lib/x.c is claimed by a (tta.ini:2) and b (tta.ini:4) "
			    "alike; make one pattern longer\n"
			    "build@b fail development: lib/x.c changed (tta.ini:9)\n"
			    "  broken: file lib/x.c is claimed by a (tta.ini:2) and b (tta.ini:4) "
			    "alike; make one pattern longer\n",
	},
	{
		.name = "a tie that a gate does not ask about",
		.ini = tie,
		.tree = TREE,
		.changes = "M:lib/x.h",
		.asked = "--gate build",
		.expected = "touched a development 1\n"
			    "touched b development 1\n"
			    "- build a: no changed file matches *.c (tta.ini:9)\n"
			    "- build b: no changed file matches *.c (tta.ini:9)\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

static const struct plan_case fields = {
	.ini = "[component low]\nsource = low/\n[component high]\nsource = high/ other/\n"
	       "depends = low\ntarget = staging\n[gate lint]\nrun = lint {files}\n"
	       "[gate build]\nrun = build {dir}\non = pre-commit\n",
	.changes = "M:high/x.c#k A:low/y.c D:low/z.c",
};

/* What engines and reports need besides the text. */
static void
jobs_carry_both_sides_of_their_files(void **state)
{
	struct plan_world w;
	struct plan plan;
	struct error err;
	const struct job *j;

	(void)state;
	plan_world_init(&w, &fields);
	assert_int_equal(plan_world_build(&plan, &w, &err), 0);
	assert_int_equal(plan.njobs, 3);
	j = &plan.jobs[0];
	assert_string_equal(j->id, "lint");
	assert_int_equal(j->files.n, 2);
	assert_int_equal(j->file_owners.n, 2);
	for (size_t i = 0; i < j->files.n; i++)
		assert_string_equal(j->changes[i].path, j->files.v[i]);
	assert_int_equal(j->changes[0].kind, 'M');
	assert_int_equal(j->changes[0].old.mode, MODE_FILE);
	assert_int_equal(j->changes[0].new.id.bytes[0], 'k');
	assert_int_equal(j->changes[1].kind, 'A');
	assert_int_equal(j->changes[1].old.mode, 0);
	assert_int_equal(j->component, 0);
	assert_string_equal(j->dir, "");
	assert_int_equal(j->rank, 0);
	plan_world_release(&w);
}

static void
component_jobs_know_their_component(void **state)
{
	struct plan_world w;
	struct plan plan;
	struct error err;
	const struct job *low, *high;

	(void)state;
	plan_world_init(&w, &fields);
	assert_int_equal(plan_world_build(&plan, &w, &err), 0);
	assert_int_equal(plan.njobs, 3);
	low = &plan.jobs[1];
	high = &plan.jobs[2];
	assert_string_equal(low->id, "build@low");
	assert_string_equal(high->id, "build@high");
	assert_string_equal(high->dir, w.config.components.v[2].dir);
	assert_int_equal(low->component, 1);
	assert_int_equal(high->component, 2);
	assert_true(low->rank < high->rank);
	assert_int_equal(high->components.n, 1);
	assert_string_equal(high->components.v[0], "high");
	plan_world_release(&w);
}

static void
the_same_input_gives_the_same_plan(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct plan_world w;
		struct plan plan;
		struct error err;
		struct buf text[2];

		plan_world_init(&w, &cases[i]);
		for (size_t k = 0; k < 2; k++) {
			buf_init(&text[k], 1 << 20);
			assert_int_equal(plan_world_build(&plan, &w, &err), 0);
			plan_print(&text[k], &plan, &w.config, w.mem);
		}
		assert_string_equal(text[0].data, text[1].data);
		buf_release(&text[0]);
		buf_release(&text[1]);
		plan_world_release(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
		cmocka_unit_test(jobs_carry_both_sides_of_their_files),
		cmocka_unit_test(component_jobs_know_their_component),
		cmocka_unit_test(the_same_input_gives_the_same_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

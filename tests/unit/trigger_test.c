/* SPDX-License-Identifier: MIT */
/* trigger -- merges against every base, and gates that inputs owe. */
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

static const char inputs[] = "[component core]\n"
			     "source = core/\n"
			     "[component app]\n"
			     "source = app/\n"
			     "[component old]\n"
			     "source = old/\n"
			     "target = staging\n"
			     "t = off\n"
			     "[gate t]\n"
			     "run = t\n"
			     "files = *.c\n"
			     "inputs = conf/ *.toml\n"
			     "[gate l]\n"
			     "run = l {files}\n"
			     "files = *.c\n"
			     "inputs = l.toml\n";

#define TREE "core/a.c core/b.c core/README tests/core/t.c app/m.c tests/app/t.c top.c"

static const struct plan_case cases[] = {
	{
		.name = "merge: what one side brought touches nothing",
		.ini = two,
		.tree = TREE,
		.against = {"M:core/a.c", "M:top.c"},
		.asked = "@pre-push --merge",
		.expected = "",
	},
	{
		.name = "merge: what differs from every side does",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a.c",
		.against = {"M:core/a.c M:core/b.c", "M:core/a.c M:top.c"},
		.asked = "@pre-push --merge",
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
		.name = "merge: both sides changed the component, in different files",
		.ini = two,
		.tree = TREE,
		.against = {"M:core/a.c", "M:core/b.c"},
		.asked = "@pre-push --merge --component core",
		.expected = "touched core development 0\n"
			    "tests@core fail development: core/a.c changed (tta.ini:12)\n"
			    "  tests tests/core\n"
			    "build@core fail development: core/a.c changed (tta.ini:16)\n"
			    "  source core\n"
			    "- lint core: no changed file matches *.c (tta.ini:9)\n",
	},
	{
		.name = "merge: own against one side, a dependency's against the other",
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
		       "[gate build]\n"
		       "run = build {source}\n",
		.tree = TREE,
		.against = {"M:app/m.c", "M:core/a.c"},
		.asked = "@pre-push --merge --component app",
		.expected = "touched app staging 0\n"
			    "tests@app fail staging: app/m.c changed (tta.ini:12)\n"
			    "  tests tests/app\n"
			    "build@app fail staging: app/m.c changed (tta.ini:15)\n"
			    "  source app\n"
			    "- lint app: no changed file matches *.c (tta.ini:9)\n",
	},
	{
		.name = "merge: a dependency against every side",
		.ini = two,
		.tree = TREE,
		.against = {"M:core/b.c", "M:core/a.c"},
		.asked = "@pre-push --merge --component app",
		.expected = "touched app staging 0 through core\n"
			    "tests@app fail staging: depends on core, which changed (tta.ini:12)\n"
			    "  tests tests/app\n"
			    "- lint app: none of its own files changed (tta.ini:9)\n"
			    "- build app: only core changed, which it depends on (tta.ini:16)\n",
	},
	{
		.name = "merge: a gate's files must differ from every side",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/README",
		.against = {"M:core/a.c M:core/README", "M:core/README"},
		.asked = "@pre-push --merge --component core",
		.expected = "touched core development 1\n"
			    "build@core fail development: core/README changed (tta.ini:16)\n"
			    "  files core/README\n"
			    "  source core\n"
			    "- lint core: no changed file matches *.c (tta.ini:9)\n"
			    "- tests core: no changed file matches *.c (tta.ini:12)\n",
	},
	{
		.name = "merge of three: all of them count",
		.ini = two,
		.tree = TREE,
		.against = {"M:core/a.c", "M:core/b.c", "M:top.c"},
		.asked = "@pre-push --merge --component core",
		.expected = "",
	},
	{
		.name = "one base is no merge",
		.ini = two,
		.tree = TREE,
		.changes = "M:core/a.c",
		.against = {"M:core/a.c M:app/m.c"},
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
		.name = "inputs: a push owes the gate everywhere",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:conf/x",
		.asked = "@pre-push",
		.expected = "touched . development 1\n"
			    "t@. fail development: input conf/x changed (tta.ini:9)\n"
			    "t@app fail development: input conf/x changed (tta.ini:9)\n"
			    "t@core fail development: input conf/x changed (tta.ini:9)\n"
			    "- l .: no changed file matches *.c (tta.ini:13)\n",
	},
	{
		.name = "inputs: a commit does not",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "[component old]\n"
		       "source = old/\n"
		       "target = staging\n"
		       "t = off\n"
		       "[gate t]\n"
		       "on = pre-commit\n"
		       "run = t\n"
		       "files = *.c\n"
		       "inputs = conf/ *.toml\n"
		       "[gate l]\n"
		       "run = l {files}\n"
		       "files = *.c\n"
		       "inputs = l.toml\n",
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:conf/x M:l.toml",
		.expected = "touched . development 2\n"
			    "- t .: no changed file matches *.c (tta.ini:9)\n"
			    "- l .: no changed file matches *.c (tta.ini:14)\n",
	},
	{
		.name = "inputs: all files are no changed inputs",
		.ini = inputs,
		.changes = "A:l.toml A:core/b.c A:app/README A:old/o.c",
		.asked = "@pre-push --all",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "touched app development 1\n"
			    "touched old staging 1\n"
			    "t@core fail development: all files (tta.ini:9)\n"
			    "  files core/b.c\n"
			    "l fail staging: all files (tta.ini:13)\n"
			    "  components core old\n"
			    "  files core/b.c old/o.c\n"
			    "  owners core old\n"
			    "- t .: no file matches *.c (tta.ini:9)\n"
			    "- t app: no file matches *.c (tta.ini:9)\n"
			    "- t old: level = off (tta.ini:8) (tta.ini:9)\n"
			    "- l .: no file matches *.c (tta.ini:13)\n"
			    "- l app: no file matches *.c (tta.ini:13)\n",
	},
	{
		.name = "inputs and {files} of one component: all of its files",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "[component app]\n"
		       "source = app/\n"
		       "[component old]\n"
		       "source = old/\n"
		       "target = staging\n"
		       "t = off\n"
		       "[gate t]\n"
		       "run = t\n"
		       "files = *.c\n"
		       "inputs = conf/ *.toml\n"
		       "[gate l]\n"
		       "run = l {files}\n"
		       "files = *.c\n"
		       "inputs = l.toml\n"
		       "[gate k]\n"
		       "run = k {files}\n"
		       "scope = component\n"
		       "inputs = l.toml\n",
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:l.toml M:core/a.c",
		.asked = "@pre-push --gate k --component core --component app",
		.expected = "touched core development 1\n"
			    "k@app fail development: input l.toml changed (tta.ini:17)\n"
			    "  files app/README app/m.c\n"
			    "k@core fail development: core/a.c changed (tta.ini:17)\n"
			    "  files core/a.c core/b.c\n",
	},
	{
		.name = "a component's own files = for its own jobs",
		.ini = "[component core]\n"
		       "source = core/\n"
		       "t.files = *.h\n"
		       "[component app]\n"
		       "source = app/\n"
		       "[component old]\n"
		       "source = old/\n"
		       "target = staging\n"
		       "t = off\n"
		       "[gate t]\n"
		       "run = t\n"
		       "files = *.c\n"
		       "inputs = conf/ *.toml\n"
		       "[gate l]\n"
		       "run = l {files}\n"
		       "files = *.c\n"
		       "inputs = l.toml\n",
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:core/a.c M:app/m.c",
		.asked = "@pre-push --gate t",
		.expected = "touched core development 1\n"
			    "touched app development 1\n"
			    "t@app fail development: app/m.c changed (tta.ini:10)\n"
			    "  files app/m.c\n"
			    "- t core: no changed file matches *.h (tta.ini:10)\n",
	},
	{
		.name = "inputs: own files are the better reason",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:conf/x M:core/a.c",
		.asked = "@pre-push --component core --gate t",
		.expected = "touched core development 1\n"
			    "t@core fail development: core/a.c changed (tta.ini:9)\n"
			    "  files core/a.c\n",
	},
	{
		.name = "inputs of files scope: every file anew",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c",
		.changes = "M:l.toml M:core/a.c",
		.asked = "@pre-push --gate l",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "l fail staging: input l.toml changed (tta.ini:13)\n"
			    "  components . app core old\n"
			    "  files app/m.c core/a.c core/b.c old/o.c top.c\n"
			    "  owners app core core old .\n",
	},
	{
		.name = "inputs of files scope: not for named files",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.changes = "M:l.toml M:core/a.c",
		.asked = "@pre-push --gate l --files",
		.expected = "touched . development 1\n"
			    "touched core development 1\n"
			    "l@core fail development: named (tta.ini:13)\n"
			    "  files core/a.c\n"
			    "- l .: no named file matches *.c (tta.ini:13)\n",
	},
	{
		.name = "inputs, merge: one side's, and files from the other",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml core/a.c",
		.against = {"M:l.toml", "M:core/b.c M:app/m.c"},
		.asked = "@pre-push --merge",
		.expected = "t@app fail development: app/m.c changed (tta.ini:9)\n"
			    "t@core fail development: core/b.c changed (tta.ini:9)\n"
			    "l fail development: input l.toml changed (tta.ini:13)\n"
			    "  components app core\n"
			    "  files app/m.c core/b.c\n"
			    "  owners app core\n",
	},
	{
		.name = "inputs, merge: one side's alone",
		.ini = inputs,
		.tree = "core/b.c app/m.c app/README old/o.c top.c l.toml",
		.against = {"M:l.toml M:conf/x", "M:README"},
		.asked = "@pre-push --merge",
		.expected = "touched . development 0\n"
			    "- t .: no changed file matches *.c (tta.ini:9)\n"
			    "- l .: no changed file matches *.c (tta.ini:13)\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

/* The tree is walked once, and what did change keeps both its sides. */
static void
every_file_anew_is_listed_once(void **state)
{
	static const struct plan_case c = {
		.ini = "[gate a]\nrun = a {files}\nfiles = *.c\ninputs = a.toml\n"
		       "[gate b]\nrun = b {files}\nfiles = *.c\ninputs = a.toml\n",
		.tree = "src/y.c src/z.c",
		.changes = "M:a.toml A:src/x.c#k",
		.asked = "@pre-push",
	};
	struct plan_world w;
	struct plan plan;
	struct error err;
	const struct change *v;

	(void)state;
	plan_world_init(&w, &c);
	w.rows[w.nrows++] = (struct tree_row){.path = "src/x.c", .content = ""};
	w.fixture.nlist = 0;
	assert_int_equal(plan_world_build(&plan, &w, &err), 0);
	assert_int_equal(w.fixture.nlist, 2); /* the root and src */
	assert_int_equal(plan.njobs, 2);
	assert_int_equal(plan.jobs[0].files.n, 3);
	v = plan.jobs[0].changes;
	assert_string_equal(v[0].path, "src/x.c");
	assert_int_equal(v[0].kind, 'A');
	assert_int_equal(v[0].old.mode, 0);
	assert_int_equal(v[0].new.id.bytes[0], 'k');
	assert_string_equal(v[1].path, "src/y.c");
	assert_int_equal(v[1].old.mode, MODE_FILE);
	assert_true(oid_equal(&v[1].old.id, &v[1].new.id));
	plan_world_release(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
		cmocka_unit_test(every_file_anew_is_listed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

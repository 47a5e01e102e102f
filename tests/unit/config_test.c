/* SPDX-License-Identifier: MIT */
/*
 * config_test -- whole files: what they come to, and everything that can be wrong with them.
 */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "config_fixture.h"

static const struct tree_row tree[] = {
	{"src/neo4j/a.py", "", 0},
	{"src/narrative_engine/a.py", "", 0},
	{"src/components/game_loop/a.py", "", 0},
	{"src/components/carbon/a.py", "", 0},
	{"src/components/common/a.py", "", 0},
	{"src/components/README.md", "", 0},
	{"tests/test_carbon.py", "", 0},
	{"lib/carbon/a.c", "", 0},
	{"lib/x/a.c", "", 0},
	{"top.py", "", 0},
	{0},
};

struct row {
	const char *text, *want;
};

static void
expect_problems(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct config_fixture f;

		config_fixture_open(&f, rows[i].text, tree);
		assert_int_equal(f.rc, 0);
		assert_string_equal(config_fixture_problems(&f), rows[i].want);
		config_fixture_close(&f);
	}
}

static const struct component *
component(const struct config_fixture *f, const char *name)
{
	const struct component *c = component_find(&f->config.components, name);

	assert_non_null(c);
	return c;
}

static size_t
gate_index(const struct config_fixture *f, const char *name)
{
	for (size_t i = 0; i < f->config.ngates; i++) {
		if (strcmp(f->config.gates[i].name, name) == 0)
			return i;
	}
	fail_msg("no gate '%s'", name);
	return 0;
}

static const struct gate *
gate(const struct config_fixture *f, const char *name, const char *component_name, int stage)
{
	const struct component *c = component(f, component_name);

	return config_gate(
		&f->config, gate_index(f, name), (size_t)(c - f->config.components.v), stage);
}

static void
nothing_is_a_configuration(void **state)
{
	static const char *const texts[] = {NULL, "", "; nothing\n", "[tta]\n"};

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct config_fixture f;

		config_fixture_open(&f, texts[i], tree);
		assert_int_equal(f.problems.n, 0);
		assert_int_equal(f.config.components.n, 1);
		assert_string_equal(f.config.components.v[0].name, ".");
		assert_string_equal(f.config.components.v[0].dir, "");
		assert_int_equal(f.config.components.v[0].target, 0);
		assert_int_equal(f.config.stages.n, 3);
		assert_string_equal(f.config.stages.v[1].name, "staging");
		assert_true(f.config.stages.v[1].thresholds.coverage.value == 70);
		assert_true(isnan(f.config.stages.v[1].thresholds.tolerance.value));
		assert_int_equal(f.config.ngates, 0);
		assert_int_equal(f.config.commit.types.n, 11);
		assert_int_equal(f.config.commit.scope_match, LEVEL_WARN);
		assert_int_equal(f.config.tta.version, 1);
		assert_int_equal(f.config.tta.isolation, ISOLATION_AUTO);
		assert_int_equal(f.files.nlist + f.files.nfind, 0);
		config_fixture_close(&f);
	}
}

static void
mistakes_in_names(void **state)
{
	static const struct row rows[] = {
		{"[component a]\nsource = src/\ntargt = staging\n",
			"3: unknown key 'targt'; did you mean 'target'?\n"},
		{"[tta]\nversion = 2\nzzz = 1\n",
			"2: version 2 is not known to this program; 1 is\n3: unknown key 'zzz'\n"},
		{"[gtae a]\nrun = x\n", "1: unknown section '[gtae]'; did you mean '[gate]'?\n"},
		{"[gate]\nrun = x\n", "1: section '[gate]' needs the name of a gate\n"},
		{"[tta x]\n", "1: section '[tta]' has no name; 'x' is too much\n"},
		{"[defaults gates]\n",
			"1: '[defaults gates]': defaults are for a component or a gate, as in "
			"[defaults gate]\n"},
		{"[gate a b]\nrun = x\n", "1: '[gate a b]': a name is one word of letters, digits, "
					  "'-', '_' and '+'\n"},
		{"[gate a.b]\nrun = x\n", "1: '[gate a.b]': a name of this kind holds no '.'\n"},
		{"[component a/b]\nsource = src/\n",
			"1: '[component a/b]': a name is one word of letters, digits, '-', '_' and "
			"'+'\n"},
		{"[tta]\ntarget = stging\n",
			"2: key 'target': unknown stage 'stging'; did you mean 'staging'?\n"},
		{"[tta]\npresets = pyton base\n",
			"2: unknown preset 'pyton'; did you mean 'python'?\n"},
		{"[component neo4j]\nsource = src/neo4j/\n[component b]\nsource = lib/\n"
		 "depends = neo4\n",
			"5: component 'b' depends on 'neo4', which is no component; did you mean "
			"'neo4j'?\n"},
		{"[gate lint]\nrun = x\nneeds = lnt types\n",
			"3: unknown gate 'lnt'; did you mean 'lint'?\n3: unknown gate 'types'\n"},
		{"[gate a]\nrun = x\nneeds = a\n", "3: gate 'a' needs itself\n"},
		{"[gate a]\nrun = x\nneeds = b\n[gate b]\nrun = x\nneeds = c a\n"
		 "[gate c]\nrun = x\nneeds = b\n",
			"3: gate 'a' needs itself, through b\n"
			"6: gate 'b' needs itself, through c\n"},
		{"[gate a]\nrun = x\ngroup = g\n[gate b]\nrun = x\ngroup = g\nneeds = g\n", ""},
		{"[gate a]\nrun = {carry}/x\n",
			"2: key 'run': '{carry}' is of an [env]; name one with 'in'\n"},
		{"[gate a]\nrun = x {carry}\nin.staging = e\n[env e]\ncarry = v\n", ""},
		{"[gate a]\nrun = x\ndir = ../y\n",
			"3: key 'dir': '../y' is outside the repository\n"},
		{"[gate a]\nrun = x\nfiles = !*.c\n",
			"3: warning: key 'files' only takes away and so matches nothing; say first "
			"from what, as in `* !*.c`\n"},
		{"[env python]\n[gate lint]\nrun = x\nin = pyton\n",
			"4: unknown environment 'pyton'; did you mean 'python'?\n"},
		{"[gate lint]\nrun = x {fles}\n",
			"2: key 'run': unknown placeholder '{fles}'; did you mean '{files}'?\n"},
		{"[component a]\nsource = src/\nchecklist = {dri}/x\n",
			"3: key 'checklist': unknown placeholder '{dri}'; did you mean 'dir'?\n"},
		{"[component a]\nsource = src/{1}/\n", "2: key 'source': unknown placeholder "
						       "'{1}'; only [components] has matches\n"},
		{"[component a]\nsource = {dir}/\n", "2: key 'source': unknown placeholder "
						     "'{dir}', which is not known here; give "
						     "'dir'\n"},
		{"[gate lint]\nrun = x\nlevel.stagin = warn\nlvel.staging = warn\ngroup.staging = "
		 "a\n",
			"3: unknown stage 'stagin' in 'level.stagin'; did you mean 'staging'?\n"
			"4: unknown key 'lvel'; did you mean 'level'?\n"
			"5: key 'group' cannot differ by stage\n"},
		{"[gate lint]\nrun = x\n[component a]\nsource = src/\nlnt.timeout = 1m\nlit = off\n"
		 "lint.timout = 1m\nlint.scope = files\nlint.exclusive = yes\nlint = of\n",
			"5: unknown gate 'lnt'; did you mean 'lint'?\n"
			"6: unknown key 'lit'; did you mean 'lint'?\n"
			"7: unknown key 'timout'; did you mean 'timeout'?\n"
			"9: key 'exclusive' cannot differ by component\n"
			"10: key 'level': takes one of fail, warn, off, not 'of'; did you mean "
			"'off'?\n"},
		{"[gate a]\nrun = x\ntypes = pyton\n",
			"3: unknown type of files 'pyton'; did you mean 'python'?\n"},
		{"[gate a]\nrun = x\nfor = rust\n",
			"3: warning: gate 'a' is for 'rust', which is no component and no tag\n"},
		{"[gate a]\nrun = x\non = pre-comit\n", "3: warning: event 'pre-comit' comes with "
							"--hook-stage pre-comit alone; did you "
							"mean 'pre-commit'?\n"},
		{"[gate a]\nrun = x\non = ci\n", ""},
	};

	(void)state;
	expect_problems(rows, countof(rows));
}

static void
mistakes_in_what_belongs_together(void **state)
{
	static const struct row rows[] = {
		{"[gate a]\nbuiltin = spec end-of-file-fixer\n",
			"2: gate 'a': 'spec' judges a component as a whole, 'end-of-file-fixer' "
			"files; make two gates of them\n"},
		{"[gate a]\nbuiltin = end-of-file-fixer docs\n",
			"2: gate 'a': 'docs' judges a component as a whole, 'end-of-file-fixer' "
			"files; make two gates of them\n"},
		{"[gate a]\nbuiltin = spec\nscope = files\n",
			"3: gate 'a': 'spec' judges a component as a whole; leave 'scope' out\n"},
		{"[gate a]\nfiles = *.py\n", "1: gate 'a' has neither 'run' nor 'builtin'\n"},
		{"[gate a]\nrun = x\nbuiltin = y\n",
			"1: gate 'a' has both 'run' and 'builtin'; a gate is one of them\n"},
		{"[gate a]\nbuiltin = y\nfix = z\n",
			"3: gate 'a': 'fix' goes with 'run'; built-ins bring their own\n"},
		{"[gate a]\nrun = y\nargs = z\n",
			"3: gate 'a': 'args' goes with 'builtin'; put them into 'run'\n"},
		{"[gate a]\nrun = y\ntimeout += 3s\n",
			"3: key 'timeout' holds one value; write '=' instead of '+='\n"},
		{"[gate tests]\nrun = y\n[component c]\nsource = src/\ntests = off\n",
			"5: key 'tests' is the component's own; write 'tests.level = off' for the "
			"gate\n"},
		{"[gate a]\nrun = y\ncache = often\n",
			"3: key 'cache': takes yes, no or a duration (24h), not 'often'\n"},
		{"[gate a]\nrun = y\nmetric = \\d+\n",
			"3: key 'metric' needs a group named 'value', as in (?<value>\\d+)\n"},
		{"[gate a]\nbuiltin = x\n[component c]\nsource = src/\na.run = y\n",
			"5: gate 'a' has 'builtin' and cannot have 'run' for one component\n"},
		{"[gate a]\nbuiltin = x y\n[gate b]\nbuiltin = z y x\n",
			"4: warning: gate 'b' runs y, x over the files that gate 'a' (tta.ini:1) "
			"runs it over; leave it out of one of them\n"},
		{"[tta]\npresets = base\n[gate ends]\nbuiltin = trailing-whitespace\n",
			"4: warning: gate 'ends' runs trailing-whitespace over the files that gate "
			"'files' (preset base:2) runs it over; leave it out of one of them\n"},
		{"[tta]\npresets = base\n[gate files]\nbuiltin = trailing-whitespace\n", ""},
		{"[gate a]\nbuiltin = x\nfiles = *.c\n[gate b]\nbuiltin = x\n[gate c]\n"
		 "builtin = x\nargs = --y\n[gate d]\nbuiltin = x\ntypes = python\n",
			""},
		{"[component a]\nsource = src/\ntags = p\n[component b]\nsource = lib/\n"
		 "tags = q\n[gate a]\nbuiltin = x\nfor = p\n[gate b]\nbuiltin = x\nfor = q\n",
			""},
		{"[component a]\nsource = src/\ntags = p\n[gate a]\nbuiltin = x\n[gate b]\n"
		 "builtin = x\nfor = p\n",
			"7: warning: gate 'b' runs x over the files that gate 'a' (tta.ini:4) runs "
			"it over; leave it out of one of them\n"},
		{"[gate a]\nbuiltin = x\non = pre-push\n[gate b]\nbuiltin = x\n[gate c]\n"
		 "builtin = x\nlevel = off\n",
			""},
		{"[stage a]\ncoverage = 60\n[stage b]\n[stage c]\ncoverage = 50\n",
			"5: stage 'c' asks for less than 'b' before it: coverage 50 after 60\n"},
		{"[stage a]\nmax-high = 2\n[stage b]\nmax-high = 3\n",
			"4: stage 'b' asks for less than 'a' before it: max-high 3 after 2\n"},
		{"[stage a]\nmax-high = 3\n[stage b]\nmax-high = 0\n", ""},
		{"[component a]\nowner = x\n",
			"1: component 'a' has no paths; give 'source', 'tests' or 'paths'\n"},
		{"[component a]\nsource = gone/ *.gone\n",
			"1: warning: component 'a' matches nothing in this tree\n"},
		{"[component a]\nsource = gone/ src/*/a.py\n", ""},
		{"[component .]\nsource = src/\n",
			"2: component '.' is what nobody owns and cannot have 'source'\n"},
		{"[component a]\nsource = src/\ntarget = staging\nnext = staging\n",
			"4: warning: component 'a': next 'staging' is not above its target "
			"'staging'\n"},
		{"[component a]\nsource = src/\nalias = b\n[component b]\nsource = lib/\n",
			"3: alias 'b' of 'a' is already a name of 'b'\n"},
		{"[component a]\nsource = src/\n[component b]\nsource = top.py src\n",
			"4: 'src' is claimed by 'b' and by 'a' (tta.ini:2); one path has one "
			"owner\n"},
		{"[component a]\nsource = src/\n[component b]\nsource = lib/\ntests = src/\n",
			"5: 'src/' is claimed by 'b' and by 'a' (tta.ini:2); one path has one "
			"owner\n"},
		{"[component a]\nsource = src/\ntests = tests/\n[component b]\nsource = lib/\n"
		 "tests = tests/\n",
			"6: warning: 'tests/' holds tests of 'b' and of 'a' (tta.ini:3) alike; say "
			"with 'paths' whose they are\n"},
		{"[component a]\nsource = src/\ntests = tests/\n[component b]\nsource = lib/\n"
		 "tests = tests/\npaths = lib/\n",
			""},
		{"[component a]\nsource = src/ /x\ndir = ../y\n",
			"2: key 'source': pattern '/x': it is absolute; patterns start at the root "
			"of the "
			"repository, without '/'\n3: key 'dir': '../y' is outside the "
			"repository\n"},
		{"[branch /x]\n", "1: pattern '/x': it is absolute; patterns start at the root of "
				  "the repository, without '/'\n"},
		{"[component a]\nsource = src/\nsource = lib/\n[component a]\n",
			"3: key 'source' is given twice in one section; first in line 2\n"
			"4: section '[component a]' is there twice; first in line 1\n"},
	};

	(void)state;
	expect_problems(rows, countof(rows));
}

static void
templates(void **state)
{
	static const char text[] = "[defaults component]\n"
				   "checklist = {dir}/MATURITY.md\n"
				   "tags = py\n"
				   "[component game-loop]\n"
				   "target = staging\n"
				   "tests += tests/{1}/\n"
				   "tags += c\n"
				   "[components parts]\n"
				   "each = src/components/*/\n"
				   "except = common\n"
				   "source = src/components/{1}/\n"
				   "tests = tests/test_{1}.py\n"
				   "spec = specs/{component}.md\n"
				   "[components libs]\n"
				   "each = lib/*/\n"
				   "source = lib/{1}/\n"
				   "[component carbon]\n"
				   "source = src/components/carbon/\n"
				   "[component engine]\n"
				   "source = src/narrative_engine/\n"
				   "checklist =\n";
	struct config_fixture f;
	const struct component *c;

	(void)state;
	config_fixture_open(&f, text, tree);
	assert_string_equal(config_fixture_problems(&f), "");
	assert_int_equal(f.config.components.n, 5); /* . carbon game-loop x engine */
	assert_string_equal(f.config.components.v[1].name, "carbon");
	assert_string_equal(f.config.components.v[2].name, "game-loop");
	assert_string_equal(f.config.components.v[3].name, "x");
	assert_string_equal(f.config.components.v[4].name, "engine");
	c = component(&f, "game-loop");
	assert_int_equal(c->target, 1);
	assert_int_equal(c->origin.line, 4);
	assert_int_equal(c->tests.n, 2);
	assert_string_equal(c->tests.v[0].text, "tests/test_game_loop.py");
	assert_string_equal(c->tests.v[1].text, "tests/game_loop/");
	assert_int_equal(component_origin(c, "source").line, 11);
	assert_int_equal(component_origin(c, "tests").line, 6);
	assert_string_equal(c->dir, "src/components/game_loop");
	assert_string_equal(c->checklist, "src/components/game_loop/MATURITY.md");
	assert_string_equal(c->spec, "specs/game-loop.md");
	assert_int_equal(c->tags.n, 2);
	assert_int_equal(c->paths.n, 3);
	c = component(&f, "carbon"); /* of two templates, then overridden */
	assert_int_equal(c->source.n, 1);
	assert_string_equal(c->source.v[0].text, "src/components/carbon/");
	assert_int_equal(c->tests.n, 1);
	assert_null(component(&f, "engine")->checklist);
	assert_null(f.config.components.v[0].checklist);
	config_fixture_close(&f);
}

static void
mistakes_in_templates(void **state)
{
	static const struct row rows[] = {
		{"[components a]\nsource = x\n", "1: template 'a' needs 'each'\n"},
		{"[components a]\neach = gone/*/\nsource = gone/{1}/\n",
			"2: warning: 'gone/*/' matches nothing in this tree\n"},
		{"[components a]\neach = lib/*/\nsource = lib/{1}/\ntarget = stagin\nwat = 1\n",
			"4: key 'target': unknown stage 'stagin'; did you mean 'staging'?\n"
			"5: unknown key 'wat'\n"},
		{"[components a]\neach = lib/*/\nsource = lib/{1}/\ndir = lib/{1}\n"
		 "[components b]\neach = src/components/*/\nsource = src/components/{1}/\n"
		 "dir = src/components/{1}\nexcept = common game_loop\n",
			"8: two templates make component 'carbon' and differ in key 'dir'; the "
			"other is "
			"tta.ini:4\n"},
		{"[components a]\neach = lib/*/\nsource = lib/x/\n",
			"3: 'lib/x/' is claimed by 'x' and by 'carbon' (tta.ini:3); one path has "
			"one "
			"owner\n"},
	};

	(void)state;
	expect_problems(rows, countof(rows));
}

static void
folders_by_default(void **state)
{
	static const struct {
		const char *source, *dir;
	} rows[] = {
		{"source = src/neo4j/", "src/neo4j"},
		{"source = top.py src/neo4j/ lib/", "src/neo4j"},
		{"source = src/*/", "src"},
		{"source = src/neo*/", "src"},
		{"source = */", ""},
		{"source = top.py", ""},
		{"source = top.py src/neo4j", "src/neo4j"},
		{"source = !lib/ src/", "src"},
		{"source = src/\ndir = ./lib//x/", "lib/x"},
		{"source = src/\ndir = .", ""},
		{"source = src/\ndir = src/{component}/", "src/c"},
		{"tests = tests/", ""},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		struct config_fixture f;

		config_fixture_open(&f,
			arena_printf(mem, "[component c]\nspec = {dir}/s\n%s\n", rows[i].source),
			tree);
		assert_string_equal(config_fixture_problems(&f), "");
		assert_string_equal(component(&f, "c")->dir, rows[i].dir);
		assert_string_equal(component(&f, "c")->spec,
			arena_printf(mem, "%s%ss", rows[i].dir, rows[i].dir[0] ? "/" : ""));
		config_fixture_close(&f);
		arena_free(mem);
	}
}

static void
what_tests_leave_out_stays_with_the_source(void **state)
{
	struct config_fixture f;
	struct owner o;

	(void)state;
	config_fixture_open(&f,
		"[component a]\nsource = src/\ntests = src/t/ !src/t/data/\n"
		"[component b]\nsource = lib/ !lib/t/\ntests = lib/t/\n",
		tree);
	owner_find(&o, &f.config.components, "src/t/data/x");
	assert_int_equal(o.component, 1);
	owner_find(&o, &f.config.components, "lib/t/x");
	assert_int_equal(o.component, 2);
	config_fixture_close(&f);
}

static void
gates_have_defaults(void **state)
{
	static const char text[] =
		"[gate f]\nrun = x {files}\n"
		"[gate c]\nrun = x {source}\n"
		"[gate b]\nbuiltin = y\n"
		"[gate s]\nrun = x {files}\nscope = component\n"
		"[gate r]\nrun = x\nscope = repository\non = ci\nfrom = staging\n"
		"dependants = production\ntimeout = 3s\n";
	struct config_fixture f;
	const struct gate *g;

	(void)state;
	config_fixture_open(&f, text, tree);
	assert_string_equal(config_fixture_problems(&f), "");
	g = &f.config.gates[0];
	assert_string_equal(g->on, "pre-commit");
	assert_int_equal(g->scope, SCOPE_FILES);
	assert_int_equal(g->sees, SEES_REPOSITORY);
	assert_int_equal(g->level, LEVEL_FAIL);
	assert_int_equal(g->missing, MISSING_FAIL);
	assert_int_equal(g->timeout_ms, 600000);
	assert_int_equal(g->from, 0);
	assert_int_equal(g->dependants, STAGE_NONE);
	assert_string_equal(g->cache, "yes");
	assert_null(g->broken);
	assert_null(g->origins[key_index(key_find(SECTION_GATE, "timeout"))].file);
	assert_int_equal(g->origins[key_index(key_find(SECTION_GATE, "run"))].line, 2);
	g = &f.config.gates[1];
	assert_int_equal(g->scope, SCOPE_COMPONENT);
	assert_string_equal(g->on, "pre-push");
	g = &f.config.gates[2];
	assert_int_equal(g->scope, SCOPE_FILES);
	assert_string_equal(g->on, "pre-commit");
	g = &f.config.gates[3];
	assert_int_equal(g->scope, SCOPE_COMPONENT);
	assert_string_equal(g->on, "pre-push");
	g = &f.config.gates[4];
	assert_int_equal(g->scope, SCOPE_REPOSITORY);
	assert_string_equal(g->on, "ci");
	assert_int_equal(g->from, 1);
	assert_int_equal(g->dependants, 2);
	assert_int_equal(g->timeout_ms, 3000);
	config_fixture_close(&f);
}

static void
layers_of_a_gate(void **state)
{
	static const char text[] =
		"[defaults gate]\ntimeout = 1m\nretry = 1\nlevel.production = warn\n"
		"[gate lint]\nrun = x {files}\nfiles = *.py\n"
		"level.development = warn\nfiles.staging += *.pyi\n"
		"[gate tests]\nrun = t {tests}\ntimeout = 2m\nlevel = fail\n"
		"[gate node-tests]\ngroup = tests\nrun = n\n"
		"[component a]\nsource = src/\nlint = off\ntests.timeout = 10m\n"
		"lint.files += *.x\n"
		"[component b]\nsource = lib/\ntests.timeout = 2m\n";
	struct config_fixture f;
	const struct gate *g;

	(void)state;
	config_fixture_open(&f, text, tree);
	assert_string_equal(config_fixture_problems(&f), "");
	assert_int_equal(f.config.gates[0].timeout_ms, 60000);
	assert_int_equal(f.config.gates[0].level, LEVEL_FAIL);
	assert_int_equal(gate(&f, "lint", ".", 0)->level, LEVEL_WARN);
	assert_int_equal(gate(&f, "lint", "b", 0)->level, LEVEL_WARN);
	assert_ptr_equal(gate(&f, "lint", ".", 0), gate(&f, "lint", "b", 0));
	assert_int_equal(gate(&f, "lint", ".", 1)->level, LEVEL_FAIL);
	assert_int_equal(gate(&f, "lint", ".", 1)->files.n, 2);
	assert_int_equal(gate(&f, "lint", ".", 2)->level, LEVEL_WARN);
	g = gate(&f, "lint", "a", 1);
	assert_int_equal(g->level, LEVEL_OFF);
	assert_int_equal(g->files.n, 3);
	assert_int_equal(g->origins[key_index(key_find(SECTION_GATE, "level"))].line, 19);
	g = gate(&f, "tests", "a", 2); /* its own level comes after the default's KEY.STAGE */
	assert_int_equal(g->level, LEVEL_FAIL);
	assert_int_equal(g->timeout_ms, 600000);
	assert_int_equal(gate(&f, "node-tests", "a", 0)->timeout_ms, 600000);
	assert_ptr_equal(gate(&f, "tests", "a", 0), gate(&f, "tests", "a", 2));
	assert_ptr_equal(gate(&f, "tests", "b", 0), &f.config.gates[1]);
	assert_int_equal(gate(&f, "node-tests", "b", 0)->timeout_ms, 120000);
	assert_int_equal(gate(&f, "node-tests", ".", 2)->level, LEVEL_WARN);
	assert_int_equal(f.problems.n, 0);
	config_fixture_close(&f);
}

static void
what_is_wanted_in_vain_breaks_its_gate(void **state)
{
	static const char text[] = "[gate a]\nrun = x\nmin = 3\n"
				   "[gate b]\nrun = x\nnew-only = no\nratchet = no\nreport =\n"
				   "[gate c]\nrun = x\nreport = junit\nmax-high.staging = 0\n"
				   "[component k]\nsource = src/\nb.coverage = 90\n";
	struct config_fixture f;

	(void)state;
	config_fixture_open(&f, text, tree);
	assert_string_equal(config_fixture_problems(&f), "");
	assert_string_equal(f.config.gates[0].broken,
		"key 'min' (tta.ini:3) needs a `report` or `metric` that it is held against");
	assert_null(f.config.gates[1].broken);
	assert_null(gate(&f, "c", "k", 0)->broken);
	assert_string_equal(gate(&f, "c", "k", 1)->broken,
		"key 'max-high' (tta.ini:12) needs a `report` or `metric` that it is held against");
	assert_string_equal(gate(&f, "b", "k", 0)->broken,
		"key 'coverage' (tta.ini:15) needs a `report` or `metric` that it is held against");
	config_fixture_close(&f);
}

static void
stages_inherit(void **state)
{
	struct config_fixture f;

	(void)state;
	config_fixture_open(&f,
		"[stage one]\ncoverage = 10%\n[stage two]\ntolerance = 2\n[stage three]\n"
		"coverage = 30\n[tta]\ntarget = two\n[component a]\nsource = src/\n",
		tree);
	assert_string_equal(config_fixture_problems(&f), "");
	assert_int_equal(f.config.stages.n, 3);
	assert_true(f.config.stages.v[1].thresholds.coverage.value == 10);
	assert_int_equal(f.config.stages.v[1].origins[0].line, 2);
	assert_true(f.config.stages.v[2].thresholds.tolerance.value == 2);
	assert_true(isnan(f.config.stages.v[0].thresholds.tolerance.value));
	assert_int_equal(f.config.components.v[0].target, 1);
	assert_int_equal(component(&f, "a")->target, 1);
	config_fixture_close(&f);
}

static void
a_tree_that_cannot_be_read_is_an_error(void **state)
{
	struct config_input in = {.file = "tta.ini"};
	struct tree_fixture files = {.rows = tree, .broken = "lib"};
	struct blob_source source = tree_fixture_source(&files);
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct config c;

	(void)state;
	in.text = "[components a]\neach = lib/*/\nsource = lib/{1}/\n";
	in.len = strlen(in.text);
	in.tree = &source;
	assert_int_equal(config_read(&c, &in, &problems, mem, &err), -1);
	assert_int_equal(err.code, ERR_GIT);
	config_release(&c);
	arena_free(mem);
}

static void
branches_and_budgets(void **state)
{
	struct config_fixture f;
	const struct branch *b;

	(void)state;
	config_fixture_open(&f,
		"[branch main release/[0-9]*]\ncommit = merge\npush = fast-forward\n"
		"[tta]\nbudget = pre-commit 30s\nignore = a/ b/\nignored = x\n",
		tree);
	assert_string_equal(
		config_fixture_problems(&f), "7: unknown key 'ignored'; did you mean 'ignore'?\n");
	b = &f.config.branches[0];
	assert_int_equal(f.config.nbranches, 1);
	assert_non_null(patterns_match(&b->names, "release/1"));
	assert_int_equal(b->commit, COMMIT_MERGE);
	assert_int_equal(b->push, PUSH_FAST_FORWARD);
	assert_int_equal(f.config.tta.budget.n, 1);
	assert_int_equal(f.config.tta.ignore.n, 2);
	config_fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_a_configuration),
		cmocka_unit_test(mistakes_in_names),
		cmocka_unit_test(mistakes_in_what_belongs_together),
		cmocka_unit_test(templates),
		cmocka_unit_test(mistakes_in_templates),
		cmocka_unit_test(folders_by_default),
		cmocka_unit_test(what_tests_leave_out_stays_with_the_source),
		cmocka_unit_test(gates_have_defaults),
		cmocka_unit_test(layers_of_a_gate),
		cmocka_unit_test(what_is_wanted_in_vain_breaks_its_gate),
		cmocka_unit_test(stages_inherit),
		cmocka_unit_test(a_tree_that_cannot_be_read_is_an_error),
		cmocka_unit_test(branches_and_budgets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

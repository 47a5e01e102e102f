/* SPDX-License-Identifier: MIT */
/*
 * preset_test -- the presets compiled in, alone and together; and the configuration of a whole
 * monorepo: templates for most of it, sections for what they cannot know, environments, and
 * components that depend on one another.
 */
#include "test.h"

#include <string.h>

#include "base/text.h"
#include "config_fixture.h"

static const char *const monorepo_ini[] = {
	/* in parts that any compiler takes */
	"[tta]\n"
	"version   = 1\n"
	"presets   = base python node\n"
	"target    = development            ; of every component that names none\n"
	"budget    = pre-commit 30s, pre-push 4m\n"
	"ignore    = **/node_modules/ archive/\n"
	"generated = uv.lock **/package-lock.json\n"
	"[branch main staging]\n"
	"commit = merge\n"
	"push   = fast-forward\n"
	"[stage development]\n"
	"coverage = 60\n"
	"[stage staging]\n"
	"coverage = 70\n"
	"tolerance = 2\n"
	"[stage production]\n"
	"coverage = 80\n"
	"[env python]\n"
	"carry = .venv\n"
	"lock  = uv.lock packages/*/pyproject.toml\n"
	"set   = PATH={carry}/bin:{PATH} VIRTUAL_ENV={carry}\n"
	"roots = . packages/tta-ai-framework/src\n"
	"[env frontend]\n"
	"dir   = src/player_experience/frontend\n"
	"carry = src/player_experience/frontend/node_modules\n"
	"set   = PATH={carry}/.bin:{PATH} CI=1\n"
	"[defaults component]\n"
	"tags      = python\n"
	"checklist = {dir}/MATURITY.md      ; a default that names no file is no error\n"
	"[components src]\n"
	"each   = src/*/\n"
	"except = components test_components\n"
	"source = src/{1}/\n"
	"tests  = tests/{1}/ tests/unit/{1}/ tests/test_{1}_*.py\n"
	"[components parts]\n"
	"each   = src/components/*/\n"
	"source = src/components/{1}/ src/components/{1}_component.py\n"
	"tests  = tests/unit/{1}/ tests/integration/{1}/ tests/test_{1}_*.py\n"
	"[components packages]\n"
	"each   = packages/*/\n"
	"dir    = packages/{1}/\n"
	"source = packages/{1}/src/\n",
	"[component gameplay-loop]\n"
	"target = staging\n"
	"tests += tests/integration/test_core_gameplay_loop.py\n"
	"[component model-management]\n"
	"target  = staging\n"
	"source += packages/tta-ai-framework/src/tta_ai/models/\n"
	"checklist = packages/tta-ai-framework/src/tta_ai/models/MATURITY.md\n"
	"[component agent-orchestration]\n"
	"depends = player-experience monitoring\n"
	"[component player-experience]\n"
	"depends = agent-orchestration monitoring common\n"
	"[component monitoring]\n"
	"coverage = 85\n"
	"alias    = observability\n"
	"[component openhands]\n"
	"source = src/agent_orchestration/openhands_integration/\n"
	"target = staging\n"
	"tests.timeout = 25m\n"
	"[component orchestration]\n"
	"source += src/main.py\n"
	"tests  += tests/test_orchestrator*.py\n"
	"[component player-frontend]\n"
	"source = src/player_experience/frontend/\n"
	"tags   = typescript\n"
	"alias  = frontend\n"
	"[component docs]\n"
	"source = docs/\n"
	"tags   = prose\n"
	"[component scripts]\n"
	"source = scripts/\n"
	"tags   = python shell\n",
	"[gate secrets]\n"
	"builtin  = secrets\n"
	"baseline = .secrets.baseline\n"
	"ignored  = yes\n"
	"[gate lint]\n"
	"in    = python\n"
	"run   = ruff check --output-format=concise {files}\n"
	"fix   = ruff check --fix {files}\n"
	"files = *.py *.pyi\n"
	"new-only = findings\n"
	"[gate types]\n"
	"in    = python\n"
	"for   = python\n"
	"run   = pyright {source}\n"
	"scope = component\n"
	"from  = staging\n"
	"on    = pre-push\n"
	"[gate tests]\n"
	"in     = python\n"
	"for    = python\n"
	"run    = pytest -q {tests} --cov={source} --cov-report=xml:{report}/coverage.xml\n"
	"scope  = component\n"
	"report = coverage\n"
	"on     = pre-push\n"
	"dependants = staging\n"
	"inputs = uv.lock conftest.py\n"
	"[gate frontend-tests]\n"
	"group = tests\n"
	"in    = frontend\n"
	"for   = typescript\n"
	"run   = npm test -- --watchAll=false\n"
	"on    = pre-push\n"
	"[gate integration]\n"
	"in    = python\n"
	"run   = pytest -q tests/integration\n"
	"scope = repository\n"
	"from  = production\n"
	"on    = ci\n"
	"when  = env RUN_NEO4J_TESTS\n"
	"[commit]\n"
	"types  = feat fix docs chore deps\n"
	"scopes = deps security\n"
	"free   = docs scripts .\n"
	"scope-match = warn\n",
};

/* What its patterns and templates lead to, in short. */
static const struct tree_row monorepo[] = {
	{"src/agent_orchestration/openhands_integration/client.py", "", 0},
	{"src/agent_orchestration/service.py", "", 0},
	{"src/api_gateway/app.py", "", 0},
	{"src/common/a.py", "", 0},
	{"src/integration/a.py", "", 0},
	{"src/monitoring/a.py", "", 0},
	{"src/observability_integration/a.py", "", 0},
	{"src/orchestration/a.py", "", 0},
	{"src/player_experience/api.py", "", 0},
	{"src/player_experience/frontend/package.json", "", 0},
	{"src/test_components/a.py", "", 0},
	{"src/components/carbon_component.py", "", 0},
	{"src/components/carbon/a.py", "", 0},
	{"src/components/gameplay_loop/controller.py", "", 0},
	{"src/components/model_management/a.py", "", 0},
	{"src/components/narrative_arc_orchestrator/a.py", "", 0},
	{"src/components/narrative_coherence/a.py", "", 0},
	{"src/components/neo4j/README.md", "", 0},
	{"src/components/player_experience/a.py", "", 0},
	{"src/main.py", "", 0},
	{"packages/tta-ai-framework/src/tta_ai/models/m.py", "", 0},
	{"packages/tta-ai-framework/src/tta_ai/x.py", "", 0},
	{"tests/unit/neo4j/test_a.py", "", 0},
	{"tests/test_orchestrator_x.py", "", 0},
	{"tests/integration/test_core_gameplay_loop.py", "", 0},
	{"docs/a.md", "", 0},
	{"scripts/a.sh", "", 0},
	{".github/workflows/ci.yml", "", 0},
	{"docker/a", "", 0},
	{"conftest.py", "", 0},
	{0},
};

static void
each_preset_reads_without_a_word(void **state)
{
	(void)state;
	assert_int_equal(npresets, 6);
	for (size_t i = 0; i < npresets; i++) {
		struct arena *mem = arena_new();
		struct config_fixture f;

		assert_true(i == 0 || strcmp(presets[i - 1].name, presets[i].name) < 0);
		config_fixture_open(
			&f, arena_printf(mem, "[tta]\npresets = %s\n", presets[i].name), NULL);
		assert_string_equal(config_fixture_problems(&f), "");
		assert_true(f.config.ngates > 0);
		for (size_t g = 0; g < f.config.ngates; g++) {
			const struct gate *gate = &f.config.gates[g];

			assert_null(gate->broken);
			assert_string_equal(
				gate->origin.file, arena_printf(mem, "preset %s", presets[i].name));
		}
		config_fixture_close(&f);
		arena_free(mem);
	}
}

static void
presets_go_together_and_are_overridden(void **state)
{
	struct config_fixture f;
	const struct gate *lint;
	const struct key *files = key_find(SECTION_GATE, "files");
	const struct key *run = key_find(SECTION_GATE, "run");

	(void)state;
	config_fixture_open(&f,
		"[tta]\npresets = base c go node python rust\ngenerated += x.lock\n"
		"[gate lint]\nfiles += *.ipynb\nfix =\n"
		"[component a]\nsource = a.c\ntests.timeout = 1h\n",
		NULL);
	assert_string_equal(config_fixture_problems(&f), "");
	for (size_t i = 0; i < f.config.ngates; i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(f.config.gates[i].name, f.config.gates[k].name);
	}
	lint = &f.config.gates[0];
	while (strcmp(lint->name, "lint") != 0)
		lint++;
	assert_int_equal(lint->files.n, 3);
	assert_null(lint->fix.text);
	assert_string_equal(lint->origins[key_index(files)].file, "tta.ini");
	assert_string_equal(lint->origins[key_index(run)].file, "preset python");
	assert_int_equal(lint->origin.line, 4);
	assert_int_equal(f.config.tta.generated.n, 8);
	for (size_t i = 0; i < f.config.ngates; i++) {
		const struct gate *g = &f.config.gates[i];
		bool is_tests = strcmp(g->name, "tests") == 0 ||
				(g->group && strcmp(g->group, "tests") == 0);

		assert_int_equal(
			config_gate(&f.config, i, 1, 0)->timeout_ms, is_tests ? 3600000 : 600000);
	}
	config_fixture_close(&f);
}

static size_t
owner_of(const struct config_fixture *f, const char *path)
{
	struct owner o;

	owner_find(&o, &f->config.components, path);
	assert_false(o.is_tie);
	return o.component;
}

static void
expect_owner(const struct config_fixture *f, const char *path, const char *name)
{
	assert_string_equal(f->config.components.v[owner_of(f, path)].name, name);
}

/* The target of a component, and how long its tests may take. */
static void
expect_acting(const struct config_fixture *f, const char *name, int target, int64_t timeout_ms)
{
	const struct component *c = component_find(&f->config.components, name);
	size_t tests = 0;

	assert_int_equal(c->target, target);
	while (strcmp(f->config.gates[tests].name, "tests") != 0)
		tests++;
	assert_int_equal(
		config_gate(&f->config, tests, (size_t)(c - f->config.components.v), c->target)
			->timeout_ms,
		timeout_ms);
}

static void
a_whole_monorepo(void **state)
{
	const struct strs parts = {.v = (const char **)monorepo_ini, .n = countof(monorepo_ini)};
	struct arena *mem = arena_new();
	struct config_fixture f;

	(void)state;
	config_fixture_open(&f, strs_join(&parts, "", mem), monorepo);
	assert_string_equal(config_fixture_problems(&f),
		"51: warning: components depend on one another and count as one group: "
		"agent-orchestration, player-experience\n");
	for (size_t i = 0; monorepo[i].path; i++)
		owner_of(&f, monorepo[i].path);
	expect_owner(&f, "src/components/neo4j/README.md", "neo4j");
	expect_owner(&f, "src/components/carbon_component.py", "carbon");
	expect_owner(&f, "src/player_experience/frontend/package.json", "player-frontend");
	expect_owner(&f, "src/components/player_experience/a.py", "player-experience");
	expect_owner(&f, "src/player_experience/api.py", "player-experience");
	expect_owner(&f, "src/agent_orchestration/openhands_integration/client.py", "openhands");
	expect_owner(&f, "packages/tta-ai-framework/src/tta_ai/models/m.py", "model-management");
	expect_owner(&f, "packages/tta-ai-framework/src/tta_ai/x.py", "tta-ai-framework");
	expect_owner(&f, "tests/test_orchestrator_x.py", "orchestration");
	expect_owner(&f, "tests/integration/test_core_gameplay_loop.py", "gameplay-loop");
	expect_owner(&f, "src/test_components/a.py", ".");
	expect_owner(&f, "conftest.py", ".");
	assert_string_equal(component_find(&f.config.components, "model-management")->checklist,
		"packages/tta-ai-framework/src/tta_ai/models/MATURITY.md");
	assert_string_equal(
		component_find(&f.config.components, "observability")->name, "monitoring");
	expect_acting(&f, "openhands", 1, 1500000);
	expect_acting(&f, "gameplay-loop", 1, 600000);
	expect_acting(&f, "api-gateway", 0, 600000);
	config_fixture_close(&f);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_preset_reads_without_a_word),
		cmocka_unit_test(presets_go_together_and_are_overridden),
		cmocka_unit_test(a_whole_monorepo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

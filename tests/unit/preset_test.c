/* SPDX-License-Identifier: MIT */
/*
 * preset_test -- the presets compiled in, alone and together; and the configuration of a whole
 * monorepo, which is kept outside of this repository and skipped where it is not there.
 */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "config_fixture.h"

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

static void
a_whole_monorepo(void **state)
{
	static const char file[] = "../shared/corpus/config/monorepo.ini";
	struct arena *mem = arena_new();
	struct config_fixture f;
	struct error err = {0};
	char *text;
	size_t len;

	(void)state;
	if (fs_read(&text, &len, file, (size_t)1 << 20, mem, &err) < 0) {
		print_message("skipped: %s is not there\n", file);
		arena_free(mem);
		skip();
	}
	config_fixture_open(&f, text, monorepo);
	assert_string_equal(config_fixture_problems(&f),
		"78: warning: components depend on one another and count as one group: "
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

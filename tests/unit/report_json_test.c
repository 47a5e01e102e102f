/* SPDX-License-Identifier: MIT */
/* report_json_test -- the whole data of one outcome, and bytes that are not UTF-8. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"
#include "model/outcome.h"
#include "report/report.h"

static const char whole[] =
	"{\n"
	" \"version\": 1,\n"
	" \"verdict\": \"refused\",\n"
	" \"exit\": 1,\n"
	" \"tree\": \"0102030405060708090a0b0c0d0e0f1011121314\",\n"
	" \"event\": {\n"
	"  \"stage\": \"pre-commit\",\n"
	"  \"what\": \"staged\",\n"
	"  \"selection\": \"changes\",\n"
	"  \"branch\": \"main\",\n"
	"  \"merge\": false,\n"
	"  \"rebase\": false,\n"
	"  \"from\": null,\n"
	"  \"to\": null\n"
	" },\n"
	" \"files\": 2,\n"
	" \"ms\": 12,\n"
	" \"components\": [\n"
	"  {\n"
	"   \"name\": \"parser\",\n"
	"   \"target\": \"staging\",\n"
	"   \"files\": 2,\n"
	"   \"through\": null\n"
	"  }\n"
	" ],\n"
	" \"jobs\": [\n"
	"  {\n"
	"   \"id\": \"lint@parser\",\n"
	"   \"gate\": \"lint\",\n"
	"   \"builtin\": null,\n"
	"   \"components\": [\n"
	"    \"parser\"\n"
	"   ],\n"
	"   \"target\": \"staging\",\n"
	"   \"level\": \"fail\",\n"
	"   \"verdict\": \"fail\",\n"
	"   \"cached\": false,\n"
	"   \"why\": \"exit 1\",\n"
	"   \"ms\": 7,\n"
	"   \"attempts\": 1,\n"
	"   \"reason\": \"a.py changed\",\n"
	"   \"origin\": \"tta.ini:41\",\n"
	"   \"files\": [\n"
	"    {\n"
	"     \"path\": \"a.py\"\n"
	"    },\n"
	"    {\n"
	"     \"path\": \"\\\"\\\\377.py\\\"\",\n"
	"     \"path_quoted\": true\n"
	"    }\n"
	"   ],\n"
	"   \"findings\": [\n"
	"    {\n"
	"     \"path\": \"\\\"\\\\377.py\\\"\",\n"
	"     \"path_quoted\": true,\n"
	"     \"line\": 3,\n"
	"     \"worktree_line\": 5,\n"
	"     \"gone\": false,\n"
	"     \"column\": null,\n"
	"     \"rule\": \"F821\",\n"
	"     \"advice\": false,\n"
	"     \"message\": \"undefined \xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd\"\n"
	"    }\n"
	"   ],\n"
	"   \"measures\": []\n"
	"  }\n"
	" ],\n"
	" \"omissions\": [\n"
	"  {\n"
	"   \"gate\": \"tests\",\n"
	"   \"component\": \"parser\",\n"
	"   \"reason\": \"at pre-push (on = pre-push)\",\n"
	"   \"origin\": \"tta.ini:50\"\n"
	"  }\n"
	" ],\n"
	" \"refusals\": [\n"
	"  {\n"
	"   \"name\": \"branch\",\n"
	"   \"text\": \"takes merges only\",\n"
	"   \"detail\": null,\n"
	"   \"next\": \"git switch -c NAME\",\n"
	"   \"exit\": 1\n"
	"  }\n"
	" ],\n"
	" \"warnings\": [\n"
	"  \"unknown\"\n"
	" ],\n"
	" \"notes\": [],\n"
	" \"fixed\": [],\n"
	" \"diff\": null,\n"
	" \"next\": null,\n"
	" \"again\": \"git commit\",\n"
	" \"logs\": \".git/tta/last\"\n"
	"}\n";

static void
whole_outcome(void **state)
{
	struct arena *mem = arena_new();
	struct stage stages[] = {{.name = "development"}, {.name = "staging"}};
	struct config config = {.stages = {.v = stages, .n = 2}};
	struct event event = {.stage = "pre-commit", .what = "staged", .branch = "main"};
	struct gate gate = {.name = "lint"};
	struct finding finding = {.path = "\xff.py",
		.line = 3,
		.here = 5,
		.rule = "F821",
		.text = "undefined \xc3\xc3\xa9\xf0\x9f"};
	struct job job = {
		.id = "lint@parser",
		.gate = &gate,
		.target = 1,
		.reason = "a.py changed",
		.origin = {"tta.ini", 41},
	};
	struct touched touched = {.component = "parser", .target = 1, .nfiles = 2};
	struct omission omission = {
		"tests", "parser", "at pre-push (on = pre-push)", {"tta.ini", 50}};
	struct refusal refusal = {.name = "branch",
		.text = "takes merges only",
		.next = "git switch -c NAME",
		.status = EXIT_NO};
	struct verdict verdict = {.kind = VERDICT_FAIL,
		.why = "exit 1",
		.ms = 7,
		.attempts = 1,
		.findings = {.v = &finding, .n = 1}};
	struct plan plan = {.jobs = &job,
		.njobs = 1,
		.touched = &touched,
		.ntouched = 1,
		.omissions = &omission,
		.nomissions = 1};
	struct outcome o = {.event = &event,
		.config = &config,
		.tree = {.size = 20},
		.nfiles = 2,
		.plan = &plan,
		.verdicts = &verdict,
		.refusals = &refusal,
		.nrefusals = 1,
		.again = "git commit",
		.log_dir = ".git/tta/last",
		.ms = 12};
	struct buf out;

	(void)state;
	strs_add(&job.components, "parser", mem);
	strs_add(&job.files, "a.py", mem);
	strs_add(&job.files, "\xff.py", mem);
	strs_add(&plan.warnings, "unknown", mem);
	for (unsigned char i = 0; i < 20; i++)
		o.tree.bytes[i] = (unsigned char)(i + 1);
	buf_init(&out, SIZE_MAX);
	report_json(&out, &o, &(struct report_style){0}, mem);
	assert_string_equal(out.data, whole);
	buf_release(&out);
	arena_free(mem);
}

static void
verdict_words(void **state)
{
	struct arena *mem = arena_new();
	struct plan plan = {0};
	struct refusal refusal = {.name = "x", .text = "y"};
	static const struct {
		int status, signal;
		const char *want;
	} cases[] = {
		{EXIT_YES, 0, "\"verdict\": \"passed\",\n \"exit\": 0,"},
		{EXIT_NO, 0, "\"verdict\": \"refused\",\n \"exit\": 1,"},
		{EXIT_WRONG, 0, "\"verdict\": \"refused\",\n \"exit\": 2,"},
		{EXIT_UNKNOWN, 0, "\"verdict\": \"broken\",\n \"exit\": 3,"},
		{EXIT_NO, 15, "\"verdict\": \"stopped\",\n \"exit\": 143,"},
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct outcome o = {.plan = &plan,
			.refusals = &refusal,
			.nrefusals = 1,
			.signal = cases[i].signal};
		struct buf out;

		refusal.status = cases[i].status;
		buf_init(&out, SIZE_MAX);
		report_json(&out, &o, &(struct report_style){0}, mem);
		assert_non_null(strstr(out.data, cases[i].want));
		buf_release(&out);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_outcome),
		cmocka_unit_test(verdict_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

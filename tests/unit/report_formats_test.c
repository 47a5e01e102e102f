/* SPDX-License-Identifier: MIT */
/* report_formats_test -- one outcome, whole, in each format for programs but JSON, and what the
 * formats must escape. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/outcome.h"
#include "report/report.h"

struct scene {
	struct arena *mem;
	struct gate gates[5];
	struct job jobs[5];
	struct verdict verdicts[5];
	struct finding findings[3];
	struct refusal refusals[2];
	struct plan plan;
	struct event event;
	struct outcome o;
};

/* A no with findings, a warning, one without findings, one that could not be judged, a pass. */
static void
open_scene(struct scene *s)
{
	static const char *const names[] = {"lint", "style", "tests", "types", "fine"};
	static const char *const ids[] = {"lint@a", "style@a", "tests@a,b:c", "types@a", "fine@a"};
	static const char output[] = "\033[31mone\033[m\n::error::two\n100% <three> & \"four\"\n";

	*s = (struct scene){.mem = arena_new()};
	s->findings[0] = (struct finding){.path = "src/a b.py",
		.line = 12,
		.here = 14,
		.column = 1,
		.rule = "F401",
		.text = "50% of, it: \xff\nmore"};
	s->findings[1] = (struct finding){.path = "src/\xff,:\n.py", .text = "x < y && z"};
	s->findings[2] = (struct finding){.path = "w.py", .line = 3, .rule = "W1"};
	for (size_t i = 0; i < countof(ids); i++) {
		s->gates[i].name = names[i];
		s->jobs[i] = (struct job){.id = ids[i], .gate = &s->gates[i]};
		strs_add(&s->jobs[i].components, "a", s->mem);
	}
	s->verdicts[0] = (struct verdict){.kind = VERDICT_FAIL,
		.why = "exit 1",
		.ms = 1500,
		.findings = {.v = s->findings, .n = 2}};
	s->verdicts[1] = (struct verdict){
		.kind = VERDICT_WARN, .why = "exit 1", .findings = {.v = &s->findings[2], .n = 1}};
	s->verdicts[2] = (struct verdict){.kind = VERDICT_FAIL,
		.why = "exit 2",
		.output = output,
		.output_len = sizeof(output) - 1};
	s->verdicts[3] = (struct verdict){.kind = VERDICT_BROKEN, .why = "no 'pyright'"};
	s->verdicts[4] = (struct verdict){.kind = VERDICT_PASS, .ms = 7};
	s->refusals[0] = (struct refusal){
		.name = "branch", .text = "'main' takes merges only", .status = EXIT_NO};
	s->plan = (struct plan){.jobs = s->jobs, .njobs = countof(ids)};
	s->event = (struct event){.stage = "pre-push"};
	s->o = (struct outcome){.event = &s->event,
		.plan = &s->plan,
		.verdicts = s->verdicts,
		.refusals = s->refusals,
		.nrefusals = 1,
		.nfiles = 2,
		.ms = 2004};
}

static void
expect_format(const char *name, const char *want)
{
	const struct report_format *format = report_format_find(name);
	struct scene s;
	struct buf out;

	assert_non_null(format);
	open_scene(&s);
	buf_init(&out, SIZE_MAX);
	format->write(&out, &s.o, &(struct report_style){.has_color = true}, s.mem);
	assert_string_equal(out.data, want);
	buf_release(&out);
	arena_free(s.mem);
}

static void
github(void **state)
{
	(void)state;
	expect_format("github",
		"::error title=branch::'main' takes merges only\n"
		"::error file=src/a b.py,line=12,col=1,title=lint@a::F401 50%25 of, it: "
		"\xef\xbf\xbd%0Amore\n"
		"::error file=\"src/\\377%2C%3A\\n.py\",title=lint@a::x < y && z\n"
		"::warning file=w.py,line=3,title=style@a::W1 W1\n"
		"::error title=tests@a%2Cb%3Ac::exit 2%0Aone%0A::error::two%0A100%25 <three> & "
		"\"four\"\n"
		"::error title=types@a::could not judge: no 'pyright'\n"
		"tta-check: could not judge: types@a (no 'pyright'); refused: lint@a (2 findings), "
		"tests@a,b:c (exit 2), branch ('main' takes merges only). 1 passed, 1 warned. "
		"Nothing was changed.\n");
}

static void
junit(void **state)
{
	(void)state;
	expect_format("junit",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites>\n"
		" <testsuite name=\"tta-check\" tests=\"6\" failures=\"3\" errors=\"1\" "
		"skipped=\"0\" time=\"2.004\">\n"
		"  <testcase classname=\"tta-check\" name=\"branch\" time=\"0.000\">"
		"<failure>'main' takes merges only\n</failure></testcase>\n"
		"  <testcase classname=\"a\" name=\"lint@a\" time=\"1.500\">"
		"<failure message=\"exit 1\">src/a b.py:12:1: F401 50% of, it: "
		"\xef\xbf\xbd&#10;more\n"
		"&quot;src/\\377,:\\n.py&quot;: x &lt; y &amp;&amp; z\n</failure></testcase>\n"
		"  <testcase classname=\"a\" name=\"style@a\" time=\"0.000\">"
		"<system-out>w.py:3: W1 W1\n</system-out></testcase>\n"
		"  <testcase classname=\"a\" name=\"tests@a,b:c\" time=\"0.000\">"
		"<failure message=\"exit 2\">exit 2&#10;one&#10;::error::two&#10;100% "
		"&lt;three&gt; &amp; &quot;four&quot;\n</failure></testcase>\n"
		"  <testcase classname=\"a\" name=\"types@a\" time=\"0.000\">"
		"<error message=\"no 'pyright'\">could not judge: no 'pyright'\n"
		"</error></testcase>\n"
		"  <testcase classname=\"a\" name=\"fine@a\" time=\"0.007\"></testcase>\n"
		" </testsuite>\n"
		"</testsuites>\n");
}

static const char *
written(const char *name, struct scene *s, struct buf *out)
{
	buf_init(out, SIZE_MAX);
	report_format_find(name)->write(out, &s->o, &(struct report_style){0}, s->mem);
	return out->data;
}

static void
sarif(void **state)
{
	static const char *const parts[] = {
		"{\n \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n "
		"\"version\": "
		"\"2.1.0\",\n \"runs\": [\n",
		"\"name\": \"tta-check\",\n",
		"{\n       \"id\": \"lint/F401\"\n      }",
		"\"executionSuccessful\": false,\n     \"exitCode\": 3,\n",
		"\"text\": \"types@a: could not judge: no 'pyright'\"",
		"\"ruleId\": \"lint/F401\",\n     \"level\": \"error\",\n",
		"\"uri\": \"src/a%20b.py\",\n         \"uriBaseId\": \"%SRCROOT%\"\n",
		"\"startLine\": 12,\n         \"startColumn\": 1\n",
		"\"uri\": \"src/%FF,%3A%0A.py\"",
		"\"ruleId\": \"style/W1\",\n     \"level\": \"warning\",\n",
		"\"ruleId\": \"tests\",\n",
		"\"locations\": [],\n     \"properties\": {\n      \"job\": \"tests@a,b:c\"\n",
	};
	struct scene s;
	struct buf out;
	const char *text;

	(void)state;
	open_scene(&s);
	text = written("sarif", &s, &out);
	for (size_t i = 0; i < countof(parts); i++) {
		if (!strstr(text, parts[i]))
			fail_msg("no %s in %s", parts[i], text);
	}
	assert_null(strstr(text, "fine@a"));
	buf_release(&out);
	arena_free(s.mem);
}

static void
gitlab(void **state)
{
	static const char *const parts[] = {
		"[\n {\n  \"description\": \"'main' takes merges only\",\n  \"check_name\": "
		"\"branch\",\n",
		"\"check_name\": \"lint/F401\",\n",
		"\"path\": \"src/a b.py\",\n   \"lines\": {\n    \"begin\": 12\n",
		"\"severity\": \"minor\",\n  \"location\": {\n   \"path\": \"w.py\",\n",
		"\"severity\": \"blocker\",\n  \"location\": {\n   \"path\": \"tta.ini\",\n   "
		"\"lines\": {\n    \"begin\": 1\n",
	};
	struct scene s;
	struct buf out;
	const char *text;

	(void)state;
	open_scene(&s);
	text = written("gitlab", &s, &out);
	for (size_t i = 0; i < countof(parts); i++) {
		if (!strstr(text, parts[i]))
			fail_msg("no %s in %s", parts[i], text);
	}
	buf_release(&out);
	arena_free(s.mem);
}

/* Of each finding its own, and the same when its line moves. */
static void
fingerprints(void **state)
{
	static const char key[] = "\"fingerprint\": \"";
	char first[3][65];
	struct scene s;

	(void)state;
	open_scene(&s);
	s.o.nrefusals = 0;
	s.plan.njobs = 1;
	s.findings[1] = s.findings[0];
	for (int round = 0; round < 2; round++) {
		struct buf out;
		const char *at = written("gitlab", &s, &out);

		for (size_t i = 0; i < 2; i++) {
			at = strstr(at, key);
			assert_non_null(at);
			at += strlen(key);
			if (round)
				assert_memory_equal(at, first[i], 64);
			else
				memcpy(first[i], at, 64);
		}
		assert_memory_not_equal(first[0], first[1], 64);
		buf_release(&out);
		s.findings[0].line = 99;
	}
	arena_free(s.mem);
}

static void
all_is_well(void **state)
{
	struct scene s;
	struct buf out;

	(void)state;
	open_scene(&s);
	s.o.nrefusals = 0;
	for (size_t i = 0; i < s.plan.njobs; i++)
		s.verdicts[i] = (struct verdict){.kind = VERDICT_PASS};
	assert_string_equal(written("gitlab", &s, &out), "[]\n");
	buf_release(&out);
	assert_string_equal(written("github", &s, &out), "tta-check: 5 checks passed (2.0s)\n");
	buf_release(&out);
	assert_non_null(strstr(written("sarif", &s, &out), "\"results\": []"));
	buf_release(&out);
	assert_null(strstr(written("junit", &s, &out), "<failure"));
	buf_release(&out);
	arena_free(s.mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(github),
		cmocka_unit_test(junit),
		cmocka_unit_test(sarif),
		cmocka_unit_test(gitlab),
		cmocka_unit_test(fingerprints),
		cmocka_unit_test(all_is_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* report_read_test -- small reports of each dialect, and what must not pass for one. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "gates/report/places.h"
#include "gates/report/report_read.h"
#include "gates/report/stream.h"
#include "tree_fixture.h"

static const struct tree_row rows[] = {{"src/a.py", "", 0}, {"src/b.js", "", 0},
	{"src/com/x/Foo.java", "", 0}, {"lib/com/x/Foo.java", "", 0}, {"src/com/x/Bar.java", "", 0},
	{"go/go.mod", "// no\nmodule example.org/m // yes\n", 0}, {"go/f.go", "", 0},
	{"other/o.py", "", 0}, {0}};
static const char *const counted[] = {"go/f.go", "lib/com/x/Foo.java", "src/a.py", "src/b.js",
	"src/com/x/Bar.java", "src/com/x/Foo.java"};

struct setup {
	struct arena *mem;
	struct tree_fixture fixture;
	struct blob_source tree;
	struct places places;
	struct coverage coverage;
	struct cover cover;
	struct reports reports;
	struct error err;
};

static void
setup(struct setup *s)
{
	const struct strs paths = {.v = (const char **)counted, .n = countof(counted)};

	*s = (struct setup){.mem = arena_new(), .fixture = {.rows = rows}};
	s->tree = tree_fixture_source(&s->fixture);
	s->places = (struct places){
		.tree = &s->tree, .root = "/snap", .work_tree = "/home/me/work", .mem = s->mem};
	strs_add(&s->places.prefixes, "/app/", s->mem);
	strs_add(&s->places.prefixes, "/code=src", s->mem);
	strs_add(&s->places.folders, "go", s->mem);
	assert_int_equal(places_find_modules(&s->places, &s->err), 0);
	coverage_init(&s->coverage, &paths, s->mem);
	cover_init(&s->cover, &s->coverage, &s->places, s->mem);
	s->reports.cover = &s->cover;
	for (int k = 0; k < REPORT_KINDS; k++)
		s->reports.wants[k] = true;
}

static int
read_text(struct setup *s, const char *text, size_t len)
{
	struct stream in;

	stream_over(&in, text, len, s->mem);
	s->err = (struct error){0};
	return report_read(&s->reports, &in, "r", true, s->mem, &s->err);
}

static void
teardown(struct setup *s)
{
	cover_release(&s->cover);
	arena_free(s->mem);
}

static const struct {
	const char *name, *text, *path;
	struct coverage_count want; /* lines, hit, branches, hit */
} covers[] = {
	{"LCOV",
		"TN:x\nSF:src/a.py\nFN:1,f\nFNDA:2,f\nDA:1,2\nDA:2,0\nDA:3,-1\nDA:4,1.5e+3,abc\n"
		"BRDA:1,0,0,1\nBRDA:1,0,1,-\nBRDA:2,0,if a, b,0\nLF:9\nend_of_record\n",
		"src/a.py", {4, 2, 3, 1}},
	{"LCOV, twice the same file: a line is hit once for all",
		"SF:/snap/src/a.py\r\nDA:1,0\r\nDA:0,1\r\nend_of_record\r\nTN:\r\nSF:src/a.py\r\n"
		"DA:1,3\r\nend_of_record\r\n",
		"src/a.py", {1, 1, 0, 0}},
	{"LCOV of a container", "SF:/app/src/a.py\nDA:1,1\nend_of_record\n", "src/a.py",
		{1, 1, 0, 0}},
	{"LCOV of a container, elsewhere", "SF:/code/a.py\nDA:1,1\nend_of_record\n", "src/a.py",
		{1, 1, 0, 0}},
	{"LCOV of the work tree",
		"# made by hand\nSF:/home/me/work/src/./a.py\nDA:7,0\nend_of_record", "src/a.py",
		{1, 0, 0, 0}},
	{"Cobertura of coverage.py",
		"<?xml version=\"1.0\" ?>\n<coverage version=\"6.5\" line-rate=\"0.5\">\n"
		"<!-- Generated "
		"--><sources><source>/snap/nowhere</source><source>/snap/src</source>"
		"</sources><packages><package><classes><class name=\"a\" "
		"filename=\"a.py\"><methods/>"
		"<lines><line number=\"1\" hits=\"1\"/><line number=\"2\" hits=\"0\" "
		"branch=\"true\" "
		"condition-coverage=\"50% (1/2)\" "
		"missing-branches=\"3\"/></lines></class></classes>"
		"</package></packages></coverage>",
		"src/a.py", {2, 1, 2, 1}},
	{"Cobertura: a document type, and methods that say their lines again",
		"<?xml version=\"1.0\"?><!DOCTYPE coverage SYSTEM 'http://x/coverage-04.dtd' [ "
		"<!ENTITY "
		"a \">\"> ]><coverage line-rate=\"1\"><packages><package><classes>"
		"<class filename=\"src/a.py\"><methods><method><lines><line number=\"9\" "
		"hits=\"1\"/>"
		"</lines></method></methods><lines><line number=\"1\" hits=\"2\"/></lines></class>"
		"<class filename=\"src/a.py\"><lines><line number=\"1\" hits=\"0\"/><line "
		"number=\"3\" "
		"hits=\"0\"/></lines></class></classes></package></packages></coverage>",
		"src/a.py", {2, 1, 0, 0}},
	{"coverage.py JSON",
		"{\"meta\":{\"branch_coverage\":true},\"files\":{\"src/"
		"a.py\":{\"executed_lines\":[1,2,5],"
		"\"missing_lines\":[3],\"excluded_lines\":[5],\"executed_branches\":[[2,3]],"
		"\"missing_branches\":[[2,-1]]}}}",
		"src/a.py", {3, 2, 2, 1}},
	{"coverage.py JSON: a docstring is no statement",
		"{\"meta\":{},\"files\":{\"src/"
		"a.py\":{\"executed_lines\":[1,2],\"missing_lines\":[3],"
		"\"summary\":{\"covered_lines\":1,\"num_statements\":2}}}}",
		"src/a.py", {2, 1, 0, 0}},
	{"Istanbul",
		"{\"/snap/src/b.js\":{\"path\":\"/snap/src/"
		"b.js\",\"statementMap\":{\"0\":{\"start\":"
		"{\"line\":1}},\"1\":{\"start\":{\"line\":1}},\"2\":{\"start\":{\"line\":4}}},"
		"\"s\":"
		"{\"0\":0,\"1\":3,\"2\":0},\"branchMap\":{\"0\":{\"loc\":{\"start\":{\"line\":1}}}}"
		","
		"\"b\":{\"0\":[1,0,0]}}}",
		"src/b.js", {2, 1, 3, 1}},
	{"Go",
		"mode: set\nexample.org/m/f.go:3.20,5.2 2 1\nexample.org/m/f.go:6.1,6.9 1 0\n"
		"example.org/m/f.go:6.1,6.9 1 0\n",
		"go/f.go", {3, 2, 0, 0}},
	{"JaCoCo",
		"<?xml version=\"1.0\"?><!DOCTYPE report PUBLIC \"-//J//E\" \"report.dtd\"><report "
		"name=\"x\"><package name=\"com/x\"><class name=\"com/x/Bar\"/><sourcefile "
		"name=\"Bar.java\"><line nr=\"1\" mi=\"2\" ci=\"0\" mb=\"0\" cb=\"0\"/><line "
		"nr=\"2\" "
		"mi=\"1\" ci=\"1\" mb=\"1\" cb=\"3\"/></sourcefile></package></report>",
		"src/com/x/Bar.java", {2, 1, 4, 3}},
	{"Clover of Istanbul",
		"<coverage generated=\"1\" clover=\"3.2.0\"><project><file name=\"b.js\" "
		"path=\"/snap/src/"
		"b.js\"><line num=\"1\" count=\"1\" type=\"stmt\"/><line num=\"2\" count=\"1\" "
		"type=\"cond\" truecount=\"1\" falsecount=\"2\"/></file></project></coverage>",
		"src/b.js", {2, 2, 3, 1}},
	{"Clover of PHPUnit",
		"<coverage generated=\"1\"><project><file name=\"/snap/src/b.js\"><line num=\"1\" "
		"type=\"method\" name=\"f\" count=\"1\"/><line num=\"2\" type=\"stmt\" "
		"count=\"0\"/>"
		"<line num=\"3\" type=\"cond\" truecount=\"4\" falsecount=\"0\"/></file></project>"
		"</coverage>",
		"src/b.js", {2, 1, 2, 1}},
};

static void
coverage_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(covers); i++) {
		struct coverage_count got = {0};
		struct setup s;

		setup(&s);
		if (read_text(&s, covers[i].text, strlen(covers[i].text)) < 0)
			fail_msg("%s: %s", covers[i].name, s.err.msg);
		assert_int_equal(s.reports.n[REPORT_COVERAGE], 1);
		coverage_count(&got, coverage_find(&s.coverage, covers[i].path));
		if (memcmp(&got, &covers[i].want, sizeof(got)) != 0)
			fail_msg("%s: %d/%d lines, %d/%d branches", covers[i].name,
				(int)got.lines_hit, (int)got.lines, (int)got.branches_hit,
				(int)got.branches);
		teardown(&s);
	}
}

/* A report of which a piece is missing at its end is none; but for formats without an end, and LCOV
 * between two files. */
static void
what_is_cut_off_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(covers); i++) {
		const char *text = covers[i].text;

		if (*text == '#' || strncmp(text, "mode:", 5) == 0 || strstr(text, "\nTN:"))
			continue;
		for (size_t n = strlen(text) - 2; n > 40; n -= 7) {
			struct setup s;

			setup(&s);
			if (text[n - 1] != '\n' && read_text(&s, text, n) == 0)
				fail_msg("%s: %zu bytes of it pass", covers[i].name, n);
			teardown(&s);
		}
	}
}

static const struct {
	const char *name, *text;
	int64_t tests, failed, errors, skipped, flaky;
} junits[] = {
	{"pytest",
		"<?xml version=\"1.0\"?><testsuites><testsuite name=\"pytest\" errors=\"1\" "
		"failures=\"1\" skipped=\"1\" tests=\"4\"><testcase classname=\"t\" "
		"name=\"a\"/><testcase "
		"classname=\"t\" name=\"b\"><failure message=\"assert 0\">long</failure></testcase>"
		"<testcase classname=\"t\" name=\"c\"><skipped "
		"type=\"pytest.xfail\"/></testcase><testcase "
		"classname=\"t\" name=\"d\"><error "
		"message=\"setup\"/></testcase></testsuite></testsuites>",
		4, 1, 1, 1, 0},
	{"jest: tests of one name are tests of their own",
		"<testsuites name=\"jest\" tests=\"3\" failures=\"1\"><testsuite name=\"s\" "
		"tests=\"3\" "
		"failures=\"1\"><testcase classname=\"x\" name=\"same\"/><testcase classname=\"x\" "
		"name=\"same\"><failure>Error: no</failure></testcase><testcase name=\"skipped\">"
		"<skipped/></testcase></testsuite></testsuites>",
		3, 1, 0, 1, 0},
	{"surefire: reruns",
		"<testsuite name=\"S\" tests=\"3\" errors=\"0\" failures=\"1\" "
		"flakes=\"1\"><properties/>"
		"<testcase name=\"a\" classname=\"S\"><flakyFailure message=\"x\"><stackTrace/>"
		"</flakyFailure></testcase><testcase name=\"b\" classname=\"S\"><failure "
		"message=\"y\"/>"
		"<rerunFailure message=\"y\"/><rerunError/></testcase><testcase name=\"c\" "
		"classname=\"S\"><system-out>failure</system-out></testcase></testsuite>",
		3, 1, 0, 0, 1},
	{"gotestsum: a test that passes at last",
		"<testsuites tests=\"3\" failures=\"1\" errors=\"0\"><testsuite tests=\"3\" "
		"failures=\"1\" "
		"name=\"m\"><testcase classname=\"m\" name=\"T\"><failure message=\"Failed\" "
		"type=\"\"/>"
		"</testcase><testcase classname=\"m\" name=\"U\"/><testcase classname=\"m\" "
		"name=\"T\"/>"
		"</testsuite></testsuites>",
		2, 0, 0, 0, 1},
	{"nested suites, one of them without tests",
		"<testsuites><testsuite name=\"a\" tests=\"2\" failures=\"1\"><testsuite "
		"name=\"b\" "
		"tests=\"1\" failures=\"1\"><testcase name=\"x\"><failure/></testcase></testsuite>"
		"<testsuite name=\"c\" tests=\"0\"/><testcase "
		"name=\"y\"/></testsuite></testsuites>",
		2, 1, 0, 0, 0},
	{"ctest and GoogleTest: not run is skipped",
		"<testsuite name=\"c\" tests=\"3\" failures=\"0\"><testcase name=\"a\" "
		"status=\"run\"/>"
		"<testcase name=\"b\" status=\"disabled\"/><testcase name=\"c\" status=\"notrun\" "
		"result=\"suppressed\"/></testsuite>",
		3, 0, 0, 2, 0},
	{"failure and error of one test count once",
		"<testsuite><testcase name=\"a\"><failure/><error/></testcase></testsuite>", 1, 1,
		0, 0, 0},
};

static void
tests_are_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(junits); i++) {
		const struct test_results *r;
		struct setup s;

		setup(&s);
		if (read_text(&s, junits[i].text, strlen(junits[i].text)) < 0)
			fail_msg("%s: %s", junits[i].name, s.err.msg);
		r = &s.reports.tests;
		if (r->tests != junits[i].tests || r->failed != junits[i].failed ||
			r->errors != junits[i].errors || r->skipped != junits[i].skipped ||
			r->flaky != junits[i].flaky)
			fail_msg("%s: %d tests, %d failed, %d errors, %d skipped, %d flaky",
				junits[i].name, (int)r->tests, (int)r->failed, (int)r->errors,
				(int)r->skipped, (int)r->flaky);
		teardown(&s);
	}
}

#define RUN(results)                                                                               \
	"{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"rules\":["                      \
	"{\"id\":\"R0\",\"properties\":{\"security-severity\":\"9.8\"}},"                          \
	"{\"id\":\"R1\",\"defaultConfiguration\":{\"level\":\"error\"}},"                          \
	"{\"id\":\"R2\",\"properties\":{\"security-severity\":4}}]}},"                             \
	"\"originalUriBaseIds\":{\"ROOT\":{\"uri\":\"file:///snap/\"}},\"results\":[" results      \
	"]}]}"
#define AT                                                                                         \
	",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/a%2Epy\","     \
	"\"uriBaseId\":\"ROOT\"},\"region\":{\"startLine\":3}}}]"

static const struct {
	const char *name, *text;
	int counts[SEVERITIES];
} sarifs[] = {
	{"none", RUN(""), {0}},
	{"by security-severity, of a rule by index and by id",
		RUN("{\"ruleIndex\":0,\"level\":\"note\"" AT "},{\"ruleId\":\"R2\"}"),
		{[SEVERITY_CRITICAL] = 1, [SEVERITY_MEDIUM] = 1}},
	{"by level: its own, the rule's, else warning",
		RUN("{\"ruleId\":\"R1\"},{\"level\":\"note\"},{},{\"level\":\"none\"},{\"level\":"
		    "\"error\"}"),
		{[SEVERITY_HIGH] = 2, [SEVERITY_LOW] = 1, [SEVERITY_MEDIUM] = 1}},
	{"suppressed, absent, or no failure",
		RUN("{\"suppressions\":[{\"kind\":\"inSource\"}]},{\"baselineState\":\"absent\"},{"
		    "\"kind\":"
		    "\"pass\"},{\"suppressions\":[{\"status\":\"rejected\"}],\"level\":\"error\"}"),
		{[SEVERITY_HIGH] = 1}},
};

static void
findings_are_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(sarifs); i++) {
		int counts[SEVERITIES] = {0};
		struct setup s;

		setup(&s);
		if (read_text(&s, sarifs[i].text, strlen(sarifs[i].text)) < 0)
			fail_msg("%s: %s", sarifs[i].name, s.err.msg);
		for (size_t k = 0; k < s.reports.issues.n; k++) {
			const struct issue *issue = &s.reports.issues.v[k];

			counts[issue->severity]++;
			if (issue->file) {
				assert_string_equal(issue->file, "file:///snap/src/a.py");
				assert_int_equal(issue->line, 3);
			}
		}
		if (memcmp(counts, sarifs[i].counts, sizeof(counts)) != 0)
			fail_msg("%s: %d critical, %d high, %d medium, %d low", sarifs[i].name,
				counts[SEVERITY_CRITICAL], counts[SEVERITY_HIGH],
				counts[SEVERITY_MEDIUM], counts[SEVERITY_LOW]);
		teardown(&s);
	}
}

static const struct {
	const char *text, *why;
} wrong[] = {
	{"", "it is empty"},
	{" \n\t", "it is empty"},
	{"<html><body>502</body></html>", "it is no report that is known here"},
	{"plain words", "it is no report that is known here"},
	{"{\"a\": ", "it is cut off (line 1)"},
	{"SF:src/a.py\nDA:1,1\n", "it is cut off: no end_of_record at its end"},
	{"SF:src/a.py\nDA:1,1\nSF:src/b.js\n", "line 3 is no LCOV"},
	{"SF:src/a.py\nDA:x\nend_of_record\n", "line 2 is no LCOV"},
	{"SF:src/a.py\nDA:10000001,1\nend_of_record\n",
		"1 of its lines or branches are beyond what a file can have"},
	{"mode: set\nexample.org/m/f.go:3.20,5.2 2", "line 2 is none of a cover profile"},
	{"mode: set\nexample.org/m/f.go:5.1,3.2 2 1\n", "line 2 is none of a cover profile"},
	{"<testsuite tests=\"3\" failures=\"2\"><testcase name=\"a\"/></testsuite>",
		"it speaks of 2 failures and errors, and shows 0"},
	{"<testsuite tests=\"3\"></testsuite>", "it speaks of 3 tests, and shows none"},
	{"<testsuite><error/><testcase name=\"a\"/></testsuite>",
		"it speaks of 1 failures and errors, and shows 0"},
	{"{\"runs\":[]}", "it is empty: it holds no run"},
	{"{\"runs\":[{\"tool\":{}}]}", "a run of it has no results"},
	{"{\"runs\":[{\"invocations\":[{\"executionSuccessful\":false}],\"results\":[]}]}",
		"its run says that it did not succeed"},
	{"<report><package name=\"com/x\"><sourcefile name=\"Foo.java\"/></package></report>",
		"its 'com/x/Foo.java' may be 'lib/com/x/Foo.java' or 'src/com/x/Foo.java'"},
	{"<coverage line-rate=\"1\"><a></b></coverage>", "it is no XML (line 1): mismatched tag"},
	{"<!DOCTYPE coverage [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
	 "<coverage line-rate=\"1\"><sources>&c;</sources></coverage>",
		"it is no XML (line 1): undefined entity"},
};

static void
what_is_no_report_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(wrong); i++) {
		struct setup s;

		setup(&s);
		if (read_text(&s, wrong[i].text, strlen(wrong[i].text)) == 0)
			fail_msg("%s: it passes", wrong[i].text);
		if (strncmp(s.err.msg, wrong[i].why, strlen(wrong[i].why)) != 0)
			fail_msg("%s: '%s'", wrong[i].text, s.err.msg);
		teardown(&s);
	}
}

static void
what_is_elsewhere_is_counted(void **state)
{
	static const char text[] = "SF:/elsewhere/a.py\nDA:1,1\nend_of_record\nSF:../a.py\nDA:1,1\n"
				   "end_of_record\nSF:other/o.py\nDA:1,1\nend_of_record\n";
	struct setup s;

	(void)state;
	setup(&s);
	assert_int_equal(read_text(&s, text, sizeof(text) - 1), 0);
	assert_int_equal(s.cover.nfiles, 3);
	assert_int_equal(s.cover.nelsewhere, 2);
	assert_string_equal(s.cover.elsewhere, "/elsewhere/a.py");
	assert_string_equal(s.cover.other, "other/o.py");
	assert_int_equal(s.coverage.ntold, 0);
	teardown(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coverage_is_read),
		cmocka_unit_test(what_is_cut_off_is_refused),
		cmocka_unit_test(tests_are_counted),
		cmocka_unit_test(findings_are_counted),
		cmocka_unit_test(what_is_no_report_is_refused),
		cmocka_unit_test(what_is_elsewhere_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

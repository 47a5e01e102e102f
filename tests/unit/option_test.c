/* SPDX-License-Identifier: MIT */
/* option_test -- words read by a table, and `run` put in order. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "cli/judge/run_request.h"
#include "cli/option.h"
#include "report/report.h"

struct values {
	bool is_all, is_quick;
	int verbose, jobs, color;
	const char *target, *push;
	struct strs files, skip;
};

/* clang-format off */
#define ROW(name_, letter_, kind_, argument_, choices_, field_) \
	{name_, letter_, kind_, argument_, choices_, offsetof(struct values, field_), NULL, "help"}
static const struct option rows[] = {
	ROW("all", 'a', OPTION_FLAG, NULL, NULL, is_all),
	ROW("quick", 'q', OPTION_FLAG, NULL, NULL, is_quick),
	ROW("verbose", 'v', OPTION_COUNT, NULL, NULL, verbose),
	ROW("jobs", 'j', OPTION_NUMBER, "N", NULL, jobs),
	ROW("color", '\0', OPTION_CHOICE, "WHEN", "auto always never", color),
	ROW("target", 't', OPTION_TEXT, "STAGE", NULL, target),
	ROW("push", '\0', OPTION_MAYBE, "REMOTE", NULL, push),
	ROW("files", '\0', OPTION_WORDS, "FILE", NULL, files),
	ROW("skip", '\0', OPTION_LIST, "ID", NULL, skip),
	{0},
};
/* clang-format on */

static int
read_line(struct values *out, struct strs *operands, const char *line, struct arena *mem,
	struct error *err)
{
	const struct option_set set = {rows, out};
	struct strs words = {0};
	struct option_words w;

	strs_split(&words, line, mem);
	w = (struct option_words){.v = words.v, .n = words.n};
	*out = (struct values){0};
	*operands = (struct strs){0};
	return options_read(operands, &set, 1, &w, mem, err);
}

static const char *
show(const struct values *v, const struct strs *operands, struct arena *mem)
{
	return arena_printf(mem, "%s%s%d j%d c%d t=%s p=%s f=%s s=%s o=%s", v->is_all ? "a" : "-",
		v->is_quick ? "q" : "-", v->verbose, v->jobs, v->color, v->target ? v->target : "-",
		v->push ? v->push : "-", strs_join(&v->files, ",", mem),
		strs_join(&v->skip, ",", mem), strs_join(operands, ",", mem));
}

static void
words_are_read(void **state)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"", "--0 j0 c0 t=- p=- f= s= o="},
		{"--all x --quick", "aq0 j0 c0 t=- p=- f= s= o=x"},
		{"-aqvv", "aq2 j0 c0 t=- p=- f= s= o="},
		{"-aj3", "a-0 j3 c0 t=- p=- f= s= o="},
		{"-j 3 --color=never", "--0 j3 c2 t=- p=- f= s= o="},
		{"--jobs=12 --color always", "--0 j12 c1 t=- p=- f= s= o="},
		{"--target=a=b", "--0 j0 c0 t=a=b p=- f= s= o="},
		{"--target= x", "--0 j0 c0 t= p=- f= s= o=x"},
		{"-t -a", "--0 j0 c0 t=-a p=- f= s= o="},
		{"--push", "--0 j0 c0 t=- p= f= s= o="},
		{"--push -a", "a-0 j0 c0 t=- p= f= s= o="},
		{"--push origin x", "--0 j0 c0 t=- p=origin f= s= o=x"},
		{"--push=origin x", "--0 j0 c0 t=- p=origin f= s= o=x"},
		{"--files a b -a --files c", "a-0 j0 c0 t=- p=- f=a,b,c s= o="},
		{"--files=-x b", "--0 j0 c0 t=- p=- f=-x s= o=b"},
		{"--files a -- b -c", "--0 j0 c0 t=- p=- f=a s= o=b,-c"},
		{"--skip a b --skip=c", "--0 j0 c0 t=- p=- f= s=a,c o=b"},
		{"- -- --all --", "--0 j0 c0 t=- p=- f= s= o=-,--all,--"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct values v;
		struct strs operands;
		struct error err = {0};

		assert_int_equal(read_line(&v, &operands, cases[i].line, mem, &err), 0);
		assert_string_equal(show(&v, &operands, mem), cases[i].want);
	}
	arena_free(mem);
}

static void
wrong_words_are_refused(void **state)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"--al", "unknown option '--al'; did you mean '--all'?"},
		{"--targte=x", "unknown option '--targte'; did you mean '--target'?"},
		{"--nothing-like-it", "unknown option '--nothing-like-it'"},
		{"-ax", "unknown option '-x'"},
		{"--all=yes", "option '--all' takes no value"},
		{"--jobs", "option '--jobs' needs a value: N"},
		{"-j", "option '-j' needs a value: N"},
		{"-j0", "option '-j' takes a number from 1 on, not '0'"},
		{"-j -1", "option '-j' takes a number from 1 on, not '-1'"},
		{"--jobs 3x", "option '--jobs' takes a number from 1 on, not '3x'"},
		{"--jobs 99999999999",
			"option '--jobs' takes a number from 1 on, not '99999999999'"},
		{"--jobs=", "option '--jobs' takes a number from 1 on, not ''"},
		{"--color red", "option '--color' is one of auto, always, never, not 'red'"},
		{"--target a --target b", "option '--target' is given twice"},
		{"--push --push", "option '--push' is given twice"},
		{"--files", "option '--files' needs a value: FILE"},
		{"--files --all", "option '--files' needs a value: FILE"},
		{"--=x", "unknown option '--'"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct values v;
		struct strs operands;
		struct error err = {0};

		assert_int_equal(read_line(&v, &operands, cases[i].line, mem, &err), -1);
		assert_int_equal(err.code, ERR_USAGE);
		assert_string_equal(err.msg, cases[i].want);
	}
	arena_free(mem);
}

static void
leading_options_stop_at_the_command(void **state)
{
	struct arena *mem = arena_new();
	struct values v = {0};
	const struct option_set set = {rows, &v};
	const char *const words[] = {"-a", "run", "-q"};
	struct option_words w = {.v = words, .n = 3, .is_leading = true};
	struct strs operands = {0};
	struct error err = {0};

	(void)state;
	assert_int_equal(options_read(&operands, &set, 1, &w, mem, &err), 0);
	assert_int_equal(w.at, 1);
	assert_true(v.is_all && !v.is_quick && operands.n == 0);
	arena_free(mem);
}

static int
request(struct run_request *out, const char *line, struct arena *mem, struct error *err)
{
	struct run_flags options = {0};
	const struct option_set set = {run_option_rows, &options};
	struct strs words = {0}, operands = {0};
	struct option_words w;

	strs_split(&words, line, mem);
	w = (struct option_words){.v = words.v, .n = words.n};
	if (options_read(&operands, &set, 1, &w, mem, err) < 0)
		return -1;
	return run_request_read(out, &options, &operands, mem, err);
}

static void
requests_are_put_in_order(void **state)
{
	static const struct {
		const char *line;
		enum run_what what;
		const char *stage, *to, *files;
	} cases[] = {
		{"", RUN_STAGED, "pre-commit", "HEAD", ""},
		{"--staged", RUN_STAGED, "pre-commit", "HEAD", ""},
		{"-a", RUN_ALL_FILES, "pre-push", "HEAD", ""},
		{"--files a b", RUN_FILES, "pre-commit", "HEAD", "a,b"},
		{"--files a -- -b", RUN_FILES, "pre-commit", "HEAD", "a,-b"},
		{"--from-ref A --to-ref B", RUN_RANGE, "pre-push", "B", ""},
		{"-s A", RUN_RANGE, "pre-push", "HEAD", ""},
		{"--last-commit --hook-stage ci", RUN_LAST_COMMIT, "ci", "HEAD", ""},
		{"--push origin", RUN_PUSH, "pre-push", "HEAD", ""},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct run_request r;
		struct error err = {0};

		assert_int_equal(request(&r, cases[i].line, mem, &err), 0);
		assert_int_equal(r.what, cases[i].what);
		assert_string_equal(r.hook_stage, cases[i].stage);
		assert_string_equal(r.to_ref, cases[i].to);
		assert_string_equal(strs_join(&r.files, ",", mem), cases[i].files);
		assert_int_equal(r.noutputs, 1);
		assert_string_equal(r.outputs[0].format->name, "text");
		assert_null(r.outputs[0].file);
	}
	arena_free(mem);
}

static void
formats_have_one_standard_output(void **state)
{
	struct arena *mem = arena_new();
	struct run_request r;
	struct error err = {0};

	(void)state;
	assert_int_equal(request(&r, "--format json=a=b text", mem, &err), 0);
	assert_int_equal(r.noutputs, 2);
	assert_string_equal(r.outputs[0].file, "a=b");
	assert_null(r.outputs[1].file);
	assert_int_equal(request(&r, "--format json", mem, &err), 0);
	assert_int_equal(r.noutputs, 1);
	assert_string_equal(r.outputs[0].format->name, "json");
	assert_int_equal(request(&r, "--format json=x -v", mem, &err), 0);
	assert_int_equal(r.noutputs, 2);
	assert_string_equal(r.outputs[1].format->name, "text");
	assert_int_equal(r.verbosity, 1);
	arena_free(mem);
}

static void
contradictions_are_refused(void **state)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"-a --staged", "'--staged' and '--all-files' select different things; name one of "
				"them"},
		{"--last-commit --push", "'--last-commit' and '--push' select different things; "
					 "name one of them"},
		{"--files a --from-ref x", "'--files' and '--from-ref' select different things; "
					   "name one of them"},
		{"--to-ref x", "'--to-ref' needs '--from-ref'"},
		{"-q -v", "'--quiet' and '--verbose' contradict each other"},
		{"lint", "unexpected word 'lint'; files are named with --files, gates with --gate"},
		{"--format xml",
			"unknown format 'xml'; there is text, json, github, sarif, junit, gitlab"},
		{"--format json=", "no file behind 'json='"},
		{"--format text json", "only one format can go to standard output; write the "
				       "others as NAME=FILE"},
		{"-n --format json",
			"'--dry-run' tells a plan in words; '--format' is for verdicts"},
		{"--zzzz x", "unknown option '--zzzz'"},
		{"--fix --show-diff-on-failure",
			"'--fix' makes the changes that '--show-diff-on-failure' only "
			"shows; name one of them"},
		{"--fix --last-commit", "'--fix' mends what is staged; commits stay as they are"},
		{"--fix --push", "'--fix' mends what is staged; commits stay as they are"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct run_request r;
		struct error err = {0};

		assert_int_equal(request(&r, cases[i].line, mem, &err), -1);
		assert_int_equal(err.code, ERR_USAGE);
		assert_string_equal(err.msg, cases[i].want);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_read),
		cmocka_unit_test(wrong_words_are_refused),
		cmocka_unit_test(leading_options_stop_at_the_command),
		cmocka_unit_test(requests_are_put_in_order),
		cmocka_unit_test(formats_have_one_standard_output),
		cmocka_unit_test(contradictions_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

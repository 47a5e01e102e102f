/* SPDX-License-Identifier: MIT */
/* task_test -- what comes of one job: verdict, words, output, attempts, findings, built-ins. */
#include "test.h"

#include <signal.h>

#include "base/proc.h"
#include "model/builtin.h"
#include "run_fixture.h"
#include "tree_fixture.h"

static void
ends_become_verdicts(void **state)
{
	static const struct {
		const char *command;
		enum verdict_kind kind;
		const char *why;
	} rows[] = {
		{"true", VERDICT_PASS, NULL},
		{"false", VERDICT_FAIL, "exit 1"},
		{"sh -c 'exit 127'", VERDICT_FAIL, "exit 127"},
		{"sh -c 'kill -9 $$'", VERDICT_FAIL, "killed by signal 9 (Killed)"},
		{"sh -c 'kill -SEGV $$'", VERDICT_FAIL, "killed by signal 11 (Segmentation fault)"},
		{"no-such-tool x", VERDICT_BROKEN, "tool 'no-such-tool' is not in PATH"},
		{"./absent", VERDICT_BROKEN, "tool './absent' is not there"},
		{"./plain", VERDICT_BROKEN, "tool './plain' is not executable"},
		{"./lost", VERDICT_BROKEN, "its interpreter is not there"},
	};

	(void)state;
	for (int level = 0; level < 2; level++) {
		struct run_fixture f;

		run_open(&f);
		run_write(&f, "plain", "x\n", 0644);
		run_write(&f, "lost", "#!/no/such/interpreter\n", 0755);
		for (size_t i = 0; i < countof(rows); i++)
			run_job(&f, "g", rows[i].command)->level = level ? LEVEL_WARN : LEVEL_FAIL;
		run_now(&f);
		for (size_t i = 0; i < countof(rows); i++)
			run_expect(&f, i,
				level && rows[i].kind != VERDICT_PASS ? VERDICT_WARN : rows[i].kind,
				rows[i].why);
		run_close(&f);
	}
}

static void
a_late_job_fails(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	j = run_job(&f, "g", "sh -c 'echo before; sleep 60'");
	run_gate(&f, j)->timeout_ms = 200;
	run_gate(&f, j)->retry.times = 3;
	run_now(&f);
	run_expect(&f, 0, VERDICT_FAIL, "over 0.2s");
	assert_string_equal(f.verdicts[0].output, "before\n");
	assert_int_equal(f.verdicts[0].attempts, 1);
	assert_in_range(f.verdicts[0].ms, 200, 3000);
	run_close(&f);
}

static void
a_missing_tool_may_mean_less(void **state)
{
	static const struct {
		enum missing missing;
		enum verdict_kind kind;
	} rows[] = {{MISSING_FAIL, VERDICT_BROKEN}, {MISSING_WARN, VERDICT_WARN},
		{MISSING_SKIP, VERDICT_SKIP}};
	struct env env = {.name = "python", .make = "uv sync --frozen"};
	struct run_fixture f;

	(void)state;
	run_open(&f);
	f.config.envs = (struct envs){.v = &env, .n = 1};
	for (size_t i = 0; i < countof(rows); i++) {
		struct job *j = run_job(&f, "g", "ruff-is-not-here check");

		run_gate(&f, j)->missing = rows[i].missing;
		run_gate(&f, j)->in = "python";
	}
	run_now(&f);
	for (size_t i = 0; i < countof(rows); i++)
		run_expect(&f, i, rows[i].kind,
			"tool 'ruff-is-not-here' is not in PATH; uv sync --frozen");
	run_close(&f);
}

static void
tools_come_from_the_jobs_path(void **state)
{
	struct env env = {.name = "python", .make = "make venv"};
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	f.config.envs = (struct envs){.v = &env, .n = 1};
	strs_add(&env.carry, ".venv", f.mem);
	strs_add(&env.set, "PATH={carry}/bin:{PATH}", f.mem);
	j = run_job(&f, "g", "mytool");
	run_gate(&f, j)->in = "python";
	run_now(&f);
	run_expect(&f, 0, VERDICT_BROKEN, "'.venv' is not there; make it: make venv");
	run_write(&f, ".venv/bin/mytool", "#!/bin/sh\necho mine\n", 0755);
	run_now(&f);
	run_expect(&f, 0, VERDICT_PASS, NULL);
	assert_string_equal(f.verdicts[0].output, "mine\n");
	run_close(&f);
}

static void
attempts_are_repeated_while_it_is_worth_it(void **state)
{
	static const struct {
		int times;
		const char *when;
		enum verdict_kind kind;
		int attempts;
	} rows[] = {
		{0, NULL, VERDICT_FAIL, 1},
		{1, NULL, VERDICT_FAIL, 2},
		{2, NULL, VERDICT_PASS, 3},
		{5, NULL, VERDICT_PASS, 3},
		{5, "timed out|refused", VERDICT_PASS, 3},
		{5, "disk full", VERDICT_FAIL, 1},
		{5, "^refused$", VERDICT_PASS, 3},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct run_fixture f;
		struct job *j;

		run_open(&f);
		/* passes the third time; each time {report} must be there and empty */
		j = run_job(&f, "g",
			"sh -c 'ls \"$1\"; : >\"$1/made\"; echo x >>count; "
			"n=$(wc -l <count); echo refused; [ $n -ge 3 ]' - {report}");
		run_gate(&f, j)->retry = (struct retry){rows[i].times, rows[i].when};
		run_now(&f);
		run_expect(&f, 0, rows[i].kind, rows[i].kind == VERDICT_PASS ? NULL : "exit 1");
		assert_int_equal(f.verdicts[0].attempts, rows[i].attempts);
		assert_string_equal(f.verdicts[0].output, "refused\n");
		run_close(&f);
	}
}

static void
output_is_kept_whole_and_from_the_root(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	run_job(&f, "big", "dd if=/dev/zero bs=1048576 count=5 status=none");
	run_job(&f, "huge", "dd if=/dev/zero bs=1048576 count=17 status=none");
	run_job(&f, "paths", "sh -c 'echo $PWD/a.py $PWD $PWD/; echo \"($PWD/b)\" /x$PWD/c >&2'");
	run_now(&f);
	assert_int_equal(f.verdicts[0].output_len, 5 << 20);
	assert_int_equal(f.verdicts[0].output_dropped, 0);
	assert_int_equal(f.verdicts[1].output_len, 16 << 20);
	assert_int_equal(f.verdicts[1].output_dropped, 1 << 20);
	run_expect(&f, 1, VERDICT_PASS, NULL);
	assert_string_equal(
		f.verdicts[2].output, arena_printf(f.mem, "a.py . \n(b) /x%s/c\n", f.root));
	run_close(&f);
}

static void
a_job_cannot_be_held_up(void **state)
{
	struct run_fixture f;

	(void)state;
	run_open(&f);
	run_job(&f, "g", "sh -c 'sleep 60 & setsid sleep 60 & echo done'");
	run_now(&f);
	run_expect(&f, 0, VERDICT_PASS, NULL);
	assert_in_range(f.verdicts[0].ms, 0, 2000);
	assert_string_equal(f.verdicts[0].output, "done\n");
	run_close(&f);
}

static void
failing_output_is_read_for_findings(void **state)
{
	static const struct tree_row rows[] = {
		{"src/a.py", "", 0}, {"src/b.py", "", 0}, {"top.py", "", 0}, {0}};
	struct tree_fixture tree = {.rows = rows};
	const struct blob_source source = tree_fixture_source(&tree);
	struct run_fixture f;
	struct job *j;
	const char *script = "sh -c 'echo a.py:3:7: F401 unused; echo $PWD/b.py:4: bad; "
			     "echo ../top.py:1:1: x; echo nothing:5: here; exit 1'";

	(void)state;
	run_open(&f);
	f.o.tree = &source;
	run_write(&f, "src/a.py", "", 0644);
	j = run_job(&f, "g", script);
	run_gate(&f, j)->dir = "src";
	j = run_job(&f, "p", "sh -c 'echo \"E1 at a.py, 12\"; echo noise; exit 3'");
	run_gate(&f, j)->dir = "src";
	run_gate(&f, j)->problem = "^(?<rule>E\\d) at (?<file>[^,]+), (?<line>\\d+)$";
	j = run_job(&f, "slow", "sh -c 'printf %0200d 0 | tr 0 a; printf \"!\\n\"; exit 1'");
	run_gate(&f, j)->problem = "^(a+)+(a+)+(a+)+$";
	run_job(&f, "pass", "echo src/a.py:1:1: not a finding");
	run_now(&f);
	run_expect(&f, 0, VERDICT_FAIL, "exit 1");
	assert_int_equal(f.verdicts[0].findings.n, 3);
	assert_string_equal(f.verdicts[0].findings.v[0].path, "src/a.py");
	assert_int_equal(f.verdicts[0].findings.v[0].column, 7);
	assert_string_equal(f.verdicts[0].findings.v[0].text, "F401 unused");
	assert_string_equal(f.verdicts[0].findings.v[1].path, "src/b.py");
	assert_string_equal(f.verdicts[0].findings.v[2].path, "top.py");
	assert_int_equal(f.verdicts[1].findings.n, 1);
	assert_string_equal(f.verdicts[1].findings.v[0].path, "src/a.py");
	assert_string_equal(f.verdicts[1].findings.v[0].rule, "E1");
	assert_int_equal(f.verdicts[1].findings.v[0].line, 12);
	run_expect(&f, 2, VERDICT_BROKEN, "`problem` took too long");
	run_expect(&f, 3, VERDICT_PASS, NULL);
	assert_int_equal(f.verdicts[3].findings.n, 0);
	run_close(&f);
}

static void
each_job_runs_in_its_own_tree(void **state)
{
	struct run_fixture f;
	struct error err;

	(void)state;
	run_open(&f);
	run_job(&f, "here", "sh -c 'echo $PWD/x; test -e here && exit 1'");
	run_job(&f, "there", "sh -c 'echo $PWD/x; test -e there && exit 1'");
	run_job(&f, "nowhere", "touch ran");
	f.roots[1] = arena_printf(f.mem, "%s/other", f.top);
	f.roots[2] = NULL;
	assert_int_equal(fs_mkdirs(f.roots[1], 0755, &err), 0);
	assert_int_equal(
		fs_write(arena_printf(f.mem, "%s/there", f.roots[1]), "", 0, 0644, &err), 0);
	run_write(&f, "here", "", 0644);
	run_now(&f);
	run_expect(&f, 0, VERDICT_FAIL, "exit 1");
	run_expect(&f, 1, VERDICT_FAIL, "exit 1");
	run_expect(&f, 2, VERDICT_BROKEN, "no folder");
	assert_string_equal(f.verdicts[0].output, f.verdicts[1].output); /* neither's root */
	assert_false(fs_exists(run_in(&f, "ran")));
	run_close(&f);
}

static void
many_files_come_in_batches(void **state)
{
	struct run_fixture f;
	struct job *j;
	const char *p;
	size_t files = 0, batches = 0;

	(void)state;
	run_open(&f);
	run_write(&f, "count",
		"#!/bin/sh\necho $#\nfor last; do :; done\ncase $last in *99) exit 4;; esac\n",
		0755);
	j = run_job(&f, "g", "./count {files}");
	for (int i = 0; i < 60000; i++) /* 8 MB: more than any system takes */
		strs_add(&j->files, arena_printf(f.mem, "%0128d", i), f.mem);
	run_now(&f);
	run_expect(&f, 0, VERDICT_FAIL, "exit 4"); /* the last batch; the others were run too */
	for (p = f.verdicts[0].output; *p; p = strchr(p, '\n') + 1) {
		files += strtoul(p, NULL, 10);
		batches++;
	}
	assert_int_equal(files, 60000);
	assert_in_range(batches, 2, 1000);
	run_close(&f);
}

static void
the_environment_is_the_jobs(void **state)
{
	struct run_fixture f;
	struct job *j;

	(void)state;
	run_open(&f);
	strs_add(&f.set, "PRE_COMMIT=1", f.mem);
	j = run_job(&f, "g@parser",
		"sh -c 'echo $TTA_COMPONENT $TTA_TARGET $PRE_COMMIT; [ -d \"$TMPDIR\" ] && "
		"[ -d \"$TTA_REPORT_DIR\" ] && [ \"$TTA_REPORT_DIR\" = \"$1\" ] && echo same; "
		"pwd' - {report}");
	run_gate(&f, j)->dir = "{dir}/sub";
	j->dir = "lib";
	run_write(&f, "lib/sub/x", "", 0644);
	run_now(&f);
	run_expect(&f, 0, VERDICT_PASS, NULL);
	assert_string_equal(f.verdicts[0].output, "parser staging 1\nsame\nlib/sub\n");
	run_close(&f);
}

/* Built-ins that do each thing once. */
static int
judge_two(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	const struct finding one = {.path = in->v[0].path, .line = 3, .column = 4, .text = "first"};
	const struct finding two = {.rule = "R2", .text = in->args->n ? in->args->v[0] : "none"};

	(void)err;
	finding_add(out, &one, mem);
	finding_add(out, &two, mem);
	return 0;
}

static int
judge_none(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out, (void)in, (void)mem, (void)err;
	return 0;
}

static int
judge_error(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out, (void)in, (void)mem;
	return error_set(err, ERR_LIMIT, "'big' is too large to check");
}

static int
judge_crash(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out, (void)in, (void)mem, (void)err;
	raise(SIGSEGV);
	return 0;
}

static int
judge_exit(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out, (void)in, (void)mem, (void)err;
	_exit(0);
}

static int
judge_hang(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out, (void)in, (void)mem, (void)err;
	pause();
	return 0;
}

static const struct builtin known[] = {
	{.id = "two", .judge = judge_two},
	{.id = "none", .judge = judge_none},
	{.id = "error", .judge = judge_error},
	{.id = "crash", .judge = judge_crash},
	{.id = "exit", .judge = judge_exit},
	{.id = "hang", .judge = judge_hang},
};

static const struct builtin *
find_known(const char *id)
{
	for (size_t i = 0; i < countof(known); i++) {
		if (strcmp(known[i].id, id) == 0)
			return &known[i];
	}
	return NULL;
}

static void
built_ins_run_in_workers(void **state)
{
	static const struct {
		const char *id;
		enum verdict_kind kind;
		const char *why;
	} rows[] = {
		{"two", VERDICT_FAIL, "2 findings"},
		{"none", VERDICT_PASS, NULL},
		{"error", VERDICT_BROKEN, "'big' is too large to check"},
		{"crash", VERDICT_BROKEN, "the built-in 'crash' crashed (signal 11)"},
		{"exit", VERDICT_BROKEN, "what the worker says is cut off"},
		{"hang", VERDICT_FAIL, "over 0.3s"},
		{"absent", VERDICT_BROKEN, "there is no built-in 'absent'"},
	};
	struct change change = {.path = "odd\nname \377.txt", .kind = 'M'};
	struct run_fixture f;

	(void)state;
	run_open(&f);
	f.o.builtin = find_known;
	for (size_t i = 0; i < countof(rows); i++) {
		struct job *j = run_job(&f, "files", NULL);

		j->builtin = rows[i].id;
		strs_add(&j->files, change.path, f.mem);
		j->changes = &change;
		run_gate(&f, j)->timeout_ms = 300;
		run_parse(&f, &run_gate(&f, j)->args, "--first 'a b'");
	}
	run_now(&f);
	for (size_t i = 0; i < countof(rows); i++)
		run_expect(&f, i, rows[i].kind, rows[i].why);
	assert_string_equal(f.verdicts[0].findings.v[0].path, change.path);
	assert_int_equal(f.verdicts[0].findings.v[0].line, 3);
	assert_int_equal(f.verdicts[0].findings.v[0].column, 4);
	assert_string_equal(f.verdicts[0].findings.v[0].text, "first");
	assert_null(f.verdicts[0].findings.v[1].path);
	assert_string_equal(f.verdicts[0].findings.v[1].rule, "R2");
	assert_string_equal(f.verdicts[0].findings.v[1].text, "--first");
	run_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_become_verdicts),
		cmocka_unit_test(a_late_job_fails),
		cmocka_unit_test(a_missing_tool_may_mean_less),
		cmocka_unit_test(tools_come_from_the_jobs_path),
		cmocka_unit_test(attempts_are_repeated_while_it_is_worth_it),
		cmocka_unit_test(output_is_kept_whole_and_from_the_root),
		cmocka_unit_test(a_job_cannot_be_held_up),
		cmocka_unit_test(failing_output_is_read_for_findings),
		cmocka_unit_test(each_job_runs_in_its_own_tree),
		cmocka_unit_test(many_files_come_in_batches),
		cmocka_unit_test(the_environment_is_the_jobs),
		cmocka_unit_test(built_ins_run_in_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

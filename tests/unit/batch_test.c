/* SPDX-License-Identifier: MIT */
/* batch_test -- paths as seen from a folder, and command lines that the system takes. */
#include "test.h"

#include "engine/batch.h"
#include "engine/surroundings.h"
#include "run_fixture.h"

static void
paths_are_relative_to_the_folder(void **state)
{
	static const struct {
		const char *path, *dir, *wanted;
	} rows[] = {
		{"a.py", "", "a.py"},
		{"src/a.py", "", "src/a.py"},
		{"src/a.py", "src", "a.py"},
		{"src/deep/a.py", "src", "deep/a.py"},
		{"src/a.py", "src/deep", "../a.py"},
		{"a.py", "src/deep", "../../a.py"},
		{"srcx/a.py", "src", "../srcx/a.py"},
		{"src", "src", "."},
		{"src", "src/deep", ".."},
		{"", "src/deep", "../.."},
		{"", "", "."},
		{"a/b/c", "a/x/y", "../../b/c"},
		{"src/-x", "src", "-x"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(batch_relative(rows[i].path, rows[i].dir, mem), rows[i].wanted);
	arena_free(mem);
}

static const char *const no_env[] = {NULL};

static struct surroundings
around(void)
{
	return (struct surroundings){.root = "/r",
		.dir = "",
		.cwd = "/r",
		.env = no_env,
		.target = "staging",
		.report = "/tmp/report"};
}

static void
words_are_expanded(void **state)
{
	static const struct {
		const char *command, *dir, *wanted;
	} rows[] = {
		{"tool {files}", "", "tool|src/a b.py|src/-x|./-y|"},
		{"tool {files}", "src", "tool|a b.py|./-x|../-y|"},
		{"tool --f={files} -o {report}/r.xml", "src",
			"tool|--f=a b.py|--f=-x|--f=../-y|-o|/tmp/report/r.xml|"},
		{"tool {source} {tests} {dir}", "src", "tool|.|../tests|.|"},
		{"tool {component} {target} {root}/x", "", "tool|x|staging|/r/x|"},
	};
	struct run_fixture f;

	(void)state;
	run_open(&f);
	for (size_t i = 0; i < countof(rows); i++) {
		struct job *j = run_job(&f, "g", rows[i].command);
		struct surroundings s = around();
		struct batches b;
		struct error err;
		const char *got = "";

		s.dir = rows[i].dir;
		strs_add(&j->files, "src/a b.py", f.mem);
		strs_add(&j->files, "src/-x", f.mem);
		strs_add(&j->files, "-y", f.mem);
		strs_add(&j->source, "src", f.mem);
		strs_add(&j->tests, "tests", f.mem);
		j->dir = "src";
		if (batches_make(&b, &j->gate->run, j, &s, f.mem, &err) < 0)
			fail_msg("%s", err.msg);
		assert_int_equal(b.n, 1);
		for (size_t k = 0; k < b.v[0].n; k++)
			got = arena_printf(f.mem, "%s%s|", got, b.v[0].v[k]);
		assert_string_equal(got, rows[i].wanted);
	}
	run_close(&f);
}

/* Bytes that execve takes for words and environment. */
static size_t
taken(const struct strs *words, const char *const *env)
{
	size_t sum = 0;

	for (size_t i = 0; i < words->n; i++)
		sum += strlen(words->v[i]) + 1 + sizeof(char *);
	for (size_t i = 0; env[i]; i++)
		sum += strlen(env[i]) + 1 + sizeof(char *);
	return sum;
}

static void
no_batch_is_too_long_and_no_file_is_lost(void **state)
{
	static const size_t env_bytes[] = {0, 200000, 1000000};
	long max = sysconf(_SC_ARG_MAX);

	(void)state;
	if (max > 6 << 20)
		max = 6 << 20;
	for (size_t i = 0; i < countof(env_bytes); i++) {
		const char *env[32] = {NULL};
		struct run_fixture f;
		struct surroundings s = around();
		struct batches b;
		struct error err;
		struct job *j;
		size_t next = 0;

		run_open(&f);
		for (size_t k = 0; k < env_bytes[i] / 100000; k++) {
			char *var = arena_alloc(f.mem, 100001, 1);

			memset(var, 'v', 100000);
			memcpy(var, "A=", 2);
			env[k] = var;
		}
		s.env = env;
		j = run_job(&f, "g", "tool -v {files} --end");
		for (int k = 0; k < 70000; k++)
			strs_add(&j->files, arena_printf(f.mem, "%0100d", k), f.mem);
		if (batches_make(&b, &j->gate->run, j, &s, f.mem, &err) < 0)
			fail_msg("%s", err.msg);
		assert_true(b.n >= 2);
		for (size_t k = 0; k < b.n; k++) {
			assert_true(taken(&b.v[k], env) <= (size_t)max - BATCH_SLACK);
			assert_string_equal(b.v[k].v[0], "tool");
			assert_string_equal(b.v[k].v[b.v[k].n - 1], "--end");
			for (size_t w = 2; w + 1 < b.v[k].n; w++)
				assert_string_equal(b.v[k].v[w], j->files.v[next++]);
		}
		assert_int_equal(next, 70000);
		run_close(&f);
	}
}

static void
what_cannot_fit_is_an_error(void **state)
{
	struct run_fixture f;
	struct surroundings s = around();
	struct batches b;
	struct error err;
	struct job *j;
	char *path, *big;

	(void)state;
	run_open(&f);
	path = arena_alloc(f.mem, 140001, 1);
	memset(path, 'x', 140000);
	j = run_job(&f, "g", "tool {files}");
	strs_add(&j->files, "fine", f.mem);
	strs_add(&j->files, path, f.mem);
	assert_int_equal(batches_make(&b, &j->gate->run, j, &s, f.mem, &err), -1);
	assert_int_equal(err.code, ERR_LIMIT);
	assert_non_null(strstr(err.msg, "too long for the system with"));

	j = run_job(&f, "g", "tool {source}"); /* a list that may not be split */
	for (int k = 0; k < 70000; k++)
		strs_add(&j->source, arena_printf(f.mem, "%0100d", k), f.mem);
	assert_int_equal(batches_make(&b, &j->gate->run, j, &s, f.mem, &err), -1);
	assert_non_null(strstr(err.msg, "this cannot"));

	big = arena_alloc(f.mem, 7000001, 1); /* an environment that leaves no room at all */
	memset(big, 'v', 7000000);
	s.env = (const char *const[]){big, NULL};
	j = run_job(&f, "g", "tool {files}");
	strs_add(&j->files, "fine", f.mem);
	assert_int_equal(batches_make(&b, &j->gate->run, j, &s, f.mem, &err), -1);
	assert_non_null(strstr(err.msg, "is the environment very large?"));
	run_close(&f);
}

static void
a_placeholder_without_a_value_is_an_error(void **state)
{
	struct run_fixture f;
	struct surroundings s = around();
	struct batches b;
	struct error err;
	struct job *j;

	(void)state;
	run_open(&f);
	j = run_job(&f, "g", "tool {carry}/x");
	assert_int_equal(batches_make(&b, &j->gate->run, j, &s, f.mem, &err), -1);
	run_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_relative_to_the_folder),
		cmocka_unit_test(words_are_expanded),
		cmocka_unit_test(no_batch_is_too_long_and_no_file_is_lost),
		cmocka_unit_test(what_cannot_fit_is_an_error),
		cmocka_unit_test(a_placeholder_without_a_value_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

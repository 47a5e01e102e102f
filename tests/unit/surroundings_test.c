/* SPDX-License-Identifier: MIT */
/* surroundings_test -- environment, folders and placeholders' values of a job. */
#include "test.h"

#include "engine/surroundings.h"
#include "model/env.h"
#include "run_fixture.h"

static const char *
value(const struct surroundings *s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; s->env[i]; i++) {
		if (strncmp(s->env[i], name, n) == 0 && s->env[i][n] == '=')
			return s->env[i] + n + 1;
	}
	return NULL;
}

static void
gits_variables_are_dropped(void **state)
{
	static const struct {
		const char *assignment;
		bool is_kept;
	} rows[] = {
		{"GIT_DIR=/r/.git", false},
		{"GIT_INDEX_FILE=.git/index", false},
		{"GIT_WORK_TREE=.", false},
		{"GIT_PREFIX=", false},
		{"GIT_EXEC_PATH=/usr/lib/git-core", false},
		{"GIT_CONFIG_PARAMETERS='a.b=c'", false},
		{"GIT_CONFIG_COUNT=1", false},
		{"GIT_CONFIG_KEY_0=a.b", false},
		{"GIT_CONFIG=x", false},
		{"GIT_EDITOR=:", false},
		{"GIT_LITERAL_PATHSPECS=1", false},
		{"GIT_TRACE=1", false},
		{"GIT_REFLOG_ACTION=x", false},
		{"GIT_AUTHOR_NAME=A U Thor", true},
		{"GIT_AUTHOR_DATE=@1 +0000", true},
		{"GIT_COMMITTER_EMAIL=a@b", true},
		{"GIT_SSH=ssh", true},
		{"GIT_SSH_COMMAND=ssh -v", true},
		{"GIT_ASKPASS=x", true},
		{"GIT_CONFIG_GLOBAL=/dev/null", true},
		{"GIT_CONFIG_NOSYSTEM=1", true},
		{"GIT_CONFIG_SYSTEM=/dev/null", true},
		{"GITHUB_ACTIONS=true", true},
		{"TTA_CHECK=1", false},
		{"TTA_SKIP=lint", false},
		{"TTA_EVENT=x", true},
		{"SKIP=lint", true},
		{"HOME=/home/x", true},
		{"ODD", true},
		{"EMPTY=", true},
	};
	const char *environ_[countof(rows) + 1] = {0};
	struct run_fixture f;
	struct surroundings s;
	struct error err;
	struct job *j;

	(void)state;
	run_open(&f);
	s = (struct surroundings){.root = f.root};
	for (size_t i = 0; i < countof(rows); i++)
		environ_[i] = rows[i].assignment;
	f.o.environ = environ_;
	j = run_job(&f, "g", "true");
	assert_int_equal(surroundings_make(&s, j, &f.o, f.mem, &err), 0);
	for (size_t i = 0; i < countof(rows); i++) {
		bool is_there = false;

		for (size_t k = 0; s.env[k]; k++)
			is_there = is_there || strcmp(s.env[k], rows[i].assignment) == 0;
		if (is_there != rows[i].is_kept)
			fail_msg("%s", rows[i].assignment);
	}
	assert_int_equal(surroundings_remove(&s, &err), 0);
	run_close(&f);
}

static void
assignments_of_an_environment_are_replaced(void **state)
{
	struct env env = {.name = "e"};
	struct run_fixture f;
	struct surroundings s;
	struct error err;
	struct job *j;

	(void)state;
	run_open(&f);
	s = (struct surroundings){.root = f.root};
	run_write(&f, ".venv/x", "", 0644);
	f.environ_[1] = "PYTHONPATH=/else";
	f.environ_[2] = "A=old";
	strs_add(&f.set, "A=given", f.mem);
	f.config.envs = (struct envs){.v = &env, .n = 1};
	strs_add(&env.carry, ".venv", f.mem);
	strs_add(&env.roots, ".", f.mem);
	strs_add(&env.roots, "src/", f.mem);
	strs_add(&env.set, "PATH={carry}/bin:{PATH}", f.mem);
	strs_add(&env.set, "B={A}-{UNSET}-{not closed-{a b}", f.mem);
	strs_add(&env.set, "TMPDIR={TMPDIR}/deep", f.mem);
	j = run_job(&f, "g", "true");
	run_gate(&f, j)->in = "e";
	strs_add(&j->components, "y", f.mem);
	if (surroundings_make(&s, j, &f.o, f.mem, &err) < 0)
		fail_msg("%s", err.msg);
	assert_string_equal(value(&s, "PATH"),
		arena_printf(f.mem, "%s/.venv/bin:/usr/local/bin:/usr/bin:/bin", f.root));
	assert_string_equal(s.path, value(&s, "PATH"));
	assert_string_equal(value(&s, "A"), "given");
	assert_string_equal(value(&s, "B"), "given--{not closed-{a b}");
	assert_string_equal(value(&s, "TMPDIR"), arena_printf(f.mem, "%s/deep", s.tmp));
	assert_string_equal(
		value(&s, "PYTHONPATH"), arena_printf(f.mem, "%s:%s/src:/else", f.root, f.root));
	assert_string_equal(value(&s, "TTA_COMPONENT"), "x y");
	assert_string_equal(value(&s, "TTA_TARGET"), "staging");
	assert_true(fs_is_dir(s.report) && fs_is_dir(s.tmp));
	assert_int_equal(surroundings_remove(&s, &err), 0);
	assert_false(fs_exists(s.report));
	run_close(&f);
}

static void
folders_that_are_not_there_are_said(void **state)
{
	static const struct {
		const char *dir, *why;
	} rows[] = {
		{"no/such", "its folder 'no/such' is not there"},
		{"..", "its folder '..' is not in the repository"},
		{"/tmp", "its folder '/tmp' is not in the repository"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct run_fixture f;
		struct surroundings s;
		struct error err = {0};
		struct job *j;

		run_open(&f);
		s = (struct surroundings){.root = f.root};
		j = run_job(&f, "g", "true");
		run_gate(&f, j)->dir = rows[i].dir;
		assert_int_equal(surroundings_make(&s, j, &f.o, f.mem, &err), -1);
		assert_string_equal(err.msg, rows[i].why);
		assert_int_equal(surroundings_remove(&s, &err), 0);
		run_close(&f);
	}
}

static void
without_a_path_there_is_a_usual_one(void **state)
{
	struct env env = {.name = "e"};
	struct run_fixture f;
	struct surroundings s;
	struct error err;
	struct job *j;

	(void)state;
	run_open(&f);
	s = (struct surroundings){.root = f.root};
	f.environ_[0] = "X=1";
	f.config.envs = (struct envs){.v = &env, .n = 1};
	j = run_job(&f, "g", "true");
	assert_int_equal(surroundings_make(&s, j, &f.o, f.mem, &err), 0);
	assert_string_equal(s.path, "/usr/local/bin:/usr/bin:/bin");
	assert_int_equal(surroundings_remove(&s, &err), 0);
	strs_add(&env.set, "PATH=/mine:{PATH}", f.mem);
	run_gate(&f, j)->in = "e";
	assert_int_equal(surroundings_make(&s, j, &f.o, f.mem, &err), 0);
	assert_string_equal(s.path, "/mine:/usr/local/bin:/usr/bin:/bin");
	assert_int_equal(surroundings_remove(&s, &err), 0);
	run_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gits_variables_are_dropped),
		cmocka_unit_test(assignments_of_an_environment_are_replaced),
		cmocka_unit_test(folders_that_are_not_there_are_said),
		cmocka_unit_test(without_a_path_there_is_a_usual_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

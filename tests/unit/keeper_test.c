/* SPDX-License-Identifier: MIT */
/* keeper_test -- nothing that a command started outlives it, or us. */
#include "test.h"

#include <sys/wait.h>

#include "proc_fixture.h"

/* Scripts that leave a process behind, whose pid goes to the file `pid`. */
static const char *const leavers[] = {
	/* in the background, holding our pipe */
	"sleep 60 & echo $! >pid; echo said; exit 0",
	/* in a session of its own */
	"setsid sh -c 'echo $$ >pid; exec sleep 60' & "
	"while ! [ -s pid ]; do sleep 0.01; done; echo said; exit 0",
	/* the same, orphaned at once, deaf to SIGTERM */
	"(setsid sh -c 'trap \"\" TERM HUP; echo $$ >pid; while :; do sleep 60; done' &); "
	"while ! [ -s pid ]; do sleep 0.01; done; echo said; exit 0",
};

static void
nothing_outlives_its_command(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(leavers) / sizeof(leavers[0]); i++) {
		struct proc_spec spec = sh(SH(leavers[i]), PROC_SESSION | PROC_MERGE);
		struct proc_result r;

		spec.cwd = dir;
		r = run(&spec);
		assert_int_equal(r.status, 0);
		assert_string_equal(r.out.data, "said\n");
		assert_in_range(r.ms, 0, 1500);
		assert_true(is_gone(pid_in("pid")));
		proc_result_release(&r);
	}
}

static void
without_a_session_nobody_is_waited_for_either(void **state)
{
	struct proc_spec spec = sh(SH(leavers[0]), PROC_MERGE);
	struct proc_result r;

	(void)state;
	spec.cwd = dir;
	r = run(&spec);
	assert_string_equal(r.out.data, "said\n");
	assert_in_range(r.ms, 0, 1500);
	kill(pid_in("pid"), SIGKILL);
	proc_result_release(&r);
}

static void
free_kills_the_whole_tree(void **state)
{
	struct proc_spec spec =
		sh(SH("setsid sh -c 'echo $$ >pid; exec sleep 60' & sleep 60"), PROC_SESSION);
	struct error err;
	struct proc *p;
	pid_t pid;

	(void)state;
	spec.cwd = dir;
	assert_int_equal(proc_start(&p, &spec, &err), 0);
	pid = pid_in("pid");
	proc_free(p);
	assert_true(kill(pid, 0) < 0 && errno == ESRCH);
	assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

/* We are killed without a chance to do anything: what we started dies all the same. */
static void
nothing_outlives_us(void **state)
{
	struct proc_spec spec = sh(SH("setsid sh -c 'echo $$ >escaped; exec sleep 60' & "
				      "echo $$ >direct; exec sleep 60"),
		PROC_SESSION);
	struct error err;
	struct proc *p;
	pid_t us, direct, escaped;

	(void)state;
	spec.cwd = dir;
	us = fork();
	if (us == 0) {
		if (proc_start(&p, &spec, &err) < 0)
			_exit(1);
		for (;;)
			pause();
	}
	direct = pid_in("direct");
	escaped = pid_in("escaped");
	kill(us, SIGKILL);
	assert_int_equal(waitpid(us, NULL, 0), us);
	assert_true(is_gone(direct));
	assert_true(is_gone(escaped));
}

static void
many_at_once_do_not_disturb_each_other(void **state)
{
	struct proc *procs[8];
	struct error err;
	int live = 8;

	(void)state;
	for (int i = 0; i < 8; i++) {
		/* half of them have somebody in a session apart while the others end */
		const struct proc_spec spec = sh(i % 2 ? SH("setsid sleep 0.5; echo long")
						       : SH("(setsid sleep 60 &); echo short"),
			PROC_SESSION);

		assert_int_equal(proc_start(&procs[i], &spec, &err), 0);
	}
	for (bool done[8] = {false}; live;) {
		for (int i = 0; i < 8; i++) {
			if (done[i] || !proc_pump(procs[i]))
				continue;
			done[i] = true;
			live--;
			assert_int_equal(proc_result(procs[i])->status, 0);
			assert_string_equal(
				proc_result(procs[i])->out.data, i % 2 ? "long\n" : "short\n");
			proc_free(procs[i]);
		}
		nap(5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_outlives_its_command),
		cmocka_unit_test(without_a_session_nobody_is_waited_for_either),
		cmocka_unit_test(free_kills_the_whole_tree),
		cmocka_unit_test(nothing_outlives_us),
		cmocka_unit_test(many_at_once_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

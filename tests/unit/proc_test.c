/* SPDX-License-Identifier: MIT */
/* proc_test -- real children: what they say, how they end, and that nothing outlives them. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "proc_fixture.h"

static void
statuses_and_signals_are_told_apart(void **state)
{
	static const struct {
		const char *script;
		int status, sig;
		const char *out, *err;
	} rows[] = {
		{"exit 0", 0, 0, "", ""},
		{"exit 7", 7, 0, "", ""},
		{"exit 255", 255, 0, "", ""},
		{"kill -9 $$", -1, SIGKILL, "", ""},
		{"kill -TERM $$", -1, SIGTERM, "", ""},
		{"kill -SEGV $$", -1, SIGSEGV, "", ""},
		{"echo a; echo b >&2", 0, 0, "a\n", "b\n"},
		{"cat; echo done", 0, 0, "done\n", ""},
	};
	static const unsigned flags[] = {0, PROC_SESSION};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		const struct proc_spec spec = sh(SH(rows[i / 2].script), flags[i % 2]);
		struct proc_result r = run(&spec);

		assert_int_equal(r.status, rows[i / 2].status);
		assert_int_equal(r.signal, rows[i / 2].sig);
		assert_string_equal(r.out.data, rows[i / 2].out);
		assert_string_equal(r.err.data, rows[i / 2].err);
		assert_false(r.is_late || r.is_ended);
		proc_result_release(&r);
	}
}

static void
merged_output_keeps_its_order(void **state)
{
	const struct proc_spec spec = sh(SH("echo 1; echo 2 >&2; echo 3"), PROC_MERGE);
	struct proc_result r = run(&spec);

	(void)state;
	assert_string_equal(r.out.data, "1\n2\n3\n");
	assert_int_equal(r.err.len, 0);
	proc_result_release(&r);
}

static void
input_folder_and_environment_are_given(void **state)
{
	static const char *const env[] = {"A=b c", NULL};
	struct proc_spec spec = sh(SH("cat; pwd; echo \"$A\"; /usr/bin/env | wc -l"), PROC_SESSION);
	struct proc_result r;
	char wanted[128];

	(void)state;
	spec.env = env;
	spec.cwd = dir;
	spec.input = "x\0y\n";
	spec.input_len = 4;
	r = run(&spec);
	assert_memory_equal(r.out.data, "x\0y\n", 4);
	snprintf(wanted, sizeof(wanted), "%s\nb c\n", dir);
	assert_memory_equal(r.out.data + 4, wanted, strlen(wanted));
	proc_result_release(&r);
}

static void
much_output_is_kept_and_more_is_counted(void **state)
{
	struct proc_spec spec =
		sh(SH("dd if=/dev/zero bs=1048576 count=5 2>/dev/null; echo end"), PROC_SESSION);
	struct proc_result r = run(&spec);

	(void)state;
	assert_int_equal(r.out.len, (5 << 20) + 4);
	assert_string_equal(r.out.data + (5 << 20), "end\n");
	proc_result_release(&r);
	spec.output_max = 1000;
	r = run(&spec);
	assert_int_equal(r.out.len, 1000);
	assert_int_equal(r.out.dropped, (5 << 20) + 4 - 1000);
	assert_int_equal(r.status, 0);
	proc_result_release(&r);
}

static void
a_deadline_ends_the_child(void **state)
{
	static const struct {
		const char *script;
		unsigned flags;
		int64_t most_ms;
	} rows[] = {
		{"exec sleep 60", 0, 1500},
		{"trap '' TERM; while :; do :; done", 0, 5000},
		{"sleep 60; :", PROC_SESSION, 1500},
		{"trap '' TERM; while :; do sleep 60; done", PROC_SESSION, 5000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct proc_spec spec = sh(SH(rows[i].script), rows[i].flags);
		struct proc_result r;

		spec.timeout_ms = 100;
		r = run(&spec);
		assert_true(r.is_late);
		assert_int_not_equal(r.status, 0);
		assert_in_range(r.ms, 100, rows[i].most_ms);
		proc_result_release(&r);
	}
}

static void
end_is_soft_first(void **state)
{
	const struct proc_spec spec =
		sh(SH("trap 'echo cleaned; exit 3' TERM; echo up; while :; do sleep 0.02; done"),
			PROC_SESSION);
	struct pollfd fds[PROC_FDS];
	struct error err;
	struct proc *p;

	(void)state;
	assert_int_equal(proc_start(&p, &spec, &err), 0);
	while (proc_result(p)->out.len == 0) {
		poll(fds, (nfds_t)proc_fds(p, fds, PROC_FDS), 20);
		assert_false(proc_pump(p));
	}
	proc_end(p);
	while (!proc_pump(p))
		poll(fds, (nfds_t)proc_fds(p, fds, PROC_FDS), 20);
	assert_string_equal(proc_result(p)->out.data, "up\ncleaned\n");
	assert_int_equal(proc_result(p)->status, 3);
	assert_true(proc_result(p)->is_ended);
	assert_false(proc_result(p)->is_late);
	proc_free(p);
}

static const char *
write_file(const char *name, const char *text, mode_t mode)
{
	static char path[64];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
	return path;
}

static void
what_cannot_start_says_why(void **state)
{
	static const struct {
		const char *name, *text;
		mode_t mode;
		const char *cwd, *wanted;
	} rows[] = {
		{"lost", "#!/no/such/interpreter\n", 0755, NULL, "its interpreter is not there"},
		{"deaf", "#!/bin/sh\n", 0644, NULL, "Permission denied"},
		{"bare", "echo hello\n", 0755, NULL, "it is no program and has no #! line"},
		{"fine", "#!/bin/sh\n", 0755, "/no/such/folder",
			"cannot enter '/no/such/folder': No such file or directory"},
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		const char *path = write_file(rows[i / 2].name, rows[i / 2].text, rows[i / 2].mode);
		const char *const argv[] = {path, NULL};
		const struct proc_spec spec = {
			.argv = argv, .cwd = rows[i / 2].cwd, .flags = i % 2 ? PROC_SESSION : 0};
		struct proc_result r;
		struct error err = {0};

		assert_int_equal(proc_run(&r, &spec, &err), -1);
		assert_int_equal(err.code, ERR_SYSTEM);
		if (!strstr(err.msg, rows[i / 2].wanted))
			fail_msg("%s", err.msg);
	}
}

static void
descriptors_of_ours_are_not_inherited(void **state)
{
	const struct proc_spec spec = sh(SH("ls /proc/self/fd | wc -l"), PROC_SESSION);
	int kept = open("/dev/null", O_RDONLY); /* not closed on exec */
	struct proc_result r = run(&spec);

	(void)state;
	assert_string_equal(r.out.data, "4\n"); /* 0, 1, 2 and ls's own */
	proc_result_release(&r);
	close(kept);
}

static void
a_childs_signals_are_the_default(void **state)
{
	const struct proc_spec spec =
		sh(SH("grep -E '^Sig(Blk|Ign)' /proc/self/status"), PROC_SESSION);
	struct sigaction act = {.sa_handler = SIG_IGN}, old;
	sigset_t set, before;
	const unsigned long long libc_own = 3ULL << 31; /* 32 and 33: not ours to reset */
	unsigned long long blocked, ignored;
	struct proc_result r;

	(void)state;
	sigaction(SIGUSR2, &act, &old);
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, &before);
	r = run(&spec);
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGUSR2, &old, NULL);
	assert_int_equal(sscanf(r.out.data, "SigBlk:\t%llx\nSigIgn:\t%llx", &blocked, &ignored), 2);
	assert_int_equal(blocked, 0);
	assert_int_equal(ignored & ~libc_own, 0);
	proc_result_release(&r);
}

static int
work(int fd, void *ctx)
{
	const char *how = ctx;

	if (write(fd, how, strlen(how)) < 0)
		return 1;
	if (strcmp(how, "crash") == 0)
		raise(SIGSEGV);
	if (strcmp(how, "hang") == 0)
		pause();
	return strcmp(how, "no") == 0 ? 5 : 0;
}

static void
workers_answer_crash_and_hang(void **state)
{
	static const struct {
		const char *how;
		int status, sig;
		bool is_late;
	} rows[] = {
		{"yes", 0, 0, false},
		{"no", 5, 0, false},
		{"crash", -1, SIGSEGV, false},
		{"hang", -1, SIGTERM, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct proc_spec spec = {.timeout_ms = 200, .flags = PROC_SESSION};
		struct pollfd fds[PROC_FDS];
		struct error err;
		struct proc *p;

		assert_int_equal(
			proc_fork(&p, work, (void *)(uintptr_t)rows[i].how, &spec, &err), 0);
		while (!proc_pump(p))
			poll(fds, (nfds_t)proc_fds(p, fds, PROC_FDS), 20);
		assert_string_equal(proc_result(p)->out.data, rows[i].how);
		assert_int_equal(proc_result(p)->status, rows[i].status);
		assert_int_equal(proc_result(p)->signal, rows[i].sig);
		assert_int_equal(proc_result(p)->is_late, rows[i].is_late);
		proc_free(p);
	}
}

static int
prepare_without_descriptors(int fd, void *ctx)
{
	struct sigaction act;

	(void)ctx;
	close(0);
	close(2);
	proc_hold_descriptors();
	proc_prepare_self(true);
	sigaction(SIGPIPE, NULL, &act);
	if (fcntl(0, F_GETFD) < 0 || fcntl(2, F_GETFD) < 0 || act.sa_handler != SIG_IGN)
		return 1;
	return write(fd, "ok", 2) == 2 ? 0 : 1;
}

static void
we_prepare_ourselves(void **state)
{
	const struct proc_spec spec = {.timeout_ms = 5000};
	struct error err;
	struct proc *p;

	(void)state;
	assert_int_equal(proc_fork(&p, prepare_without_descriptors, NULL, &spec, &err), 0);
	while (!proc_pump(p))
		nap(1);
	assert_int_equal(proc_result(p)->status, 0);
	assert_string_equal(proc_result(p)->out.data, "ok");
	proc_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses_and_signals_are_told_apart),
		cmocka_unit_test(merged_output_keeps_its_order),
		cmocka_unit_test(input_folder_and_environment_are_given),
		cmocka_unit_test(much_output_is_kept_and_more_is_counted),
		cmocka_unit_test(a_deadline_ends_the_child),
		cmocka_unit_test(end_is_soft_first),
		cmocka_unit_test(what_cannot_start_says_why),
		cmocka_unit_test(descriptors_of_ours_are_not_inherited),
		cmocka_unit_test(a_childs_signals_are_the_default),
		cmocka_unit_test(workers_answer_crash_and_hang),
		cmocka_unit_test(we_prepare_ourselves),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

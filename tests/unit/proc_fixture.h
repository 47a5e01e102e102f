/* SPDX-License-Identifier: MIT */
/* proc_fixture -- children for the tests of proc, and a folder for what they leave. */
#ifndef TTA_PROC_FIXTURE_H
#define TTA_PROC_FIXTURE_H

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/proc.h"

static char dir[] = "/tmp/proc_test_XXXXXX";

static inline void
nap(int ms)
{
	poll(NULL, 0, ms);
}

static inline struct proc_spec
sh(const char *const argv[4], unsigned flags)
{
	return (struct proc_spec){.argv = argv, .flags = flags};
}

#define SH(script) ((const char *const[4]){"/bin/sh", "-c", script, NULL})

static inline struct proc_result
run(const struct proc_spec *spec)
{
	struct proc_result r;
	struct error err = {0};

	if (proc_run(&r, spec, &err) < 0)
		fail_msg("%s", err.msg);
	return r;
}

/* Waits until nobody with this pid is left. */
static inline bool
is_gone(pid_t pid)
{
	for (int i = 0; i < 200; i++) {
		if (kill(pid, 0) < 0 && errno == ESRCH)
			return true;
		nap(10);
	}
	return false;
}

static inline pid_t
pid_in(const char *name)
{
	char path[64], text[32] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	for (int i = 0; i < 500; i++) {
		f = fopen(path, "r");
		if (f && fgets(text, sizeof(text), f) && strchr(text, '\n')) {
			fclose(f);
			unlink(path);
			return (pid_t)strtol(text, NULL, 10);
		}
		if (f)
			fclose(f);
		nap(10);
	}
	fail_msg("%s did not come", path);
	return 0;
}

static inline int
setup(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static inline int
teardown(void **state)
{
	static const char *const names[] = {"lost", "deaf", "bare", "fine", "pid"};
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		unlink(path);
	}
	return rmdir(dir);
}

#endif

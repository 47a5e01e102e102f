/* SPDX-License-Identifier: MIT */
/* landlock_test -- each version of the interface up to this kernel's keeps what it can keep. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/landlock.h"
#include "base/path.h"
#include "base/proc.h"

struct place {
	int version;
	const char *open,
		*kept; /* each with `file` and a folder `sub`; `file` of kept holds a byte */
	struct arena *mem;
};

static bool
can_write(const struct place *p, const char *dir, const char *name, int flags)
{
	int fd = open(path_join(dir, name, p->mem), O_WRONLY | flags, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* What each version does, as the number of the first line that is not so; in a child of its own. */
static int
try_all(int fd, void *ctx)
{
	const struct place *p = ctx;
	struct arena *mem = p->mem;
	const char *here = path_join(p->open, "file", mem),
		   *there = path_join(p->kept, "file", mem);
	const char *sub = path_join(p->open, "sub/moved", mem);
	struct error err;
	int ruleset = landlock_open(p->version, &err);

	(void)fd;
	if (ruleset < 0 || !landlock_allow(ruleset, p->version, p->open) ||
		!landlock_allow(ruleset, p->version, "/dev/null") || landlock_enter(ruleset) < 0)
		return 1;
	if (!can_write(p, p->open, "file", O_TRUNC) || !can_write(p, p->open, "new", O_CREAT))
		return 2;
	if (!can_write(p, "/dev", "null", 0) || access(there, R_OK) < 0)
		return 3;
	if (can_write(p, p->kept, "file", 0) || errno != EACCES)
		return 4;
	if (can_write(p, p->kept, "new", O_CREAT) || unlink(there) == 0 ||
		rmdir(path_join(p->kept, "sub", mem)) == 0 ||
		mkdir(path_join(p->kept, "made", mem), 0700) == 0 ||
		symlink("x", path_join(p->kept, "link", mem)) == 0)
		return 5;
	if (rename(here, path_join(p->kept, "moved", mem)) == 0 || rename(there, sub) == 0 ||
		link(there, path_join(p->open, "hard", mem)) == 0)
		return 6;
	if ((rename(here, sub) == 0) != (p->version >= 2)) /* between folders that are open */
		return 7;
	if ((truncate(there, 0) == 0) != (p->version < 3))
		return 8;
	return 0;
}

static const char *
folder(struct arena *mem, const char *top, const char *name)
{
	const char *path = path_join(top, name, mem);
	struct error err;

	assert_int_equal(fs_mkdirs(path_join(path, "sub", mem), 0700, &err), 0);
	assert_int_equal(fs_write(path_join(path, "file", mem), "x", 1, 0600, &err), 0);
	return path;
}

static void
each_version_keeps_what_it_can(void **state)
{
	struct arena *mem = arena_new();
	struct error err;
	int newest = landlock_version(&err);

	(void)state;
	if (newest < 0) {
		print_message("not tried: %s\n", err.msg);
		arena_free(mem);
		skip();
	}
	for (int version = 1; version <= newest; version++) {
		const char *top = fs_temp_dir("/tmp", mem, &err);
		struct place p = {.version = version, .mem = mem};
		const struct proc_spec spec = {.timeout_ms = 60000};
		struct proc *child;

		p.open = folder(mem, top, "open");
		p.kept = folder(mem, top, "kept");
		assert_int_equal(proc_fork(&child, try_all, &p, &spec, &err), 0);
		while (!proc_pump(child))
			poll(NULL, 0, 1);
		assert_int_equal(proc_result(child)->status, 0);
		proc_free(child);
		assert_int_equal(fs_remove_tree(top, &err), 0);
	}
	arena_free(mem);
}

static void
what_a_version_lets_through_is_told(void **state)
{
	(void)state;
	assert_non_null(strstr(landlock_gap(1), "version 1: files can still be truncated"));
	assert_non_null(strstr(landlock_gap(1), "moving one between folders fails"));
	assert_non_null(strstr(landlock_gap(2), "version 2: files can still be truncated"));
	assert_null(landlock_gap(3));
	assert_null(landlock_gap(99));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_keeps_what_it_can),
		cmocka_unit_test(what_a_version_lets_through_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

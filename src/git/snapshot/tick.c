/* SPDX-License-Identifier: MIT */
/*
 * tick -- see tick.h.  A file of our own is touched until that shows: its file system's clock is
 * the one that counts, wherever it runs.
 */
#include "git/snapshot/tick.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "base/proc.h"

#define NAP_NS 500000
#define PATIENCE_MS 5000 /* some file systems know seconds alone, or two */

static int
touch(struct timespec *out, int fd)
{
	struct stat st;

	if (futimens(fd, NULL) < 0 || fstat(fd, &st) < 0)
		return -1;
	*out = st.st_ctim;
	return 0;
}

static bool
is_later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* 1 it moved on, 0 it stands, -1 and errno. */
static int
wait_for_it(int fd)
{
	const struct timespec nap = {.tv_nsec = NAP_NS};
	int64_t until = proc_clock_ms() + PATIENCE_MS;
	struct timespec first, now;

	if (touch(&first, fd) < 0)
		return -1;
	for (;;) {
		if (touch(&now, fd) < 0)
			return -1;
		if (is_later(&now, &first))
			return 1;
		if (proc_clock_ms() > until)
			return 0;
		nanosleep(&nap, NULL);
	}
}

int
tick_pass(const char *folder, struct arena *mem, struct error *err)
{
	const char *path = path_join(folder, "tick", mem);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600), rc;

	if (fd < 0)
		return error_errno(err, "cannot write '%s'", path);
	rc = wait_for_it(fd);
	if (rc < 0)
		error_errno(err, "cannot touch '%s'", path);
	else if (rc == 0)
		error_set(err, ERR_SYSTEM,
			"the clock of the file system of '%s' stands still; set XDG_CACHE_HOME to "
			"another",
			path);
	close(fd);
	return rc > 0 ? 0 : -1;
}

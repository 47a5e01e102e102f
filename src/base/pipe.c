/* SPDX-License-Identifier: MIT */
/* pipe -- see pipe.h.  Descriptors are raised above 2 so that a child can place its own there. */
#define _GNU_SOURCE
#include "base/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/mman.h>
#endif
#include <unistd.h>

#include "base/spawn.h"

void
pipe_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

int
pipe_open(int fds[2], struct error *err)
{
	if (pipe(fds) < 0)
		return error_errno(err, "cannot make a pipe");
	fds[0] = spawn_raise_fd(fds[0]);
	fds[1] = spawn_raise_fd(fds[1]);
	if (fds[0] < 0 || fds[1] < 0)
		return error_errno(err, "cannot set up a pipe");
	return 0;
}

int
pipe_output(int *ours, int *theirs, struct error *err)
{
	int fds[2] = {-1, -1}, rc = pipe_open(fds, err);

	*ours = fds[0];
	*theirs = fds[1];
	if (rc == 0 && fcntl(*ours, F_SETFL, O_NONBLOCK) < 0)
		return error_errno(err, "cannot set up a pipe");
	return rc;
}

/* A file without a name: nobody has to feed it while the child runs. */
static int
nameless(void)
{
#ifdef __linux__
	return memfd_create("input", MFD_CLOEXEC);
#else
	char name[] = "/tmp/tta-input-XXXXXX";
	int fd = mkstemp(name);

	if (fd >= 0)
		unlink(name);
	return fd;
#endif
}

int
pipe_input(const void *data, size_t len, struct error *err)
{
	const char *p = data;
	ssize_t n;
	int fd;

	if (!data || len == 0) {
		fd = spawn_raise_fd(open("/dev/null", O_RDONLY));
		return fd >= 0 ? fd : error_errno(err, "cannot open '/dev/null'");
	}
	fd = spawn_raise_fd(nameless());
	while (fd >= 0 && len) {
		n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		p += n;
		len -= (size_t)n;
	}
	if (fd >= 0 && len == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	error_errno(err, "cannot keep the input of a child");
	pipe_close(&fd);
	return -1;
}

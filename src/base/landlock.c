/* SPDX-License-Identifier: MIT */
/*
 * landlock -- see landlock.h.  The numbers are the kernel's and never change; they stand here since
 * the headers that a machine builds with may be older than the kernel it runs.
 */
#define _GNU_SOURCE
#include "base/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#define CREATE_RULESET 444 /* the system calls, alike on all machines */
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define ASK_VERSION 1U
#define PATH_BENEATH 1

enum {
	WRITE_FILE = 1 << 1,
	REMOVE_AND_MAKE = 0x1ff0, /* REMOVE_DIR, REMOVE_FILE, and seven of MAKE */
	REFER = 1 << 13,          /* from 2 on */
	TRUNCATE = 1 << 14,       /* from 3 on */
};

struct ruleset_attr {
	uint64_t handled_access_fs;
};

struct __attribute__((packed)) path_beneath_attr {
	uint64_t allowed_access;
	int32_t parent_fd;
};

static uint64_t
rights(int version, bool is_folder)
{
	uint64_t all = WRITE_FILE;

	if (is_folder)
		all |= REMOVE_AND_MAKE | (version >= 2 ? REFER : 0);
	return all | (version >= 3 ? TRUNCATE : 0);
}

static const char *
reason(int error)
{
	switch (error) {
	case EOPNOTSUPP:
		return "Landlock is switched off in this kernel; boot it with landlock in lsm=";
	case EPERM:
	case EACCES:
		return "a sandbox around us forbids Landlock; allow its system calls there";
	default:
		return "this kernel has no Landlock; Linux has it from 5.13 on";
	}
}

int
landlock_version(struct error *err)
{
#ifdef __linux__
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);

	if (version > 0)
		return (int)version;
#else
	errno = ENOSYS;
#endif
	return error_set(err, ERR_SYSTEM, "%s", reason(errno));
}

const char *
landlock_gap(int version)
{
	if (version == 1)
		return "the kernel's Landlock is of version 1: files can still be truncated by "
		       "name, and moving one between folders fails wherever it is";
	if (version == 2)
		return "the kernel's Landlock is of version 2: files can still be truncated by "
		       "name";
	return NULL;
}

int
landlock_open(int version, struct error *err)
{
#ifdef __linux__
	const struct ruleset_attr attr = {.handled_access_fs = rights(version, true)};
	long fd = syscall(CREATE_RULESET, &attr, sizeof(attr), 0U);

	if (fd >= 0)
		return (int)fd;
#else
	(void)version;
#endif
	return error_errno(err, "cannot make a Landlock ruleset");
}

bool
landlock_allow(int ruleset, int version, const char *path)
{
#ifdef __linux__
	struct path_beneath_attr attr;
	struct stat st;
	long rc = -1;
	int saved;

	attr.parent_fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (attr.parent_fd < 0)
		return false;
	if (fstat(attr.parent_fd, &st) == 0) {
		attr.allowed_access = rights(version, S_ISDIR(st.st_mode));
		rc = syscall(ADD_RULE, ruleset, PATH_BENEATH, &attr, 0U);
	}
	saved = errno;
	close(attr.parent_fd);
	errno = saved;
	return rc == 0;
#else
	(void)ruleset, (void)version, (void)path;
	errno = ENOSYS;
	return false;
#endif
}

int
landlock_enter(int ruleset)
{
#ifdef __linux__
	if (prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) < 0)
		return -1;
	return syscall(RESTRICT_SELF, ruleset, 0U) < 0 ? -1 : 0;
#else
	(void)ruleset;
	errno = ENOSYS;
	return -1;
#endif
}

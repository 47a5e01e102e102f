/* SPDX-License-Identifier: MIT */
/*
 * processors -- see processors.h.  cgroups(7): a limit may stand in any group above ours.  Within a
 * container the path may be that of the host, of which only the last group is mounted: as its root.
 * So every group is looked at from ours up, and those that are not there are passed over.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/processors.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

#define TEXT_MAX 8192
#define NUMBERS_MAX 64

struct kind {
	const char *controller; /* in the middle of a line of /proc/self/cgroup; "" is version 2 */
	const char *mount;      /* below the root */
	const char *quota;      /* microseconds of a period; of version 2 both, in one file */
	const char *period;
};

static const struct kind kinds[] = {
	{"", "", "cpu.max", NULL},
	{"", "unified", "cpu.max", NULL},
	{"cpu", "cpu", "cpu.cfs_quota_us", "cpu.cfs_period_us"},
	{"cpu", "cpu,cpuacct", "cpu.cfs_quota_us", "cpu.cfs_period_us"},
};

/* false: it is not there, or longer than it could be. */
static bool
read_text(char *out, size_t size, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t n = 0;
	ssize_t got = -1;

	if (fd < 0)
		return false;
	while (n < size && (got = read(fd, out + n, size - n)) > 0)
		n += (size_t)got;
	close(fd);
	if (got != 0 || n == size)
		return false;
	out[n] = '\0';
	return true;
}

/* In the folder of a group; 0: no limit. */
static size_t
limit_in(const struct kind *k, const char *folder)
{
	char path[PATH_MAX], text[NUMBERS_MAX];
	long quota, period = 0;
	char *end;

	if (snprintf(path, sizeof(path), "%s/%s", folder, k->quota) >= (int)sizeof(path) ||
		!read_text(text, sizeof(text), path))
		return 0;
	quota = strtol(text, &end, 10); /* "max" is 0, and -1 is none */
	if (!k->period)
		period = strtol(end, NULL, 10);
	else if (snprintf(path, sizeof(path), "%s/%s", folder, k->period) < (int)sizeof(path) &&
		 read_text(text, sizeof(text), path))
		period = strtol(text, NULL, 10);
	if (quota <= 0 || period <= 0)
		return 0;
	return (size_t)(quota / period + (quota % period != 0));
}

static size_t
smaller(size_t a, size_t b) /* 0: none */
{
	return !a || (b && b < a) ? b : a;
}

/* Of the group of that path and all above it. */
static size_t
limit_along(const struct kind *k, const char *root, const char *group)
{
	char folder[PATH_MAX];
	size_t base, all = 0;

	if (snprintf(folder, sizeof(folder), "%s/%s", root, k->mount) >= (int)sizeof(folder))
		return 0;
	base = strlen(folder);
	if (base + strlen(group) >= sizeof(folder))
		return 0;
	memcpy(folder + base, group, strlen(group) + 1);
	for (;;) {
		char *slash;

		all = smaller(all, limit_in(k, folder));
		slash = strrchr(folder + base, '/');
		if (!slash)
			return all;
		*slash = '\0';
	}
}

static bool
has_word(const char *list, const char *word) /* words apart at commas */
{
	size_t n = strlen(word);

	for (; list; list = strchr(list, ',')) {
		list += *list == ',';
		if (strncmp(list, word, n) == 0 && (!list[n] || list[n] == ','))
			return true;
	}
	return false;
}

/* A line is NUMBER:CONTROLLERS:PATH. */
static size_t
limit_of_line(char *line, const char *root)
{
	char *controllers = strchr(line, ':');
	char *path = controllers ? strchr(controllers + 1, ':') : NULL;
	size_t all = 0;

	if (!path)
		return 0;
	controllers++;
	*path++ = '\0';
	for (size_t i = 0; i < countof(kinds); i++) {
		if (*kinds[i].controller ? has_word(controllers, kinds[i].controller)
					 : !*controllers)
			all = smaller(all, limit_along(&kinds[i], root, path));
	}
	return all;
}

size_t
processors_allowed(const char *groups, const char *root)
{
	char line[PATH_MAX];
	size_t all = 0;

	while (*groups) {
		size_t n = strcspn(groups, "\n");

		if (n < sizeof(line)) {
			memcpy(line, groups, n);
			line[n] = '\0';
			all = smaller(all, limit_of_line(line, root));
		}
		groups += n + (groups[n] == '\n');
	}
	return all;
}

static size_t
may_run_on(void)
{
	cpu_set_t mine;
	long n;

	if (sched_getaffinity(0, sizeof(mine), &mine) == 0 && CPU_COUNT(&mine) > 0)
		return (size_t)CPU_COUNT(&mine);
	n = sysconf(_SC_NPROCESSORS_ONLN); /* more of them than a cpu_set_t holds */
	return n < 1 ? 1 : (size_t)n;
}

size_t
processors_count(void)
{
	char groups[TEXT_MAX];
	size_t n = may_run_on();

	if (n > 1 && read_text(groups, sizeof(groups), "/proc/self/cgroup"))
		n = smaller(n, processors_allowed(groups, "/sys/fs/cgroup"));
	return n;
}

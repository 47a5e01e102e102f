/* SPDX-License-Identifier: MIT */
/*
 * processors -- how many of them there are for us: those that we may run on, and no more than the
 * control groups around us give time for (a container's `--cpus`).
 */
#ifndef TTA_BASE_PROCESSORS_H
#define TTA_BASE_PROCESSORS_H

#include <stddef.h>

size_t processors_count(void); /* at least 1 */

/* How many the groups allow that a text like /proc/self/cgroup names, rounded up; root: where their
 * file systems are mounted (/sys/fs/cgroup); 0: as many as there are. */
size_t processors_allowed(const char *groups, const char *root);

#endif

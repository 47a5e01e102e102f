/* SPDX-License-Identifier: MIT */
/*
 * parent -- which process called us, told from a later one that got the same number.
 */
#ifndef TTA_BASE_PARENT_H
#define TTA_BASE_PARENT_H

#include <stdbool.h>

struct parent {
	long pid;
	unsigned long long start; /* in ticks of the system; 0: cannot be told */
};

void parent_look(struct parent *out);
/* The very same process; never where a start cannot be told. */
bool parent_equal(const struct parent *a, const struct parent *b);

#endif

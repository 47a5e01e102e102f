/* SPDX-License-Identifier: MIT */
/*
 * parent -- which process called us, told from a later one that got the same number.
 */
#ifndef TTA_BASE_PARENT_H
#define TTA_BASE_PARENT_H

#include <stdbool.h>

struct arena;
struct strs;

struct parent {
	long pid;
	unsigned long long start; /* in ticks of the system; 0: cannot be told */
};

void parent_look(struct parent *out);
/* The very same process; never where a start cannot be told. */
bool parent_equal(const struct parent *a, const struct parent *b);

/* The words it was started with; none where they cannot be read. */
void parent_words(struct strs *out, struct arena *mem);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * finding -- one thing that is wrong, at one place.
 */
#ifndef TTA_MODEL_FINDING_H
#define TTA_MODEL_FINDING_H

#include <stddef.h>

struct finding {
	const char *path; /* from the repository's root; NULL: about no file */
	int line, column; /* from 1; 0: unknown */
	const char *rule; /* may be NULL */
	const char *text;
};

struct findings {
	struct finding *v;
	size_t n, cap;
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * problem -- what is wrong with a configuration, all of it in one go.
 *
 * Readers of configuration never stop at the first problem: they add one and go on.  After reading,
 * problems_refuse() says whether anything among them is an error.
 */
#ifndef TTA_MODEL_PROBLEM_H
#define TTA_MODEL_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/config/origin.h"

struct arena;

enum problem_kind { PROBLEM_ERROR, PROBLEM_WARNING };

struct problem {
	enum problem_kind kind;
	struct origin origin;
	const char *text; /* like an error's message, without the place */
};

struct problems {
	struct problem *v;
	size_t n, cap;
	struct arena *mem;
};

void problem_add(struct problems *list, enum problem_kind kind, const char *file, int line,
	const char *fmt, ...) TTA_PRINTF(5, 6);
bool problems_refuse(const struct problems *list); /* is there an error among them? */
void problems_sort(struct problems *list);         /* by file and line, stable */

#endif

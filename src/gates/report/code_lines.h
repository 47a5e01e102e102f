/* SPDX-License-Identifier: MIT */
/*
 * code_lines -- which lines of a source file look as if a tool would count them, for files that no
 * test loaded and no report speaks of.
 *
 * A guess, and a plain one: lines that are neither blank nor nothing but a comment, a bracket or a
 * closing word.  Comments are those of //, #, --, and of C's kind, which may go over lines.
 */
#ifndef TTA_GATES_CODE_LINES_H
#define TTA_GATES_CODE_LINES_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct code_lines {
	uint32_t *v; /* their numbers, from 1 */
	size_t n, cap;
};

void code_lines_find(
	struct code_lines *out, const char *path, const char *data, size_t len, struct arena *mem);

#endif

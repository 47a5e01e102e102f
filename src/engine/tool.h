/* SPDX-License-Identifier: MIT */
/*
 * tool -- the program that a command names.
 */
#ifndef TTA_ENGINE_TOOL_H
#define TTA_ENGINE_TOOL_H

struct arena;
struct surroundings;

/* Its absolute path; NULL where there is none, and *why says so with the remedy. */
const char *tool_find(
	const char **why, const char *name, const struct surroundings *s, struct arena *mem);

#endif

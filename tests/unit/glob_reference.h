/* SPDX-License-Identifier: MIT */
/*
 * glob_reference -- what a glob without brackets means, in the plainest words: the yardstick for
 * the regular expressions that are used.  Exponential; for short ones.
 */
#ifndef TTA_GLOB_REFERENCE_H
#define TTA_GLOB_REFERENCE_H

#include <stdbool.h>
#include <string.h>

/* How many stars at g stand for a doubled star of its own component: 2 or 0. */
static inline size_t
glob_reference_deep(const char *g, bool is_start)
{
	size_t n = strspn(g, "*");

	return is_start && n == 2 && (g[2] == '/' || g[2] == '\0') ? 2 : 0;
}

static inline bool
glob_reference_from(const char *g, const char *s, bool is_start)
{
	if (*g == '\0')
		return *s == '\0';
	if (glob_reference_deep(g, is_start)) {
		if (g[2] == '\0')
			return true;
		if (glob_reference_from(g + 3, s, true))
			return true;
		for (; *s; s++) {
			if (*s == '/' && glob_reference_from(g + 3, s + 1, true))
				return true;
		}
		return false;
	}
	if (*g == '*') {
		g += strspn(g, "*");
		for (;; s++) {
			if (glob_reference_from(g, s, false))
				return true;
			if (*s == '\0' || *s == '/')
				return false;
		}
	}
	if (*g == '?')
		return *s && *s != '/' && glob_reference_from(g + 1, s + 1, false);
	if (*g == '\\' && g[1])
		g++;
	return *g == *s && glob_reference_from(g + 1, s + 1, *g == '/');
}

static inline bool
glob_reference(const char *glob, const char *path)
{
	return glob_reference_from(glob, path, true);
}

#endif

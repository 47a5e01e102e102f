/* SPDX-License-Identifier: MIT */
/*
 * pattern_below -- see pattern.h: what patterns say of all paths below a folder, so that a tree of
 * many files need not be asked one by one.
 *
 * Keeps true: PATTERNS_ALL and PATTERNS_NONE are right for every path that could be there; what is
 * not certain is PATTERNS_SOME.
 */
#include "model/plan/pattern.h"

#include <string.h>

#define PROBE_MAX 1024 /* longer folders are looked at file by file */

static size_t
count_slashes(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == '/';
	return n;
}

/* Does the pattern match a path in the folder whatever its name is, and so all below?  Only for
 * those that take in all below what they match. */
static enum patterns_part
probe(struct pattern *p, const char *folder, enum patterns_part if_not)
{
	char path[PROBE_MAX];
	size_t n = strlen(folder);

	if (n + 3 > sizeof(path))
		return PATTERNS_SOME;
	memcpy(path, folder, n);
	memcpy(path + n, "/x", 3);
	return pattern_matches(p, path) ? PATTERNS_ALL : if_not;
}

static enum patterns_part
literal_below(const struct pattern *p, const char *folder)
{
	size_t n = strlen(folder);

	if (p->is_basename || n == 0)
		return PATTERNS_SOME;
	if (strncmp(folder, p->glob, p->literal_len) == 0 &&
		(folder[p->literal_len] == '/' || folder[p->literal_len] == '\0'))
		return PATTERNS_ALL;
	return strncmp(p->glob, folder, n) == 0 && p->glob[n] == '/' ? PATTERNS_SOME
								     : PATTERNS_NONE;
}

/* Could what begins with the pattern's literal bytes be below the folder? */
static bool
is_on_the_way(const struct pattern *p, const char *folder)
{
	size_t n = strlen(folder);

	if (p->literal_len <= n)
		return strncmp(p->glob, folder, p->literal_len) == 0;
	return strncmp(p->glob, folder, n) == 0 && p->glob[n] == '/';
}

static enum patterns_part
wild_below(struct pattern *p, const char *folder)
{
	size_t n = strlen(p->glob);
	bool is_deep = strstr(p->glob, "**") != NULL;
	bool takes_all = p->is_folder || strcmp(p->glob, "**") == 0 ||
			 (n > 3 && strcmp(p->glob + n - 3, "/**") == 0);

	if (p->is_basename || *folder == '\0')
		return PATTERNS_SOME;
	if (!is_on_the_way(p, folder))
		return PATTERNS_NONE;
	if (is_deep)
		return takes_all ? probe(p, folder, PATTERNS_SOME) : PATTERNS_SOME;
	if (count_slashes(folder) < count_slashes(p->glob))
		return PATTERNS_SOME;
	return takes_all ? probe(p, folder, PATTERNS_NONE) : PATTERNS_NONE;
}

enum patterns_part
patterns_match_below(const struct patterns *list, const char *folder)
{
	bool has_in = false, has_out = false;

	for (size_t i = list->n; i-- > 0;) {
		struct pattern *p = &list->v[i];
		enum patterns_part part =
			p->is_literal ? literal_below(p, folder) : wild_below(p, folder);

		if (part == PATTERNS_ALL && p->is_negated)
			return has_in ? PATTERNS_SOME : PATTERNS_NONE;
		if (part == PATTERNS_ALL)
			return has_out ? PATTERNS_SOME : PATTERNS_ALL;
		has_in = has_in || (part == PATTERNS_SOME && !p->is_negated);
		has_out = has_out || (part == PATTERNS_SOME && p->is_negated);
	}
	return has_in ? PATTERNS_SOME : PATTERNS_NONE;
}

/* SPDX-License-Identifier: MIT */
/* keep -- see keep.h. */
#include "git/snapshot/keep.h"

#include <fnmatch.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"

/* Without what path_clean() takes away, above all a '/' at the end. */
void
keep_init(struct keep *out, const struct strs *patterns, struct arena *mem)
{
	*out = (struct keep){0};
	for (size_t i = 0; i < patterns->n; i++) {
		const char *clean = path_clean(patterns->v[i], mem);

		if (clean && *clean)
			strs_add(&out->v, clean, mem);
	}
}

static bool
matches(const char *pattern, const char *path)
{
	if (*pattern == '/')
		return fnmatch(pattern + 1, path, FNM_PATHNAME) == 0;
	return fnmatch(pattern, strchr(pattern, '/') ? path : path_base(path), FNM_PATHNAME) == 0;
}

bool
keep_has(const struct keep *k, const char *path)
{
	for (size_t i = 0; i < k->v.n; i++) {
		if (matches(k->v.v[i], path))
			return true;
	}
	return false;
}

bool
keep_covers(const struct strs *patterns, const char *path, struct arena *mem)
{
	struct keep k;

	keep_init(&k, patterns, mem);
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		if (keep_has(&k, arena_strndup(mem, path, (size_t)(p - path))))
			return true;
	}
	return keep_has(&k, path);
}

bool
keep_leads(const struct keep *k, const char *folder, struct arena *mem)
{
	for (size_t i = 0; i < k->v.n; i++) {
		const char *pattern = k->v.v[i] + (k->v.v[i][0] == '/');

		for (const char *p = strchr(pattern, '/'); p; p = strchr(p + 1, '/')) {
			const char *part = arena_strndup(mem, pattern, (size_t)(p - pattern));

			if (fnmatch(part, folder, FNM_PATHNAME) == 0)
				return true;
		}
	}
	return false;
}

const char *
keep_pattern(const char *path, struct arena *mem)
{
	char *pattern = arena_alloc(mem, 2 * strlen(path) + 2, 1), *to = pattern;

	*to++ = '/';
	for (; *path; path++) {
		if (strchr("*?[]\\", *path))
			*to++ = '\\';
		*to++ = *path;
	}
	return pattern;
}

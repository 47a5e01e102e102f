/* SPDX-License-Identifier: MIT */
/* path -- see path.h. */
#include "base/path.h"

#include <string.h>

#include "base/arena.h"

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *
path_dir(const char *path, struct arena *mem)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return arena_strdup(mem, "");
	while (slash > path && slash[-1] == '/')
		slash--;
	return arena_strndup(mem, path, slash == path ? 1 : (size_t)(slash - path));
}

char *
path_join(const char *dir, const char *name, struct arena *mem)
{
	size_t n = strlen(dir), len = strlen(name);
	char *path;

	if (*name == '/' || n == 0)
		return arena_strdup(mem, name);
	if (*name == '\0')
		return arena_strdup(mem, dir);
	n -= dir[n - 1] == '/';
	path = arena_alloc(mem, n + len + 2, 1);
	memcpy(path, dir, n);
	path[n] = '/';
	memcpy(path + n + 1, name, len);
	return path;
}

bool
path_is_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	if (n == 0)
		return true;
	while (n && dir[n - 1] == '/')
		n--;
	if (n == 0)
		return *path == '/';
	return strncmp(path, dir, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* Where out ends without its last component; NULL where there is none to take away. */
static char *
step_back(char *start, char *end)
{
	if (end == start)
		return NULL;
	while (end > start && end[-1] != '/')
		end--;
	return end > start ? end - 1 : end;
}

char *
path_clean(const char *path, struct arena *mem)
{
	bool is_absolute = *path == '/';
	char *out = arena_alloc(mem, strlen(path) + 2, 1), *start = out + is_absolute, *end = start;

	if (is_absolute)
		*out = '/';
	while (*path) {
		size_t n = strcspn(path, "/");

		if (n == 2 && memcmp(path, "..", 2) == 0) {
			char *back = step_back(start, end);

			if (!back && !is_absolute)
				return NULL;
			end = back ? back : end;
		} else if (n > 1 || (n == 1 && *path != '.')) {
			if (end > start)
				*end++ = '/';
			memcpy(end, path, n);
			end += n;
		}
		path += n;
		path += strspn(path, "/");
	}
	*end = '\0';
	return out;
}

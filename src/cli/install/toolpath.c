/* SPDX-License-Identifier: MIT */
/* toolpath -- see toolpath.h. */
#include "cli/install/toolpath.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/strs.h"

void
toolpath_folders(struct strs *out, const char *path, struct arena *mem)
{
	while (*path) {
		size_t n = strcspn(path, ":");
		const char *folder = arena_strndup(mem, path, n);

		if (folder[0] == '/' && !strs_has(out, folder))
			strs_add(out, folder, mem);
		path += n + (path[n] == ':');
	}
}

void
toolpath_lacking(struct strs *out, const char *path, const char *more, struct arena *mem)
{
	struct strs have = {0}, all = {0};

	toolpath_folders(&have, path, mem);
	toolpath_folders(&all, more, mem);
	for (size_t i = 0; i < all.n; i++) {
		if (!strs_has(&have, all.v[i]) && fs_is_dir(all.v[i]))
			strs_add(out, all.v[i], mem);
	}
}

const char *
toolpath_widen(const char *path, const char *more, struct arena *mem)
{
	struct strs lacking = {0};

	toolpath_lacking(&lacking, path, more, mem);
	if (lacking.n == 0)
		return path;
	return arena_printf(mem, "%s%s%s", path, *path ? ":" : "", strs_join(&lacking, ":", mem));
}

/* SPDX-License-Identifier: MIT */
/* tool -- see tool.h. */
#include "engine/tool.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "engine/surroundings.h"

const char *
tool_find(const char **why, const char *name, const struct surroundings *s, struct arena *mem)
{
	const char *found = fs_find_program(name, s->path, s->cwd, mem);
	const char *from = strchr(name, '/') || !s->path_from ? "" : s->path_from;
	const char *what;

	*why = NULL;
	if (found)
		return found;
	if (!strchr(name, '/'))
		what = "is not in PATH";
	else if (fs_exists(path_join(s->cwd, name, mem)))
		what = "is not executable";
	else
		what = "is not there";
	*why = arena_printf(mem, "tool '%s' %s%s%s%s", name, what, from, s->make ? "; " : "",
		s->make ? s->make : "");
	return NULL;
}

/* SPDX-License-Identifier: MIT */
/* portable -- see portable.h. */
#include "cli/cache/portable.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "git/carry/carry.h"

/* The value with a name in place of a path, where it stands as a whole or above others. */
static const char *
without(const char *value, const char *path, const char *name, struct arena *mem)
{
	size_t n = strlen(path);
	const char *out = "", *at = value;

	while (n && (at = strstr(at, path))) {
		bool is_path = strchr("/:;, ", at[n]) && (at == value || strchr(":;,= ", at[-1]));

		if (is_path) {
			out = arena_printf(mem, "%s%.*s{%s}", out, (int)(at - value), value, name);
			value = at + n;
		}
		at += n;
	}
	return arena_printf(mem, "%s%s", out, value);
}

const char *
portable_value(const char *value, const char *root, const struct carry *carry, struct arena *mem)
{
	for (size_t i = 0; i < carry->nitems; i++)
		value = without(value, carry->items[i].source,
			arena_printf(mem, "carry %s", carry->items[i].path), mem);
	return without(value, root, "root", mem);
}

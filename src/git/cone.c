/* SPDX-License-Identifier: MIT */
/* cone -- see cone.h.  What git cannot be told (a newline in a path) stays unsaid. */
#include "git/cone.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/strs.h"
#include "model/view.h"

#define PATTERNS_MAX ((size_t)64 << 20)

bool
cone_is_needed(const struct view *v)
{
	return !v->is_whole || v->ignored || v->sparse;
}

const char *
cone_settings(void)
{
	return "[core]\n\tsparsecheckout = true\n\tsparsecheckoutcone = true\n"
	       "[index]\n\tsparse = true\n[advice]\n\tupdatesparsepath = false\n";
}

/* The folders above each of those that are near, sorted, each once. */
static struct strs
folders_above(const struct view *v, struct arena *mem)
{
	struct strs above = {0};

	for (size_t i = 0; i < v->near.n; i++) {
		for (const char *f = path_dir(v->near.v[i], mem); *f; f = path_dir(f, mem))
			strs_add(&above, f, mem);
	}
	strs_sort_unique(&above);
	return above;
}

static void
add_folder(struct buf *out, const char *sign, const char *folder, const char *tail)
{
	if (strchr(folder, '\n'))
		return;
	buf_addf(out, "%s/", sign);
	for (; *folder; folder++) {
		if (strchr("*?[]\\", *folder))
			buf_addc(out, '\\');
		buf_addc(out, *folder);
	}
	buf_addf(out, "%s\n", tail);
}

const char *
cone_patterns(const struct view *v, struct arena *mem)
{
	const struct strs above = folders_above(v, mem);
	struct buf out;
	const char *text;

	if (v->is_whole)
		return "/*\n";
	buf_init(&out, PATTERNS_MAX);
	buf_adds(&out, "/*\n!/*/\n");
	for (size_t i = 0; i < above.n; i++) {
		add_folder(&out, "", above.v[i], "/");
		add_folder(&out, "!", above.v[i], "/*/");
	}
	for (size_t i = 0; i < v->near.n; i++)
		add_folder(&out, "", v->near.v[i], "/");
	text = arena_strndup(mem, out.data, out.len);
	buf_release(&out);
	return text;
}

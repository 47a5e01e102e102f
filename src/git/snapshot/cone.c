/* SPDX-License-Identifier: MIT */
/* cone -- see cone.h.  What git cannot be told (a newline in a path) stays unsaid. */
#include "git/snapshot/cone.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/snapshot/shelf.h"
#include "model/plan/view.h"

#define PATTERNS_MAX ((size_t)64 << 20)

bool
cone_is_needed(const struct view *v)
{
	return !v->is_whole || v->ignored || v->sparse;
}

const char *
cone_settings(bool is_sparse)
{
	if (!is_sparse)
		return "[core]\n\tsparsecheckout = false\n";
	return "[core]\n\tsparsecheckout = true\n\tsparsecheckoutcone = true\n"
	       "[index]\n\tsparse = true\n[advice]\n\tupdatesparsepath = false\n";
}

static bool
is_near(const struct view *v, const char *folder)
{
	for (size_t i = 0; i < v->near.n; i++) {
		if (path_is_below(folder, v->near.v[i]))
			return true;
	}
	return false;
}

/* The folders that are more than one entry, but for what is near; sorted, each once. */
static struct strs
folders_shown(const struct view *v, const struct shelf *s, struct arena *mem)
{
	struct strs shown = {0};
	const char *last = "";

	for (size_t i = 0; i < s->n; i++) {
		const char *path = s->v[i].path, *slash = strrchr(path, '/');
		size_t len = slash ? (size_t)(slash - path) : 0;

		if (s->v[i].mode == SHELF_FOLDER || (strncmp(path, last, len) == 0 && !last[len]))
			continue;
		last = arena_strndup(mem, path, len);
		for (const char *f = last; *f && !is_near(v, f); f = path_dir(f, mem))
			strs_add(&shown, f, mem);
	}
	strs_sort_unique(&shown);
	return shown;
}

static void
add_folder(struct buf *out, const char *sign, const char *folder, const char *tail)
{
	if (strchr(folder, '\n'))
		return;
	buf_addf(out, "%s/", sign);
	for (; *folder; folder++) {
		if (strchr("*?[\\", *folder)) /* not "]": git takes that for no pattern */
			buf_addc(out, '\\');
		buf_addc(out, *folder);
	}
	buf_addf(out, "%s\n", tail);
}

const char *
cone_patterns(const struct view *v, const struct shelf *s, struct arena *mem)
{
	struct strs shown;
	struct buf out;
	const char *text;

	if (v->is_whole)
		return "/*\n";
	shown = folders_shown(v, s, mem);
	buf_init(&out, PATTERNS_MAX);
	buf_adds(&out, "/*\n!/*/\n");
	for (size_t i = 0; i < shown.n; i++) {
		add_folder(&out, "", shown.v[i], "/");
		add_folder(&out, "!", shown.v[i], "/*/");
	}
	for (size_t i = 0; i < v->near.n; i++)
		add_folder(&out, "", v->near.v[i], "/");
	text = arena_strndup(mem, out.data, out.len);
	buf_release(&out);
	return text;
}

/* SPDX-License-Identifier: MIT */
/* inward -- see inward.h. */
#include "git/snapshot/inward.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "git/repo/repo.h"
#include "git/snapshot/guarded.h"
#include "model/evidence/outlet.h"

static const struct strs *
guarded(struct inward *w, struct arena *mem)
{
	struct strs all = {0};

	if (w->is_found)
		return &w->guarded;
	guarded_find(&all, w->repo, mem);
	for (size_t i = 0; i < all.n; i++) {
		const char *real = fs_real(all.v[i], mem);

		if (real)
			strs_add(&w->guarded, real, mem);
	}
	w->is_found = true;
	return &w->guarded;
}

/* The folder of the snapshot that stands for one of the user's. */
static const char *
counterpart(const struct inward *w, const char *folder, struct arena *mem)
{
	const char *const git[] = {w->repo->git_dir, w->repo->common_dir};

	for (size_t i = 0; i < countof(git); i++) {
		const char *real = git[i] ? fs_real(git[i], mem) : NULL;

		if (real && strcmp(real, folder) == 0)
			return path_join(w->root, ".git", mem);
	}
	return w->root;
}

/* Where way leads below folder, or NULL.  The first of its folders that lies there decides: what
 * is behind it is the tree's own, and may be another one in the work tree at the moment. */
static const char *
part_below(const char *folder, const char *way, struct arena *mem)
{
	for (const char *end = way; *end;) {
		const char *real, *rest;

		end += 1 + strcspn(end + 1, "/");
		real = fs_real(arena_strndup(mem, way, (size_t)(end - way)), mem);
		if (!real)
			return NULL;
		if (!path_is_below(real, folder))
			continue;
		rest = path_clean(arena_printf(mem, "./%s%s", real + strlen(folder), end), mem);
		if (rest)
			return rest;
	}
	return NULL;
}

/* Where a link that climbs out of the work tree comes back to it, by way of a sibling or of its own
 * name; here it would lead there as well, or nowhere. */
static const char *
returning(const struct inward *w, const char *path, const char *text, struct arena *mem)
{
	const char *root = w->repo->root ? fs_real(w->repo->root, mem) : NULL;
	const char *way = path_join(path_dir(path, mem), text, mem), *part;

	if (!root || *text == '/' || path_clean(way, mem))
		return NULL;
	part = part_below(root, path_join(root, way, mem), mem);
	return part ? path_join(w->root, part, mem) : NULL;
}

/* Beside the snapshot are siblings, which are to be led to, wherever they lie. */
static bool
leads_beside(const struct inward *w, const char *way, struct arena *mem)
{
	return path_is_below(path_clean(way, mem), path_dir(w->root, mem));
}

const char *
inward_text(struct inward *w, const char *path, const char *text, struct arena *mem)
{
	const char *way = path_join(path_join(w->root, path_dir(path, mem), mem), text, mem);
	const struct strs *folders;
	const char *instead;

	if (!outlet_is(path, text))
		return NULL;
	instead = returning(w, path, text, mem);
	if (instead || leads_beside(w, way, mem))
		return instead;
	folders = guarded(w, mem);
	for (size_t i = 0; i < folders->n; i++) {
		const char *part = part_below(folders->v[i], way, mem);

		if (part)
			return path_join(counterpart(w, folders->v[i], mem), part, mem);
	}
	return NULL;
}

int
inward_turn(struct inward *w, int root_fd, const char *path, struct arena *mem, struct error *err)
{
	char text[PATH_MAX + 1];
	ssize_t n = readlinkat(root_fd, path, text, sizeof(text) - 1);
	const char *instead;

	if (n < 0)
		return 0;
	text[n] = '\0';
	instead = inward_text(w, path, text, mem);
	if (!instead)
		return 0;
	if (unlinkat(root_fd, path, 0) < 0 || symlinkat(instead, root_fd, path) < 0)
		return error_errno(err, "cannot make the link '%s', which leads into the work tree",
			text_path(path, mem));
	return 0;
}

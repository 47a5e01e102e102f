/* SPDX-License-Identifier: MIT */
/*
 * hookset -- reads a hooks folder; see hookset.h.
 */
#include "cli/install/hookset.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "git/repo/repo.h"

/* What other tools add to the name of a hook that they find in their place. */
static const char *const suffixes[] = {".legacy", ".old"};

static int
look_at_slot(struct hook_slot *slot, const char *dir, const char *name, struct arena *mem,
	struct error *err)
{
	const char *path = path_join(dir, name, mem);

	*slot = (struct hook_slot){.name = name};
	if (hookfile_look(&slot->now, path, mem, err) < 0 ||
		hookfile_look(&slot->kept, arena_printf(mem, "%s" KEPT_SUFFIX, path), mem, err) < 0)
		return -1;
	for (size_t i = 0; i < countof(suffixes); i++) {
		const char *other = arena_printf(mem, "%s%s", path, suffixes[i]);
		struct hookfile f;

		if (hookfile_look(&f, other, mem, err) < 0)
			return -1;
		if (f.what == HOOKFILE_OURS)
			strs_add(&slot->strays, other, mem);
	}
	return 0;
}

static const char *
show(const char *path, const char *root, struct arena *mem)
{
	if (strcmp(path, root) != 0 && path_is_below(path, root))
		path += strlen(root) + (strcmp(root, "/") != 0);
	return text_path(path, mem);
}

int
hookset_look(struct hookset *out, const struct repo *r, struct arena *mem, struct error *err)
{
	*out = (struct hookset){0};
	if (hookdir_find(&out->dir, r, mem, err) < 0)
		return -1;
	out->shown = show(out->dir.path, r->root, mem);
	for (size_t i = 0; i < countof(hook_names); i++) {
		if (look_at_slot(&out->slots[i], out->dir.path, hook_names[i], mem, err) < 0)
			return -1;
	}
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* guarded -- see guarded.h. */
#include "git/snapshot/guarded.h"

#include <dirent.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/main_tree.h"
#include "git/repo/repo.h"

#define GITFILE_MAX ((size_t)64 << 10)

static void
add(struct strs *out, const char *path, struct arena *mem)
{
	if (path && *path && fs_is_dir(path) && !strs_has(out, path))
		strs_add(out, path, mem);
}

/* COMMON/worktrees/NAME/gitdir holds the path of the worktree's .git. */
static void
add_worktree(struct strs *out, const char *folder, struct arena *mem)
{
	struct error ignored;
	char *text;
	size_t len;

	if (fs_read(&text, &len, path_join(folder, "gitdir", mem), GITFILE_MAX, mem, &ignored) < 0)
		return;
	text[strcspn(text, "\n")] = '\0';
	if (strcmp(path_base(text), ".git") == 0)
		add(out, path_dir(path_join(folder, text, mem), mem), mem);
}

static void
add_worktrees(struct strs *out, const char *common_dir, struct arena *mem)
{
	const char *folder = path_join(common_dir, "worktrees", mem);
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		if (e->d_name[0] != '.')
			add_worktree(out, path_join(folder, e->d_name, mem), mem);
	}
	if (d)
		closedir(d);
}

/* A submodule's git folder is below that of its superproject: SUPER/.git/modules/NAME. */
static void
add_super(struct strs *out, const char *common_dir, struct arena *mem)
{
	static const char inner[] = "/.git/modules/";
	const char *at = strstr(common_dir, inner);

	if (!at)
		return;
	add(out, arena_strndup(mem, common_dir, (size_t)(at - common_dir)), mem);
	add(out, arena_strndup(mem, common_dir, (size_t)(at - common_dir) + strlen("/.git")), mem);
}

void
guarded_find(struct strs *out, const struct repo *r, struct arena *mem)
{
	add(out, r->root, mem);
	add(out, r->git_dir, mem);
	add(out, r->common_dir, mem);
	add(out, main_tree_root(r, mem), mem);
	add_worktrees(out, r->common_dir, mem);
	add_super(out, r->common_dir, mem);
}
